/**
 * The strict reading of HTTP/1.1 (RFC 9112) in front of the codec, and of HTTP/2 (RFC 9113) behind
 * its own. Uses {@code context} alone; the rules know no Netty, which only {@code HeadCheck} and
 * what puts it in place do.
 */
@NullMarked
package dev.bimgate.gateway.heads;

import org.jspecify.annotations.NullMarked;
