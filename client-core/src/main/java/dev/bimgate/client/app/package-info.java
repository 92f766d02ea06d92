/**
 * The client for apps: typed lists in chunks, tokens that are refreshed, ETags, errors as one
 * exception.
 *
 * <p>{@link dev.bimgate.client.app.GatewayClient} is the entry. It calls a gateway, or Bimplus
 * itself, over the connections of {@link dev.bimgate.client.BimplusClient}.
 */
@NullMarked
package dev.bimgate.client.app;

import org.jspecify.annotations.NullMarked;
