package dev.bimgate.gateway.token.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Equalises the time of rejections: one found before the signature check costs a verification of a
 * dummy token, so that timing reveals no more of the reason than the response.
 */
public final class TimingEqualizer {

  /** Reasons found by a verification, or with a response of their own. */
  private static final Set<RejectionReason> AS_THEY_ARE =
      EnumSet.of(
          RejectionReason.BAD_SIGNATURE,
          RejectionReason.DISAGREEMENT,
          RejectionReason.KEYS_UNAVAILABLE,
          RejectionReason.OVERLOADED,
          RejectionReason.UNEXPECTED);

  /** The cheapest to verify first, which an issuer with several kinds of keys mostly uses. */
  private static final List<String> ALGORITHMS =
      List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /** As long as a Keycloak token's, and as deep. */
  private static final String PAYLOAD =
      """
      {"exp":4102444800,"iat":1700000000,"jti":"%1$s","iss":"https://%2$s","aud":["account","%1$s"],
      "sub":"%1$s","typ":"Bearer","azp":"%1$s","sid":"%1$s","acr":"1","allowed-origins":["%2$s"],
      "realm_access":{"roles":["offline_access","uma_authorization","%1$s"]},
      "resource_access":{"account":{"roles":["manage-account","view-profile","%1$s"]}},
      "scope":"openid profile email","email_verified":true,"name":"%2$s","email":"%2$s"}
      """
          .formatted("0".repeat(36), "0".repeat(80));

  private final Function<String, @Nullable IssuerKey> keys;
  private volatile @Nullable DummyToken last;

  /**
   * With the keys that verify signatures.
   *
   * @param keys returns any key for an algorithm, or null
   */
  public TimingEqualizer(Function<String, @Nullable IssuerKey> keys) {
    this.keys = keys;
  }

  /** Spends the time of a verification, unless the reason was found by one. */
  public void spendFor(RejectionReason cause) {
    if (AS_THEY_ARE.contains(cause)) {
      return;
    }
    for (String algorithm : ALGORITHMS) {
      IssuerKey key = keys.apply(algorithm);
      if (key != null) {
        spend(algorithm, key);
        return;
      }
    }
  }

  private void spend(String algorithm, IssuerKey key) {
    try {
      DummyToken dummyToken = last;
      if (dummyToken == null || dummyToken.key != key) {
        dummyToken = new DummyToken(key, tokenOf(algorithm, key.publicKey()));
        last = dummyToken;
      }
      SmallRyeClaims unused = SmallRyeReader.verify(dummyToken.token, key);
    } catch (TokenRejectedException expected) {
      return;
    }
  }

  /** A token that is valid except for its signature. */
  static CompactJws tokenOf(String algorithm, PublicKey key) throws TokenRejectedException {
    String header =
        "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + "0".repeat(43) + "\"}";
    String token = part(header.getBytes(US_ASCII)) + "." + part(PAYLOAD.getBytes(US_ASCII));
    return CompactJws.read(token + "." + part(nothing(key)), Set.of(algorithm));
  }

  private static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A signature of valid length and range, so that no verifier rejects it early. */
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

  /** A dummy token for a key. */
  private record DummyToken(IssuerKey key, CompactJws token) {}
}
