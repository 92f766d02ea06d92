package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.cors.AllowedOrigins;
import dev.bimgate.gateway.cors.CorsCheck;
import dev.bimgate.gateway.token.ProtectedResource;
import dev.bimgate.gateway.token.ResourceMetadata;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.logout.BackchannelLogout;
import dev.bimgate.gateway.token.logout.BackchannelLogoutHandler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

@Singleton
class EndpointProducers {

  private final GatewaySettings gateway;

  EndpointProducers(GatewaySettings gateway) {
    this.gateway = gateway;
  }

  @Produces
  @Singleton
  CorsCheck corsCheck(
      @ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean enabled,
      @ConfigProperty(name = "quarkus.http.cors.origins") Optional<List<String>> origins) {
    List<String> allowed = enabled ? origins.orElse(List.of()) : List.of();
    return new CorsCheck(AllowedOrigins.of(allowed));
  }

  @Produces
  @Singleton
  ProtectedResource protectedResource() {
    return ProtectedResource.of(gateway.publicUrl());
  }

  @Produces
  @Singleton
  GatewayEndpoints gatewayEndpoints(
      BackchannelLogout logout, ProtectedResource resource, IssuerKeys keys) {
    List<GatewayEndpoint> routes = new ArrayList<>(ResourceMetadata.of(resource, keys));
    routes.add(BackchannelLogoutHandler.route(logout));
    return new GatewayEndpoints(routes);
  }
}
