package dev.bimgate.gateway.token;

import dev.bimgate.gateway.config.TokenProfile;
import java.util.Set;

/**
 * An access token read strictly, before any library sees it and before its signature is checked.
 *
 * @param jws its form and header
 * @param claims what it claims
 */
record ReadToken(CompactJws jws, TokenClaims claims) {

  private static final Set<String> KEYCLOAK_TYPES = Set.of("jwt", "at+jwt");
  private static final Set<String> RFC9068_TYPES = Set.of("at+jwt");

  /**
   * Reads form, header, kind and claims; nothing of them is verified yet.
   *
   * @throws TokenRefusedException if it is out of form or of another kind
   */
  static ReadToken read(String token, TokenRules rules) throws TokenRefusedException {
    CompactJws jws = CompactJws.read(token, rules.algorithms());
    TokenRefusedException.throwIf(!isAccessToken(jws, rules.profile()), TokenCause.KIND);
    return new ReadToken(jws, TokenClaims.read(jws.payload(), rules.profile()));
  }

  private static boolean isAccessToken(CompactJws jws, TokenProfile profile) {
    return profile == TokenProfile.KEYCLOAK
        ? !jws.hasType() || jws.isOfType(KEYCLOAK_TYPES)
        : jws.isOfType(RFC9068_TYPES);
  }
}
