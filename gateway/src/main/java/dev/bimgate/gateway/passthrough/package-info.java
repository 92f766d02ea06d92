/** Everything of {@code /v2} that is not cached: streamed both ways, and redacted where it must. */
@NullMarked
package dev.bimgate.gateway.passthrough;

import org.jspecify.annotations.NullMarked;
