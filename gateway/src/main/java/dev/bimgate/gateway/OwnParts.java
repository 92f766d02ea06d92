package dev.bimgate.gateway;

import dev.bimgate.gateway.token.LogoutHandler;
import dev.bimgate.gateway.token.Logouts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The making of what answers on the gateway's own paths. */
@Singleton
class OwnParts {

  @Produces
  @Singleton
  OwnRoutes ownRoutes(Logouts logouts) {
    return new OwnRoutes(List.of(new LogoutHandler(logouts)));
  }
}
