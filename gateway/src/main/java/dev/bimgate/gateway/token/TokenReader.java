package dev.bimgate.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an access token strictly, before any library sees it: form, header, kind and claims. */
final class TokenReader {

  private TokenReader() {}

  /**
   * What the token says; nothing of it is verified yet.
   *
   * @throws TokenRefusedException if it is out of form or of another kind
   */
  static ReadToken read(String token, TokenRules rules) throws TokenRefusedException {
    CompactJws jws = CompactJws.read(token, rules.algorithms());
    if (!isAccessTokenType(jws.type(), rules.profile())) {
      throw new TokenRefusedException(TokenCause.KIND);
    }
    return new ReadToken(jws, TokenClaims.read(jws.payload(), rules.profile()));
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
}
