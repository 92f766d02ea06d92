/**
 * Strict parsing of HTTP/1.1 (RFC 9112) before the codec, and of HTTP/2 (RFC 9113) after its own.
 * Uses {@code context} alone; only {@code Http1Validator} and what installs it know Netty.
 */
@NullMarked
package dev.bimgate.gateway.protocol;

import org.jspecify.annotations.NullMarked;
