/** The table of the cached routes, and which writes invalidate their lists. */
@NullMarked
package dev.bimgate.gateway.routes;

import org.jspecify.annotations.NullMarked;
