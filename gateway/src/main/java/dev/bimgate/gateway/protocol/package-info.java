/**
 * Strict parsing of HTTP/1.1 (RFC 9112) before the codec, and of HTTP/2 (RFC 9113) after its own.
 * The validators are Netty handlers; the rules are plain code, without I/O.
 */
@NullMarked
package dev.bimgate.gateway.protocol;

import org.jspecify.annotations.NullMarked;
