package dev.bimgate.gateway.token.jwt;

import static dev.bimgate.gateway.token.result.TokenRejectedException.throwIf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a logout token (OpenID Connect Back-Channel Logout 1.0, section 2.4), each of the
 * right type; times in milliseconds since the epoch. Subject or session is present, or both.
 *
 * @param subject the user who logged out
 * @param sessionId the session that ended; null: all sessions of the user
 */
public record LogoutClaims(
    String issuer,
    Set<String> audience,
    long issuedAtMillis,
    long expiresAtMillis,
    long expiresAtSeconds,
    String tokenId,
    @Nullable String subject,
    @Nullable String sessionId) {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** Section 2.4 recommends {@code logout+jwt}; Keycloak writes {@code JWT}. */
  private static final Set<String> TYPES = Set.of("jwt", "logout+jwt");

  /** Bounds what is stored for long; no issuer makes longer names. */
  private static final int MAX_NAME_LENGTH = 255;

  /**
   * Reads the claims of a parsed token.
   *
   * @throws TokenRejectedException {@link RejectionReason#KIND} if it is another kind of token,
   *     else {@link RejectionReason#CLAIM}
   */
  public static LogoutClaims read(CompactJws jws) throws TokenRejectedException {
    ObjectNode payload = jws.payload();
    boolean typed = !jws.hasType() || jws.isOfType(TYPES);
    throwIf(!typed || !isLogoutPayload(payload.get("typ")), RejectionReason.KIND);
    throwIf(!payload.path("events").path(EVENT).isObject(), RejectionReason.KIND);
    // Prohibited, so that no ID token passes for a logout token (section 2.4).
    throwIf(payload.has("nonce"), RejectionReason.CLAIM);
    LogoutClaims claims =
        new LogoutClaims(
            TokenClaims.nonEmpty(payload, "iss"),
            TokenClaims.strings(TokenClaims.required(payload, "aud")),
            TokenClaims.millis(TokenClaims.required(payload, "iat")),
            TokenClaims.millis(TokenClaims.required(payload, "exp")),
            TokenClaims.wholeSeconds(TokenClaims.required(payload, "exp")),
            name(payload, "jti"),
            payload.has("sub") ? name(payload, "sub") : null,
            payload.has("sid") ? name(payload, "sid") : null);
    throwIf(claims.subject == null && claims.sessionId == null, RejectionReason.CLAIM);
    return claims;
  }

  /** Keycloak puts the kind of token into the payload: {@code Logout}, {@code Bearer}, ... */
  private static boolean isLogoutPayload(@Nullable JsonNode kind) {
    return kind == null || "Logout".equals(kind.textValue());
  }

  private static String name(ObjectNode payload, String member) throws TokenRejectedException {
    String name = TokenClaims.nonEmpty(payload, member);
    throwIf(name.length() > MAX_NAME_LENGTH, RejectionReason.CLAIM);
    return name;
  }
}
