package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The settings of the upstream: Bimplus and its issuer. */
@ConfigMapping(prefix = BimplusSettings.PREFIX)
public interface BimplusSettings {

  /** What all names begin with. */
  String PREFIX = "bimplus";

  /**
   * The vendor's installation to proxy: {@code dev}, {@code stage} or {@code prod}.
   *
   * <p>Required unless {@code bimplus.url} is set, which overrides it.
   */
  Optional<BimplusEnvironment> environment();

  /**
   * The base of the API, {@code /v2} included.
   *
   * <p>An absolute {@code https:} URL without user, query and fragment. {@code http:} is accepted
   * for loopback hosts only (127.0.0.0/8, {@code [::1]}, {@code localhost}), so a local Bimplus
   * must share the gateway's network namespace.
   *
   * <p>Default: that of {@code bimplus.environment}.
   */
  Optional<URI> url();

  /** How tokens are verified. */
  Oidc oidc();

  /** The timeout for connecting to Bimplus, TLS included; {@code 0s} disables it. */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * The response timeout, from the last byte of a request to Bimplus to the response headers;
   * {@code 0s} disables it.
   *
   * <p>Beyond, the client gets 504. A request that timed out is never retried.
   */
  @WithDefault("30s")
  Duration answerTimeout();

  /**
   * The idle timeout of connections to Bimplus, in which no byte moves although the gateway is
   * ready to read or write; {@code 0s} disables it.
   *
   * <p>A slow client does not count against it.
   */
  @WithDefault("60s")
  Duration idleTimeout();

  /**
   * The timeout for a whole list, from the start of its load, a retry included; {@code 0s} disables
   * it.
   */
  @WithDefault("15s")
  Duration listTimeout();

  /**
   * The size of the connection pool to Bimplus, at least 1.
   *
   * <p>While all are busy, a request waits up to {@code bimplus.pool-max-wait}. Lists may use seven
   * eighths of them and other requests 13 sixteenths, of which one user alone gets three eighths.
   */
  @WithDefault("128")
  int poolSize();

  /**
   * The timeout for getting one of {@code bimplus.pool-size} connections; {@code 0s} does not wait.
   *
   * <p>Beyond, the client gets 503 with {@code Retry-After}, or 429 where the user's own requests
   * use what one user may.
   */
  @WithDefault("2s")
  Duration poolMaxWait();

  /** The settings of {@code bimplus.oidc}: which tokens are accepted. */
  interface Oidc {

    /**
     * The URL of the OIDC discovery document, which names issuer and keys.
     *
     * <p>An absolute {@code https:} URL; {@code http:} for loopback hosts only. The same applies to
     * {@code jwks_uri} in the document.
     *
     * <p>Default: {@code bimplus.url} followed by {@code /.well-known/openid-configuration}.
     */
    Optional<URI> discoveryUrl();

    /**
     * The required {@code iss} of tokens, compared exactly.
     *
     * <p>If set, a discovery document with another issuer is not used.
     *
     * <p>Default: the {@code issuer} of the discovery document.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> issuer();

    /**
     * Client IDs whose tokens are accepted, matched against {@code azp} (or {@code client_id}),
     * separated by commas.
     *
     * <p>This or {@code bimplus.oidc.audience} is required; if both are set, both must match. The
     * usual choice, as the only audience of an {@code allplan} token is often {@code account}.
     */
    Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> authorizedParties();

    /**
     * The value that {@code aud} of a token must contain.
     *
     * <p>This or {@code bimplus.oidc.authorized-parties} is required; if both are set, both must
     * match. {@code account} alone is not allowed, as every Keycloak token contains it.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> audience();

    /**
     * Accepts tokens of any audience.
     *
     * <p>Conflicts with {@code bimplus.oidc.audience}; {@code bimplus.oidc.authorized-parties}
     * still apply.
     */
    @WithDefault("false")
    boolean anyAudience();

    /**
     * The accepted signature algorithms, separated by commas.
     *
     * <p>Neither a token nor the discovery document extends them (RFC 8725, section 3.1).
     */
    @WithDefault("RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512")
    Set<TokenAlgorithm> algorithms();

    /**
     * The rules that recognise an access token: {@code keycloak} (the claim {@code typ} is {@code
     * Bearer}) or {@code rfc9068}.
     */
    @WithDefault("keycloak")
    TokenProfile profile();
  }
}
