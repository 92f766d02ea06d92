package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.TrimmedStringConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The settings that say where Bimplus and its issuer are, and how to treat both. */
@ConfigMapping(prefix = "bimplus")
public interface BimplusSettings {

  /**
   * The vendor's installation to stand in front of: {@code dev}, {@code stage} or {@code prod}.
   *
   * <p>Required unless {@code bimplus.url} is set, which wins over it.
   */
  Optional<BimplusEnvironment> environment();

  /**
   * The base of the API, {@code /v2} included.
   *
   * <p>An absolute {@code https:} URL without user, query and fragment. {@code http:} is accepted
   * for loopback hosts only (127.0.0.0/8, {@code [::1]}, {@code localhost}), so that gateway and a
   * local Bimplus share a network namespace.
   *
   * <p>Default: that of {@code bimplus.environment}.
   */
  Optional<URI> url();

  /** How tokens are checked. */
  Oidc oidc();

  /**
   * The longest time that connecting to Bimplus may take, TLS included; {@code 0s} sets no limit of
   * ours.
   */
  @WithDefault("3s")
  Duration connectTimeout();

  /**
   * The longest time from the last byte of a request to the head of its answer; {@code 0s} sets no
   * limit.
   *
   * <p>Past it the client gets 504. A time-out is never retried.
   */
  @WithDefault("30s")
  Duration answerTimeout();

  /**
   * The longest time in which no byte moves although the gateway is ready to take or send one;
   * {@code 0s} sets no limit.
   *
   * <p>A client that reads slowly does not count against it.
   */
  @WithDefault("60s")
  Duration idleTimeout();

  /**
   * The longest time for a whole list, from the start of its load, a retry included; {@code 0s}
   * leaves it to the other limits.
   */
  @WithDefault("15s")
  Duration listTimeout();

  /**
   * The number of connections to Bimplus, at least 1.
   *
   * <p>A request that finds all of them busy waits {@code bimplus.pool-max-wait}.
   */
  @WithDefault("128")
  int poolSize();

  /**
   * The longest time that a request waits for one of {@code bimplus.pool-size} connections; {@code
   * 0s} does not wait.
   *
   * <p>Past it the client gets 503 with {@code Retry-After}.
   */
  @WithDefault("2s")
  Duration poolMaxWait();

  /** The settings of {@code bimplus.oidc}: which tokens are let in. */
  interface Oidc {

    /**
     * Where issuer and keys are found.
     *
     * <p>An absolute {@code https:} URL; {@code http:} for loopback hosts only, and the same holds
     * for the URL of the keys that the document names.
     *
     * <p>Default: {@code bimplus.url} followed by {@code /.well-known/openid-configuration}.
     */
    Optional<URI> discoveryUrl();

    /**
     * The {@code iss} that a token must have, compared to the letter.
     *
     * <p>When set, a document that names another issuer is not used.
     *
     * <p>Default: the {@code issuer} of the discovery document.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> issuer();

    /**
     * The apps let in: the {@code azp} (or {@code client_id}) values that a token may have,
     * separated by commas.
     *
     * <p>This or {@code bimplus.oidc.audience} is required; with both set, both must hold. The
     * usual choice, since an {@code allplan} token often names only {@code account} as its
     * audience.
     */
    Optional<Set<@WithConverter(TrimmedStringConverter.class) String>> authorizedParties();

    /**
     * The value that the {@code aud} of a token must hold.
     *
     * <p>This or {@code bimplus.oidc.authorized-parties} is required; with both set, both must
     * hold. {@code account} is in every Keycloak token: alone it is no audience.
     */
    @WithConverter(TrimmedStringConverter.class)
    Optional<String> audience();

    /**
     * Says that tokens of any audience are meant.
     *
     * <p>Contradicts {@code bimplus.oidc.audience}; {@code bimplus.oidc.authorized-parties} hold
     * all the same.
     */
    @WithDefault("false")
    boolean anyAudience();

    /**
     * The signature algorithms accepted, separated by commas.
     *
     * <p>Never taken from a token or from the discovery document (RFC 8725, section 3.1).
     */
    @WithDefault("RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512")
    Set<TokenAlgorithm> algorithms();

    /**
     * The rules by which a JWT is told to be an access token: {@code keycloak} (the claim {@code
     * typ} is {@code Bearer}) or {@code rfc9068}.
     */
    @WithDefault("keycloak")
    TokenProfile profile();
  }
}
