package dev.bimgate.gateway.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether claims that read well are let in: a pure function of rules, issuer and time. */
final class ClaimRules {

  /** Keycloak's account console, an audience of nearly every token. */
  private static final Set<String> NO_AUDIENCE = Set.of("account");

  private ClaimRules() {}

  /**
   * Checks the claims in the order in which a person would want to be told.
   *
   * @param issuer the issuer; null while it is not known, which leaves {@code iss} unchecked
   * @return why they are refused, or null
   */
  static @Nullable TokenCause refusalOf(
      TokenClaims claims, TokenRules rules, @Nullable String issuer, long nowMillis) {
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return TokenCause.WRONG_ISSUER;
    }
    if (nowMillis >= claims.expiresAtMillis() + rules.skew().toMillis()) {
      return TokenCause.EXPIRED;
    }
    if (nowMillis < claims.notBeforeMillis() - rules.skew().toMillis()) {
      return TokenCause.NOT_YET_VALID;
    }
    if (claims.expiresAtMillis() < claims.notBeforeMillis()) {
      // Valid at no time but for the skew.
      return TokenCause.CLAIM;
    }
    if (!rules.authorizedParties().isEmpty() && !rules.authorizedParties().contains(claims.app())) {
      return TokenCause.WRONG_PARTY;
    }
    return audienceHolds(claims, rules) ? null : TokenCause.WRONG_AUDIENCE;
  }

  private static boolean audienceHolds(TokenClaims claims, TokenRules rules) {
    return rules.audiences().isEmpty()
        || claims.audience().stream()
            .anyMatch(a -> rules.audiences().contains(a) && counts(a, rules));
  }

  /** What is in nearly every token says nothing, unless the app is checked as well. */
  private static boolean counts(String audience, TokenRules rules) {
    return !saysNothing(audience) || !rules.authorizedParties().isEmpty();
  }

  /** Whether an audience is in nearly every token of the realm. */
  static boolean saysNothing(String audience) {
    return NO_AUDIENCE.contains(audience);
  }
}
