/**
 * The strict reading of HTTP/1.1 (RFC 9112) in front of the codec. Uses {@code context} alone; the
 * rules know no Netty, which only {@code HeadCheck} and what puts it in place do.
 */
@NullMarked
package dev.bimgate.gateway.heads;

import org.jspecify.annotations.NullMarked;
