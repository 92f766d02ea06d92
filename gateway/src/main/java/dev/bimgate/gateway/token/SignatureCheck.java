package dev.bimgate.gateway.token;

import java.security.PublicKey;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactory;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.JoseException;

/**
 * Has the library verify one signature, and that alone: the token is read once, by {@link
 * CompactJws}, and what it claims is judged by {@link ClaimRules}.
 *
 * <p>The library's exceptions may quote what they are about, so they go no further.
 */
final class SignatureCheck {

  private static final AlgorithmFactory<JsonWebSignatureAlgorithm> ALGORITHMS =
      AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory();

  /** Of both halves together, in bytes (RFC 7518, 3.4); the library takes others too. */
  private static final Map<String, Integer> ECDSA_LENGTHS =
      Map.of("ES256", 64, "ES384", 96, "ES512", 132);

  private static final ProviderContext PROVIDERS = new ProviderContext();

  private SignatureCheck() {}

  /**
   * Returns if the key signed the token (RFC 7515, 5.2), and was not withdrawn meanwhile.
   *
   * @throws TokenRefusedException {@link TokenCause#BAD_SIGNATURE}, {@link TokenCause#LIBRARY} if
   *     the library does not even try, or {@link TokenCause#UNKNOWN_KEY}
   */
  static void check(CompactJws jws, IssuerKey key) throws TokenRefusedException {
    if (!isSigned(jws.algorithm(), key.publicKey(), jws.signedInput(), jws.signature())) {
      throw new TokenRefusedException(TokenCause.BAD_SIGNATURE);
    }
    if (key.isWithdrawn()) {
      throw new TokenRefusedException(TokenCause.UNKNOWN_KEY);
    }
  }

  /** Whether that is the key's signature of the input (RFC 7518, 3.3 to 3.5). */
  static boolean isSigned(String algorithm, PublicKey key, byte[] input, byte[] signature)
      throws TokenRefusedException {
    if (signature.length != ECDSA_LENGTHS.getOrDefault(algorithm, signature.length)) {
      return false;
    }
    try {
      JsonWebSignatureAlgorithm verifying = ALGORITHMS.getAlgorithm(algorithm);
      verifying.validateVerificationKey(key);
      return verifying.verifySignature(signature, key, input, PROVIDERS);
    } catch (JoseException refused) {
      throw new TokenRefusedException(TokenCause.LIBRARY);
    }
  }
}
