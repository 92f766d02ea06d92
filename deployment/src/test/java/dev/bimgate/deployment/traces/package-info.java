/** Traces and log of the packaged gateway. */
@NullMarked
package dev.bimgate.deployment.traces;

import org.jspecify.annotations.NullMarked;
