package dev.bimgate.gateway.token;

import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Map;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Verifies a token with SmallRye JWT, after the strict reader: signature, issuer and presence of
 * claims, with the one key that was chosen.
 *
 * <p>The only class that uses types of jose4j, on which SmallRye JWT is built. Exception messages
 * of both quote the token, so they are not propagated.
 */
final class SmallRyeReader {

  /** The length of both halves in bytes (RFC 7518, 3.4); jose4j accepts shorter signatures, too. */
  private static final Map<String, Integer> ECDSA_LENGTHS =
      Map.of("ES256", 64, "ES384", 96, "ES512", 132);

  private static final DefaultJWTTokenParser PARSER = new DefaultJWTTokenParser();

  private SmallRyeReader() {}

  /**
   * What SmallRye JWT reads of a token that the key signed (RFC 7515, 5.2) and that is its
   * issuer's, if the key was not withdrawn meanwhile.
   *
   * @throws TokenRefusedException {@link TokenCause#BAD_SIGNATURE}, {@link TokenCause#LIBRARY} or
   *     {@link TokenCause#UNKNOWN_KEY}
   */
  static SmallRyeClaims verify(CompactJws jws, IssuerKey key) throws TokenRefusedException {
    int length = jws.signatureLength();
    boolean odd = length != ECDSA_LENGTHS.getOrDefault(jws.algorithm(), length);
    TokenRefusedException.throwIf(odd, TokenCause.BAD_SIGNATURE);
    SmallRyeClaims claims = parse(jws.text(), key.context());
    TokenRefusedException.throwIf(key.isWithdrawn(), TokenCause.UNKNOWN_KEY);
    return claims;
  }

  private static SmallRyeClaims parse(String token, JWTAuthContextInfo context)
      throws TokenRefusedException {
    try {
      JwtContext parsed = PARSER.parse(token, context);
      JwtClaims claims = parsed.getJwtClaims();
      return new SmallRyeClaims(
          claims.getIssuer(),
          claims.getSubject(),
          claims.getStringClaimValue(claims.hasClaim("azp") ? "azp" : "client_id"),
          claims.getStringClaimValue("sid"),
          claims.getExpirationTime().getValue());
    } catch (ParseException refused) {
      throw new TokenRefusedException(causeOf(refused));
    } catch (MalformedClaimException | RuntimeException unreadable) {
      // The parser also throws unchecked exceptions of its parts.
      throw new TokenRefusedException(TokenCause.LIBRARY);
    }
  }

  private static TokenCause causeOf(ParseException refused) {
    return refused.getCause() instanceof InvalidJwtException invalid
            && invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)
        ? TokenCause.BAD_SIGNATURE
        : TokenCause.LIBRARY;
  }
}
