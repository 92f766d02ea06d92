package dev.bimgate.gateway.config;

import java.net.URI;

/**
 * The two URLs that all others are derived from.
 *
 * @param api the base of the API, {@code /v2} included, without a slash at the end
 * @param discovery the OIDC discovery document
 */
public record BimplusUrls(URI api, URI discovery) {

  private static final String DISCOVERY_PATH = "/.well-known/openid-configuration";

  /**
   * The effective URLs: {@code bimplus.url} overrides {@code bimplus.environment}, and {@code
   * bimplus.oidc.discovery-url} overrides the path under the API.
   *
   * @throws IllegalArgumentException if neither URL nor environment is set
   */
  public static BimplusUrls of(BimplusSettings settings) {
    URI api =
        settings
            .url()
            .or(() -> settings.environment().map(BimplusEnvironment::apiUrl))
            .map(BimplusUrls::withoutTrailingSlash)
            .orElseThrow(
                () -> new IllegalArgumentException("neither bimplus.url nor bimplus.environment"));
    URI discovery =
        settings.oidc().discoveryUrl().orElseGet(() -> URI.create(api + DISCOVERY_PATH));
    return new BimplusUrls(api, discovery);
  }

  /** Whether the discovery document is the one that Bimplus publishes under its API. */
  public boolean isDiscoveryOfBimplus() {
    return discovery.equals(URI.create(api + DISCOVERY_PATH));
  }

  private static URI withoutTrailingSlash(URI url) {
    String text = url.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
  }
}
