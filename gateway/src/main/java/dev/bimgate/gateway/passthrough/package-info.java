/** Everything of {@code /v2} that is not cached: streamed both ways. */
@NullMarked
package dev.bimgate.gateway.passthrough;

import org.jspecify.annotations.NullMarked;
