package dev.bimgate.gateway.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.util.Set;
import org.jose4j.jwt.consumer.InvalidJwtSignatureException;

/**
 * Hands a token that reads well to SmallRye JWT, which verifies the signature and checks again.
 *
 * <p>Its parser is used without the principal that {@code JWTParser} would build around it, which
 * nobody needs here. Its messages quote all claims, so neither they nor its exceptions go further.
 */
final class SignatureCheck {

  private static final String NO_SUCH_CLAIM = "-";

  private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
  private final TokenRules rules;

  SignatureCheck(TokenRules rules) {
    this.rules = rules;
  }

  /**
   * Returns if the key signed the token.
   *
   * @throws TokenRefusedException {@link TokenCause#BAD_SIGNATURE} or {@link TokenCause#LIBRARY}
   */
  void check(String token, ReadToken read, IssuerKey key) throws TokenRefusedException {
    try {
      parser.parse(token, contextFor(read, key));
    } catch (ParseException refused) {
      boolean signature = refused.getCause() instanceof InvalidJwtSignatureException;
      throw new TokenRefusedException(signature ? TokenCause.BAD_SIGNATURE : TokenCause.LIBRARY);
    }
  }

  private JWTAuthContextInfo contextFor(ReadToken read, IssuerKey key) {
    JWTAuthContextInfo context = new JWTAuthContextInfo(key.publicKey(), key.issuer());
    context.setSignatureAlgorithm(Set.of(SignatureAlgorithm.fromAlgorithm(read.algorithm())));
    context.setRelaxVerificationKeyValidation(false);
    // Zero is how to say that iat may be absent.
    context.setMaxTimeToLiveSecs(0L);
    // The library has no clock to pass in and drops fractions: ClaimRules alone judges times.
    context.setClockSkew(Integer.MAX_VALUE);
    // Keeps it from reading groups, which it expects to be strings.
    context.setGroupsPath(NO_SUCH_CLAIM);
    if (!rules.audiences().isEmpty()) {
      context.setExpectedAudience(rules.audiences());
    }
    return context;
  }
}
