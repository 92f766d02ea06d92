/** The gateway: start reading at {@code GatewayRoutes}. */
@NullMarked
package dev.bimgate.gateway;

import org.jspecify.annotations.NullMarked;
