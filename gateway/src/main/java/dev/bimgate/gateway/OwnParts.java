package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.AllowedOrigins;
import dev.bimgate.gateway.context.OwnRoute;
import dev.bimgate.gateway.token.IssuerKeys;
import dev.bimgate.gateway.token.LogoutHandler;
import dev.bimgate.gateway.token.Logouts;
import dev.bimgate.gateway.token.ProtectedResource;
import dev.bimgate.gateway.token.ResourceMetadata;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Singleton
class OwnParts {

  private final GatewaySettings gateway;

  OwnParts(GatewaySettings gateway) {
    this.gateway = gateway;
  }

  @Produces
  @Singleton
  BrowserCheck browserCheck(
      @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean enabled,
      @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
    List<String> allowed = enabled ? origins.orElse(List.of()) : List.of();
    return new BrowserCheck(AllowedOrigins.of(allowed));
  }

  @Produces
  @Singleton
  ProtectedResource protectedResource() {
    return ProtectedResource.of(gateway.publicUrl());
  }

  @Produces
  @Singleton
  OwnRoutes ownRoutes(Logouts logouts, ProtectedResource resource, IssuerKeys keys) {
    List<OwnRoute> routes = new ArrayList<>(ResourceMetadata.of(resource, keys));
    routes.add(LogoutHandler.route(logouts));
    return new OwnRoutes(routes);
  }
}
