/** The shutdown after SIGTERM: not ready but serving, then draining, then exit. */
@NullMarked
package dev.bimgate.gateway.drain;

import org.jspecify.annotations.NullMarked;
