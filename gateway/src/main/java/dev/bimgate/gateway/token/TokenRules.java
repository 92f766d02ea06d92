package dev.bimgate.gateway.token;

import dev.bimgate.gateway.config.TokenProfile;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens are let in.
 *
 * @param issuer the pinned {@code iss}; null takes the discovery document's
 * @param authorizedParties the {@code azp} (or {@code client_id}) values let in; empty lets in any
 * @param audiences the {@code aud} values of which one is required; empty requires none. {@code
 *     account}, which Keycloak puts into nearly every token, counts only beside authorised parties
 * @param anyAudience says that neither party nor audience is meant to be checked
 * @param algorithms a subset of {@link #SIGNATURES}; neither token nor document can widen it
 * @param profile what marks an access token
 * @param skew how far our clock and the issuer's may be apart, 60 s at most
 */
public record TokenRules(
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
   * Takes the rules as they are.
   *
   * @throws IllegalArgumentException if they would let in anybody unasked, or nobody at all
   */
  public TokenRules {
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
