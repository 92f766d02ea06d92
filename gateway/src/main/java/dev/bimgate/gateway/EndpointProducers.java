package dev.bimgate.gateway;

import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.cors.AllowedOrigins;
import dev.bimgate.gateway.cors.CorsCheck;
import dev.bimgate.gateway.redaction.RedactionRules;
import dev.bimgate.gateway.token.ProtectedResource;
import dev.bimgate.gateway.token.ResourceMetadata;
import dev.bimgate.gateway.token.keys.DiscoveryEndpoint;
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
      BackchannelLogout logout,
      ProtectedResource resource,
      IssuerKeys keys,
      BimplusSettings bimplus,
      RedactionRules redaction) {
    List<GatewayEndpoint> routes = new ArrayList<>(ResourceMetadata.of(resource, keys));
    // Otherwise it is a request like any other to Bimplus, limited like a login.
    if (BimplusUrls.of(bimplus).isDiscoveryOfBimplus()
        && !redaction.matches(DiscoveryEndpoint.PATH)) {
      routes.add(DiscoveryEndpoint.route(keys));
    }
    routes.add(BackchannelLogoutHandler.route(logout));
    return new GatewayEndpoints(routes);
  }
}
