package dev.bimgate.gateway.token.jwt;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The claims of identity and expiry that SmallRye JWT and the strict reader must read alike.
 *
 * @param app {@code azp}, else {@code client_id}
 * @param expiresAtSeconds without the fraction
 */
public record SmallRyeClaims(
    String issuer,
    @Nullable String subject,
    @Nullable String app,
    @Nullable String sessionId,
    long expiresAtSeconds) {

  public boolean agreesWith(TokenClaims strict) {
    return issuer.equals(strict.issuer())
        && strict.subject().equals(subject)
        && strict.app().equals(app == null ? "" : app)
        && Objects.equals(sessionId, strict.sessionId())
        && expiresAtSeconds == strict.expiresAtSeconds();
  }

  /** A logout token names its app in {@code aud} alone. */
  public boolean agreesWith(LogoutClaims strict) {
    return issuer.equals(strict.issuer())
        && Objects.equals(subject, strict.subject())
        && Objects.equals(sessionId, strict.sessionId())
        && expiresAtSeconds == strict.expiresAtSeconds();
  }
}
