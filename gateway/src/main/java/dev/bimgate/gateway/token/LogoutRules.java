package dev.bimgate.gateway.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a logout token that reads well counts: a pure function, as for access tokens. */
final class LogoutRules {

  private LogoutRules() {}

  /**
   * Checks what section 2.6 of OpenID Connect Back-Channel Logout 1.0 asks, but for the signature.
   *
   * @param issuer the issuer; null while it is not known, which leaves {@code iss} unchecked
   * @return why it does not count, or null
   */
  static @Nullable TokenCause refusalOf(
      LogoutClaims claims, TokenRules rules, @Nullable String issuer, long nowMillis) {
    long skew = rules.skew().toMillis();
    if (issuer != null && !issuer.equals(claims.issuer())) {
      return TokenCause.WRONG_ISSUER;
    }
    if (nowMillis >= claims.expiresAtMillis() + skew) {
      return TokenCause.EXPIRED;
    }
    if (nowMillis < claims.issuedAtMillis() - skew) {
      return TokenCause.NOT_YET_VALID;
    }
    if (claims.expiresAtMillis() < claims.issuedAtMillis()) {
      // As for an access token: valid at no time but for the skew.
      return TokenCause.CLAIM;
    }
    return isForUs(claims.audience(), rules) ? null : TokenCause.WRONG_AUDIENCE;
  }

  /** It is made for one client of the issuer: an app that we let in, or our own audience. */
  private static boolean isForUs(Set<String> audience, TokenRules rules) {
    if (rules.anyAudience() && rules.authorizedParties().isEmpty()) {
      return true;
    }
    return audience.stream()
        .anyMatch(
            name ->
                rules.authorizedParties().contains(name)
                    || (rules.audiences().contains(name) && !ClaimRules.saysNothing(name)));
  }
}
