package dev.bimgate.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a compact JWS strictly, before any library sees it: form, header and the claims' types.
 *
 * <p>{@code x5t} and {@code x5t#S256} are let pass: a thumbprint carries no key and fetches none,
 * and we choose the key by {@code kid} alone.
 */
final class TokenReader {

  /** The longest token, in characters. */
  static final int MAX_LENGTH = 8_192;

  private static final Set<String> KEY_MEMBERS = Set.of("jku", "x5u", "x5c", "jwk");

  private TokenReader() {}

  /**
   * What the token says; nothing of it is verified yet.
   *
   * @throws TokenRefusedException if it is out of form or of another kind
   */
  static ReadToken read(String token, TokenRules rules) throws TokenRefusedException {
    if (token.length() > MAX_LENGTH) {
      throw new TokenRefusedException(TokenCause.TOO_LONG);
    }
    int first = token.indexOf('.');
    int second = token.indexOf('.', first + 1);
    if (first <= 0 || second <= first + 1 || second == token.length() - 1) {
      throw new TokenRefusedException(kindOfOther(token));
    }
    if (token.indexOf('.', second + 1) >= 0) {
      throw new TokenRefusedException(TokenCause.NOT_A_JWT);
    }
    byte[] headerBytes = StrictBase64Url.decode(token.substring(0, first));
    byte[] payloadBytes = StrictBase64Url.decode(token.substring(first + 1, second));
    StrictBase64Url.decode(token.substring(second + 1));
    ObjectNode header = StrictJson.object(headerBytes);
    checkHeader(header, rules);
    TokenClaims claims = TokenClaims.read(StrictJson.object(payloadBytes), rules.profile());
    return new ReadToken(header.path("alg").textValue(), textOrNull(header.get("kid")), claims);
  }

  private static TokenCause kindOfOther(String token) {
    return LegacyForm.isToken(token, 0) ? TokenCause.LEGACY : TokenCause.NOT_A_JWT;
  }

  private static void checkHeader(ObjectNode header, TokenRules rules)
      throws TokenRefusedException {
    refuseIf(header.has("crit") || header.has("b64"), TokenCause.CRIT);
    refuseIf(KEY_MEMBERS.stream().anyMatch(header::has), TokenCause.EMBEDDED_KEY);
    refuseIf(header.has("zip") || header.has("cty"), TokenCause.CONTENT_CODING);
    JsonNode algorithm = header.path("alg");
    refuseIf(
        !algorithm.isTextual() || !rules.algorithms().contains(algorithm.textValue()),
        TokenCause.ALGORITHM);
    refuseIf(header.has("kid") && !header.path("kid").isTextual(), TokenCause.KEY_ID);
    refuseIf(!isAccessTokenType(header.get("typ"), rules.profile()), TokenCause.KIND);
  }

  /** RFC 7515, 4.1.9: a media type, any case, {@code application/} may be left out. */
  private static boolean isAccessTokenType(@Nullable JsonNode type, TokenProfile profile) {
    if (type == null) {
      return profile == TokenProfile.KEYCLOAK;
    }
    if (!type.isTextual()) {
      return false;
    }
    String lower = type.textValue().toLowerCase(Locale.ROOT);
    String name = lower.startsWith("application/") ? lower.substring(12) : lower;
    return name.equals("at+jwt") || (name.equals("jwt") && profile == TokenProfile.KEYCLOAK);
  }

  private static @Nullable String textOrNull(@Nullable JsonNode node) {
    return node == null ? null : node.textValue();
  }

  private static void refuseIf(boolean condition, TokenCause cause) throws TokenRefusedException {
    if (condition) {
      throw new TokenRefusedException(cause);
    }
  }
}
