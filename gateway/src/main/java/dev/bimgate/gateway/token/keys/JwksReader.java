package dev.bimgate.gateway.token.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.result.KeyFetch;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK Set (RFC 7517, 5); keys unusable for verification are skipped.
 *
 * <p>Usable is an RSA key of 2048 to 8192 bits or an EC key on a NIST curve, meant for signatures
 * by {@code use} and {@code key_ops}, whose {@code alg}, if any, is allowed. A key published with
 * its private half is unusable.
 */
final class JwksReader {

  private static final Set<String> RSA_ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> EC_ALGORITHMS =
      Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");

  /** As the JDK names them. */
  private static final Map<String, String> CURVES =
      Map.of("P-256", "secp256r1", "P-384", "secp384r1", "P-521", "secp521r1");

  private JwksReader() {}

  /**
   * The usable keys of a document.
   *
   * @throws KeyFetchException {@link KeyFetch#MALFORMED} if it is not a JWK Set
   */
  static List<IssuerKey> read(byte[] document, String issuer, Set<String> allowed)
      throws KeyFetchException {
    JsonNode members = KeyFetchException.readObject(document).path("keys");
    if (!members.isArray()) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
    List<IssuerKey> keys = new ArrayList<>();
    for (JsonNode member : members) {
      IssuerKey key = member instanceof ObjectNode jwk ? usable(jwk, issuer, allowed) : null;
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private static @Nullable IssuerKey usable(ObjectNode jwk, String issuer, Set<String> allowed) {
    JsonNode keyId = jwk.get("kid");
    Set<String> algorithms = algorithms(jwk, allowed);
    if (algorithms.isEmpty() || !isForVerifying(jwk) || (keyId != null && !keyId.isTextual())) {
      return null;
    }
    PublicKey publicKey = publicKey(jwk);
    return publicKey == null
        ? null
        : new IssuerKey(issuer, keyId == null ? null : keyId.textValue(), algorithms, publicKey);
  }

  private static boolean isForVerifying(ObjectNode jwk) {
    if (jwk.has("d") || (jwk.has("use") && !"sig".equals(jwk.path("use").textValue()))) {
      return false;
    }
    if (!jwk.has("key_ops")) {
      return true;
    }
    for (JsonNode operation : jwk.path("key_ops")) {
      if ("verify".equals(operation.textValue())) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> algorithms(ObjectNode jwk, Set<String> allowed) {
    Set<String> algorithms = new HashSet<>(byType(jwk));
    algorithms.retainAll(allowed);
    if (jwk.has("alg")) {
      algorithms.removeIf(name -> !name.equals(jwk.path("alg").textValue()));
    }
    return algorithms;
  }

  private static Set<String> byType(ObjectNode jwk) {
    String type = jwk.path("kty").asText("");
    if (type.equals("RSA")) {
      return RSA_ALGORITHMS;
    }
    String byCurve = EC_ALGORITHMS.get(jwk.path("crv").asText(""));
    return type.equals("EC") && byCurve != null ? Set.of(byCurve) : Set.of();
  }

  private static @Nullable PublicKey publicKey(ObjectNode jwk) {
    try {
      PublicKey key = jwk.path("kty").asText("").equals("RSA") ? rsa(jwk) : ec(jwk);
      return SoundKey.isSound(key) ? key : null;
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      return null;
    }
  }

  /** RFC 7518, 6.3.1. */
  private static PublicKey rsa(ObjectNode jwk) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
  }

  /** RFC 7518, 6.2.1. */
  private static PublicKey ec(ObjectNode jwk) throws GeneralSecurityException {
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec(CURVES.getOrDefault(jwk.path("crv").asText(""), "")));
    ECPoint point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
  }

  private static BigInteger number(ObjectNode jwk, String name) {
    String text = jwk.path(name).textValue();
    if (text == null) {
      throw new IllegalArgumentException(name);
    }
    return new BigInteger(1, Base64.getUrlDecoder().decode(text));
  }
}
