package dev.bimgate.gateway.token.jwt;

import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
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
public final class SmallRyeReader {

  /** The length of both halves in bytes (RFC 7518, 3.4); jose4j accepts shorter signatures, too. */
  private static final Map<String, Integer> ECDSA_LENGTHS =
      Map.of("ES256", 64, "ES384", 96, "ES512", 132);

  private static final DefaultJWTTokenParser PARSER = new DefaultJWTTokenParser();

  private SmallRyeReader() {}

  /**
   * What SmallRye JWT reads of a token that the key signed (RFC 7515, 5.2) and that is its
   * issuer's, if the key was not withdrawn meanwhile.
   *
   * @throws TokenRejectedException {@link RejectionReason#BAD_SIGNATURE}, {@link
   *     RejectionReason#LIBRARY} or {@link RejectionReason#UNKNOWN_KEY}
   */
  public static SmallRyeClaims verify(CompactJws jws, IssuerKey key) throws TokenRejectedException {
    int length = jws.signatureLength();
    boolean odd = length != ECDSA_LENGTHS.getOrDefault(jws.algorithm(), length);
    TokenRejectedException.throwIf(odd, RejectionReason.BAD_SIGNATURE);
    SmallRyeClaims claims = parse(jws.text(), key.context());
    TokenRejectedException.throwIf(key.isWithdrawn(), RejectionReason.UNKNOWN_KEY);
    return claims;
  }

  private static SmallRyeClaims parse(String token, JWTAuthContextInfo context)
      throws TokenRejectedException {
    try {
      JwtContext parsed = PARSER.parse(token, context);
      JwtClaims claims = parsed.getJwtClaims();
      return new SmallRyeClaims(
          claims.getIssuer(),
          claims.getSubject(),
          claims.getStringClaimValue(claims.hasClaim("azp") ? "azp" : "client_id"),
          claims.getStringClaimValue("sid"),
          claims.getExpirationTime().getValue());
    } catch (ParseException rejected) {
      throw new TokenRejectedException(causeOf(rejected));
    } catch (MalformedClaimException | RuntimeException unreadable) {
      // The parser also throws unchecked exceptions of its parts.
      throw new TokenRejectedException(RejectionReason.LIBRARY);
    }
  }

  private static RejectionReason causeOf(ParseException rejected) {
    return rejected.getCause() instanceof InvalidJwtException invalid
            && invalid.hasErrorCode(ErrorCodes.SIGNATURE_INVALID)
        ? RejectionReason.BAD_SIGNATURE
        : RejectionReason.LIBRARY;
  }
}
