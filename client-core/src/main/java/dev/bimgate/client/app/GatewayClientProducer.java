package dev.bimgate.client.app;

import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The client as a bean of a Quarkus application, over its Vert.x, from the settings {@code
 * bimplus-client.*}. A bean of the application of the same type takes precedence.
 */
@Singleton
class GatewayClientProducer {

  private static final String SETTINGS = "bimplus-client.";

  /** The client with the tokens of {@link #tokens}, or of the application's own supplier. */
  @Produces
  @Singleton
  @DefaultBean
  GatewayClient client(
      Vertx vertx, TokenSupplier tokens, @ConfigProperty(name = SETTINGS + "url") URI url) {
    return GatewayClient.builder(url).vertx(vertx).tokens(tokens).build();
  }

  /** Client credentials, or a refresh token where there is one. */
  @Produces
  @Singleton
  @DefaultBean
  TokenSupplier tokens(
      @ConfigProperty(name = SETTINGS + "url") URI url,
      @ConfigProperty(name = SETTINGS + "client-id") String clientId,
      @ConfigProperty(name = SETTINGS + "client-secret") Optional<String> secret,
      @ConfigProperty(name = SETTINGS + "scope") Optional<String> scope,
      @ConfigProperty(name = SETTINGS + "refresh-token") Optional<String> refreshToken) {
    OidcClient named = OidcClient.of(url, clientId);
    OidcClient client =
        new OidcClient(named.discoveryUrl(), clientId, secret.orElse(null), scope.orElse(null));
    return refreshToken
        .map(token -> OidcTokens.refreshing(client, token, replaced -> {}))
        .orElseGet(() -> OidcTokens.clientCredentials(client));
  }

  void close(@Disposes GatewayClient client) {
    client.close();
  }
}
