/**
 * Several gateways as one: the protocol by which they agree on what was invalidated.
 *
 * <p>{@link dev.bimgate.gateway.peers.Membership} is the whole of it, without any I/O: it takes
 * replies and the time, and gives {@link dev.bimgate.gateway.peers.Command}s, each of which says
 * the Redis commands that it stands for. What is promised and why it holds: decision 17.
 */
@NullMarked
package dev.bimgate.gateway.peers;

import org.jspecify.annotations.NullMarked;
