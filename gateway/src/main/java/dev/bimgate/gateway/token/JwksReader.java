package dev.bimgate.gateway.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK Set (RFC 7517, 5): what is unusable for verifying is skipped, not refused.
 *
 * <p>Usable is an RSA key of 2048 to 8192 bits or an EC key on a NIST curve, meant for signatures
 * by {@code use} and {@code key_ops}, whose {@code alg}, if any, is allowed. A key published with
 * its private half is nobody's key any more.
 */
final class JwksReader {

  private static final Set<String> RSA_ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
  private static final Map<String, String> EC_ALGORITHMS =
      Map.of("P-256", "ES256", "P-384", "ES384", "P-521", "ES512");

  private JwksReader() {}

  /**
   * The usable keys of a document.
   *
   * @throws KeyFetchException {@link KeyFetch#MALFORMED} if it is no JWK Set at all
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
    Map<String, Object> essential = new HashMap<>();
    for (String name : List.of("kty", "crv", "n", "e", "x", "y")) {
      if (jwk.path(name).isTextual()) {
        essential.put(name, jwk.path(name).textValue());
      }
    }
    try {
      PublicKey key = PublicJsonWebKey.Factory.newPublicJwk(essential).getPublicKey();
      return SoundKey.isSound(key) ? key : null;
    } catch (JoseException | RuntimeException unusable) {
      // The library throws what its decoders throw; whichever it is, the member is skipped.
      return null;
    }
  }
}
