/** The end of the gateway after SIGTERM: not ready but serving, finishing, gone. */
@NullMarked
package dev.bimgate.gateway.drain;

import org.jspecify.annotations.NullMarked;
