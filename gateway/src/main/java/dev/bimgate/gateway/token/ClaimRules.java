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
   * Checks what section 2.6 of OpenID Connect Back-Channel Logout 1.0 asks of a logout token, but
   * for the signature.
   *
   * @param issuer as for an access token
   * @return why it does not count, or null
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
    // Valid at no time but for the skew.
    return endMillis < beginMillis ? TokenCause.CLAIM : null;
  }

  private static boolean audienceHolds(TokenClaims claims, TokenRules rules) {
    return rules.audiences().isEmpty()
        || claims.audience().stream()
            .anyMatch(a -> rules.audiences().contains(a) && counts(a, rules));
  }

  /** What is in nearly every token says nothing, unless the app is checked as well. */
  private static boolean counts(String audience, TokenRules rules) {
    return !NO_AUDIENCE.contains(audience) || !rules.authorizedParties().isEmpty();
  }

  /** A logout token is made for one client of the issuer: an app that we let in, or ourselves. */
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
