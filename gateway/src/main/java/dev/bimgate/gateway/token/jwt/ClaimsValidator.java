package dev.bimgate.gateway.token.jwt;

import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates well-formed claims: a pure function of rules, issuer and time. */
public final class ClaimsValidator {

  /** Keycloak's account console, which is in {@code aud} of nearly every token. */
  private static final Set<String> NO_AUDIENCE = Set.of("account");

  private ClaimsValidator() {}

  /**
   * Validates an access token's claims; the first failed check is reported.
   *
   * @param issuer the expected issuer; null while unknown, which leaves {@code iss} unchecked
   * @return the reason for rejection, or null
   */
  static @Nullable public RejectionReason rejectionOf(
      TokenClaims claims, TokenPolicy rules, @Nullable String issuer, long nowMillis) {
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return RejectionReason.WRONG_ISSUER;
    }
    long begin = claims.notBeforeMillis();
    RejectionReason untimely = rejectionByTime(begin, claims.expiresAtMillis(), rules, nowMillis);
    if (untimely != null) {
      return untimely;
    }
    if (!rules.authorizedParties().isEmpty() && !rules.authorizedParties().contains(claims.app())) {
      return RejectionReason.WRONG_PARTY;
    }
    return audienceHolds(claims, rules) ? null : RejectionReason.WRONG_AUDIENCE;
  }

  /**
   * Validates a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, requires,
   * except for the signature.
   *
   * @param issuer as for an access token
   * @return the reason for rejection, or null
   */
  static @Nullable public RejectionReason rejectionOf(
      LogoutClaims claims, TokenPolicy rules, @Nullable String issuer, long nowMillis) {
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return RejectionReason.WRONG_ISSUER;
    }
    long begin = claims.issuedAtMillis();
    RejectionReason untimely = rejectionByTime(begin, claims.expiresAtMillis(), rules, nowMillis);
    if (untimely != null) {
      return untimely;
    }
    return isForUs(claims.audience(), rules) ? null : RejectionReason.WRONG_AUDIENCE;
  }

  private static @Nullable RejectionReason rejectionByTime(
      long beginMillis, long endMillis, TokenPolicy rules, long nowMillis) {
    long skew = rules.skew().toMillis();
    if (nowMillis >= endMillis + skew) {
      return RejectionReason.EXPIRED;
    }
    if (nowMillis < beginMillis - skew) {
      return RejectionReason.NOT_YET_VALID;
    }
    // Valid at no time without the skew.
    return endMillis < beginMillis ? RejectionReason.CLAIM : null;
  }

  private static boolean audienceHolds(TokenClaims claims, TokenPolicy rules) {
    return rules.audiences().isEmpty()
        || claims.audience().stream()
            .anyMatch(a -> rules.audiences().contains(a) && counts(a, rules));
  }

  /** An audience found in nearly every token counts only if the authorised party is checked too. */
  private static boolean counts(String audience, TokenPolicy rules) {
    return !NO_AUDIENCE.contains(audience) || !rules.authorizedParties().isEmpty();
  }

  /** The audience of a logout token is one client of the issuer: an accepted app or the gateway. */
  private static boolean isForUs(Set<String> audience, TokenPolicy rules) {
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
