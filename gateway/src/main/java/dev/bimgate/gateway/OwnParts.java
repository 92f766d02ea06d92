package dev.bimgate.gateway;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The making of what answers on the gateway's own paths. */
@Singleton
class OwnParts {

  @Produces
  @Singleton
  OwnRoutes ownRoutes() {
    return new OwnRoutes(List.of());
  }
}
