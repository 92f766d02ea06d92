package dev.bimgate.gateway.token;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a refusal that came quickly take as long as one for a bad signature, so that the time tells
 * the client no more of the cause than the answer does: one verification more, of nothing.
 */
final class EvenTime {

  /** Found by a verification, or told with another answer than the rest. */
  private static final Set<TokenCause> AS_THEY_ARE =
      EnumSet.of(
          TokenCause.BAD_SIGNATURE,
          TokenCause.KEYS_UNAVAILABLE,
          TokenCause.OVERLOADED,
          TokenCause.UNEXPECTED);

  /** The cheapest to verify first: an issuer that has several kinds signs mostly with that. */
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final byte[] INPUT = new byte[1_000];

  private final Function<String, @Nullable IssuerKey> keys;

  /**
   * With the keys that signatures are verified by.
   *
   * @param keys any key for an algorithm, or null
   */
  EvenTime(Function<String, @Nullable IssuerKey> keys) {
    this.keys = keys;
  }

  /** Spends the time of a verification, unless the cause was found by one. */
  void spendFor(TokenCause cause) {
    if (AS_THEY_ARE.contains(cause)) {
      return;
    }
    for (String algorithm : ALGORITHMS) {
      IssuerKey key = keys.apply(algorithm);
      if (key != null) {
        spend(algorithm, key.publicKey());
        return;
      }
    }
  }

  private static void spend(String algorithm, PublicKey key) {
    try {
      boolean unused = SignatureCheck.isSigned(algorithm, key, INPUT, nothing(key));
    } catch (TokenRefusedException | RuntimeException failed) {
      // As good as any other end: there is nothing to be signed.
      return;
    }
  }

  /** Of the right length and in the right range, so that nothing is found out before the end. */
  static byte[] nothing(PublicKey key) {
    byte[] signature = new byte[length(key)];
    Arrays.fill(signature, (byte) 0x5a);
    signature[0] = 0;
    if (key instanceof ECPublicKey) {
      signature[signature.length / 2] = 0;
    }
    return signature;
  }

  private static int length(PublicKey key) {
    return key instanceof RSAPublicKey rsa
        ? (rsa.getModulus().bitLength() + 7) / 8
        : 2 * ((((ECPublicKey) key).getParams().getOrder().bitLength() + 7) / 8);
  }
}
