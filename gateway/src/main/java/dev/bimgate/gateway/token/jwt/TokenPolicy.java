package dev.bimgate.gateway.token.jwt;

import dev.bimgate.gateway.config.TokenProfile;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy that tokens are accepted by.
 *
 * @param issuer the pinned {@code iss}; null: that of the discovery document
 * @param authorizedParties the accepted {@code azp} (or {@code client_id}) values; empty: any
 * @param audiences the {@code aud} values of which one is required; empty: none. {@code account},
 *     which Keycloak puts into nearly every token, counts only beside authorised parties
 * @param anyAudience whether neither party nor audience is meant to be checked
 * @param algorithms a subset of {@link #SIGNATURES}; neither token nor document can widen it
 * @param profile how access tokens are recognised
 * @param skew the tolerated difference of the clocks, 60 s at most
 */
public record TokenPolicy(
    @Nullable String issuer,
    Set<String> authorizedParties,
    Set<String> audiences,
    boolean anyAudience,
    Set<String> algorithms,
    TokenProfile profile,
    Duration skew) {

  /** Every algorithm that can be allowed: asymmetric ones only (RFC 8725, 3.1 and 3.2). */
  public static final Set<String> SIGNATURES =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final Set<String> ACCOUNT = Set.of("account");

  /** The longest skew. */
  public static final Duration MAX_SKEW = Duration.ofSeconds(60);

  /**
   * Checks the policy.
   *
   * @throws IllegalArgumentException if it would accept tokens of any app without {@code
   *     anyAudience}, or none at all
   */
  public TokenPolicy {
    authorizedParties = Set.copyOf(authorizedParties);
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    require(anyAudience || !authorizedParties.isEmpty() || !audiences.isEmpty(), "no audience");
    boolean accountAlone = authorizedParties.isEmpty() && audiences.equals(ACCOUNT);
    require(!accountAlone, "account alone is no audience");
    require(!algorithms.isEmpty() && SIGNATURES.containsAll(algorithms), "algorithms");
    require(!skew.isNegative() && skew.compareTo(MAX_SKEW) <= 0, "skew");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalArgumentException("token rules: " + what);
    }
  }
}
