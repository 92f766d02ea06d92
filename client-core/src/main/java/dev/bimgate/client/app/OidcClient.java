package dev.bimgate.client.app;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An app as the issuer knows it.
 *
 * @param discoveryUrl the issuer's discovery document; Bimplus and the gateway serve it at {@code
 *     <base>/.well-known/openid-configuration}
 * @param id {@code client_id}
 * @param secret {@code client_secret}; null for a public client
 * @param scope scopes to request, separated by spaces; null: those that the issuer grants by
 *     default
 */
public record OidcClient(
    URI discoveryUrl, String id, @Nullable String secret, @Nullable String scope) {

  /**
   * A public client with the default scopes.
   *
   * @param baseUrl base of the API at the gateway or at Bimplus, {@code /v2} included
   */
  public static OidcClient of(URI baseUrl, String id) {
    String base = baseUrl.toString().replaceAll("/$", "");
    URI discoveryUrl = URI.create(base + "/.well-known/openid-configuration");
    return new OidcClient(discoveryUrl, id, null, null);
  }

  /** The same as a confidential client. */
  public OidcClient withSecret(String newSecret) {
    return new OidcClient(discoveryUrl, id, newSecret, scope);
  }

  /** The same with other scopes. */
  public OidcClient withScope(String newScope) {
    return new OidcClient(discoveryUrl, id, secret, newScope);
  }

  /** All but the secret. */
  @Override
  public String toString() {
    return "OidcClient[" + discoveryUrl + ", " + id + "]";
  }
}
