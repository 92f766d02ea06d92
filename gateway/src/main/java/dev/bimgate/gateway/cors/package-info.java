/** Cross-origin requests: which origins may read responses, and preflights. */
@NullMarked
package dev.bimgate.gateway.cors;

import org.jspecify.annotations.NullMarked;
