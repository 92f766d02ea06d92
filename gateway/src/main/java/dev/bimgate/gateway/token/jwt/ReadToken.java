package dev.bimgate.gateway.token.jwt;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.util.Set;

/** A strictly parsed access token; its signature is not verified. */
public record ReadToken(CompactJws jws, TokenClaims claims) {

  private static final Set<String> KEYCLOAK_TYPES = Set.of("jwt", "at+jwt");
  private static final Set<String> RFC9068_TYPES = Set.of("at+jwt");

  /**
   * Parses header, kind and claims.
   *
   * @throws TokenRejectedException if it is malformed or of another kind
   */
  public static ReadToken read(String token, TokenPolicy rules) throws TokenRejectedException {
    CompactJws jws = CompactJws.read(token, rules.algorithms());
    TokenRejectedException.throwIf(!isAccessToken(jws, rules.profile()), RejectionReason.KIND);
    return new ReadToken(jws, TokenClaims.read(jws.payload(), rules.profile()));
  }

  private static boolean isAccessToken(CompactJws jws, TokenProfile profile) {
    return profile == TokenProfile.KEYCLOAK
        ? !jws.hasType() || jws.isOfType(KEYCLOAK_TYPES)
        : jws.isOfType(RFC9068_TYPES);
  }
}
