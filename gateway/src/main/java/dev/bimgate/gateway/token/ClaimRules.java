package dev.bimgate.gateway.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates well-formed claims: a pure function of rules, issuer and time. */
final class ClaimRules {

  /** Keycloak's account console, which is in {@code aud} of nearly every token. */
  private static final Set<String> NO_AUDIENCE = Set.of("account");

  private ClaimRules() {}

  /**
   * Validates an access token's claims; the first failed check is reported.
   *
   * @param issuer the expected issuer; null while unknown, which leaves {@code iss} unchecked
   * @return the reason for rejection, or null
   */
  static @Nullable TokenCause refusalOf(
      TokenClaims claims, TokenRules rules, @Nullable String issuer, long nowMillis) {
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return TokenCause.WRONG_ISSUER;
    }
    long begin = claims.notBeforeMillis();
    TokenCause untimely = refusalByTime(begin, claims.expiresAtMillis(), rules, nowMillis);
    if (untimely != null) {
      return untimely;
    }
    if (!rules.authorizedParties().isEmpty() && !rules.authorizedParties().contains(claims.app())) {
      return TokenCause.WRONG_PARTY;
    }
    return audienceHolds(claims, rules) ? null : TokenCause.WRONG_AUDIENCE;
  }

  /**
   * Validates a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, requires,
   * except for the signature.
   *
   * @param issuer as for an access token
   * @return the reason for rejection, or null
   */
  static @Nullable TokenCause refusalOf(
      LogoutClaims claims, TokenRules rules, @Nullable String issuer, long nowMillis) {
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return TokenCause.WRONG_ISSUER;
    }
    long begin = claims.issuedAtMillis();
    TokenCause untimely = refusalByTime(begin, claims.expiresAtMillis(), rules, nowMillis);
    if (untimely != null) {
      return untimely;
    }
    return isForUs(claims.audience(), rules) ? null : TokenCause.WRONG_AUDIENCE;
  }

  private static @Nullable TokenCause refusalByTime(
      long beginMillis, long endMillis, TokenRules rules, long nowMillis) {
    long skew = rules.skew().toMillis();
    if (nowMillis >= endMillis + skew) {
      return TokenCause.EXPIRED;
    }
    if (nowMillis < beginMillis - skew) {
      return TokenCause.NOT_YET_VALID;
    }
    // Valid at no time without the skew.
    return endMillis < beginMillis ? TokenCause.CLAIM : null;
  }

  private static boolean audienceHolds(TokenClaims claims, TokenRules rules) {
    return rules.audiences().isEmpty()
        || claims.audience().stream()
            .anyMatch(a -> rules.audiences().contains(a) && counts(a, rules));
  }

  /** An audience found in nearly every token counts only if the authorised party is checked too. */
  private static boolean counts(String audience, TokenRules rules) {
    return !NO_AUDIENCE.contains(audience) || !rules.authorizedParties().isEmpty();
  }

  /** The audience of a logout token is one client of the issuer: an accepted app or the gateway. */
  private static boolean isForUs(Set<String> audience, TokenRules rules) {
    if (rules.anyAudience() && rules.authorizedParties().isEmpty()) {
      return true;
    }
    return audience.stream()
        .anyMatch(
            name ->
                rules.authorizedParties().contains(name)
                    || (rules.audiences().contains(name) && !NO_AUDIENCE.contains(name)));
  }
}
