/**
 * RFC 9111 in full, for where upstream decides what is stored: pure functions of headers and times.
 */
@NullMarked
package dev.bimgate.cache.rfc9111;

import org.jspecify.annotations.NullMarked;
