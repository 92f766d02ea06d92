package dev.bimgate.gateway.token.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.CompactJws;
import dev.bimgate.gateway.token.jwt.SmallRyeClaims;
import dev.bimgate.gateway.token.jwt.SmallRyeReader;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Project Wycheproof's vectors through the product's code: the key is read as the issuer's key set,
 * the token as a token, and SmallRye JWT verifies the signature as at the gate.
 *
 * <p>The vectors sign no claims, and without claims SmallRye JWT checks no signature. So it gets
 * claims, and the JDK the vector's message in their place.
 */
class WycheproofTest {

  private static final SubstitutedMessage SUBSTITUTED = new SubstitutedMessage();

  private static final String CLAIMS =
      TestToken.part("{\"iss\":\"" + TestToken.ISSUER + "\",\"exp\":1}");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Signatures of other bytes than tokens, with the {@code alg} that a token would have. */
  private static final Map<String, String> SIGNATURES =
      Map.of(
          "ecdsa_secp256r1_sha256_p1363", "ES256",
          "ecdsa_secp384r1_sha384_p1363", "ES384",
          "ecdsa_secp521r1_sha512_p1363", "ES512",
          "rsa_signature_2048_sha256", "RS256",
          "rsa_signature_2048_sha384", "RS384",
          "rsa_signature_2048_sha512", "RS512",
          "rsa_pss_2048_sha256_mgf1_32", "PS256",
          "rsa_pss_2048_sha384_mgf1_48", "PS384",
          "rsa_pss_4096_sha512_mgf1_64", "PS512");

  /**
   * Valid by the vectors, but rejected by the gateway: without payload; and with a key whose {@code
   * alg} is not the token's (RFC 7517, 4.4), as in figure 20, or does not exist, {@code ES521}.
   */
  private static final Set<String> REFUSED = Set.of("emptyPayload", "Figure20", "Figure27");

  /** The JDK rejects an x-coordinate beyond the order, which occurs in one of 2^128 signatures. */
  private static final Pattern BEYOND_THE_JDK =
      Pattern.compile("has a large x-coordinate|is the smallest possible x with a reduction");

  /** RFC 8017, A.2.4: its absence may be accepted, and the JDK does. */
  private static final String ACCEPTABLE = "Missing NULL in the ASN encoding";

  @BeforeAll
  static void insertTheProvider() {
    Security.insertProviderAt(SUBSTITUTED, 1);
  }

  @AfterAll
  static void removeTheProvider() {
    Security.removeProvider(SUBSTITUTED.getName());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("tokens")
  void aTokenIsVerifiedExactlyIfItIsGood(String file, String name, JsonNode group, JsonNode test)
      throws KeyFetchException {
    JsonNode published = group.path(group.has("public") ? "public" : "private");
    boolean good = isGood(test) && !isShared(published) && !REFUSED.contains(comment(test));

    assertThat(isVerified(published, test.path("jws").textValue())).isEqualTo(good);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("signatures")
  void aSignatureIsVerifiedExactlyIfItIsGood(
      String algorithm, String name, JsonNode group, JsonNode test) throws Exception {
    IssuerKey key = keys(jwk(group)).get(0);
    byte[] message = HexFormat.of().parseHex(test.path("msg").textValue());
    byte[] signature = HexFormat.of().parseHex(test.path("sig").textValue());

    String header = TestToken.part("{\"alg\":\"" + algorithm + "\"}");

    boolean verified = isSigned(key, header, message, TestToken.part(signature));

    assertThat(key.fits(algorithm)).isTrue();
    assertThat(verified).isEqualTo(isGoodForTheJdk(test));
  }

  @Test
  void thereAreAsManyVectorsAsTheFilesSay() {
    assertThat(tokens().count() + signatures().count()).isEqualTo(2_491);
  }

  static Stream<Arguments> tokens() {
    return Stream.of("json_web_signature", "json_web_key")
        .flatMap(file -> vectors(file).map(v -> Arguments.of(file, v.name(), v.group, v.test)));
  }

  static Stream<Arguments> signatures() {
    return SIGNATURES.entrySet().stream()
        .flatMap(
            file ->
                vectors(file.getKey())
                    .map(v -> Arguments.of(file.getValue(), v.name(), v.group, v.test)));
  }

  private static boolean isGood(JsonNode test) {
    return test.path("result").textValue().equals("valid");
  }

  private static boolean isGoodForTheJdk(JsonNode test) {
    return (isGood(test) && !BEYOND_THE_JDK.matcher(comment(test)).find())
        || comment(test).equals(ACCEPTABLE);
  }

  private static String comment(JsonNode test) {
    return test.path("comment").asText();
  }

  /** A shared secret is never a key of the issuer. */
  private static boolean isShared(JsonNode published) {
    JsonNode first = published.has("keys") ? published.path("keys").path(0) : published;
    return first.path("kty").asText().equals("oct");
  }

  private static JsonNode jwk(JsonNode group) throws Exception {
    for (String name : List.of("publicKeyJwk", "keyJwk")) {
      if (group.has(name)) {
        return group.path(name);
      }
    }
    byte[] der = HexFormat.of().parseHex(group.path("publicKeyDer").textValue());
    PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    return JSON.readTree(PublicJsonWebKey.Factory.newPublicJwk(key).toJson());
  }

  private static boolean isVerified(JsonNode published, String token) throws KeyFetchException {
    try {
      CompactJws jws = CompactJws.read(token, TokenPolicy.SIGNATURES);
      KeyLookup lookup = new KeySet(keys(published)).find(jws.keyId(), jws.algorithm());
      if (!(lookup instanceof KeyLookup.Found found)) {
        return false;
      }
      String[] parts = token.split("\\.", -1);
      byte[] message = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
      return isSigned(found.key(), parts[0], message, parts[2]);
    } catch (TokenRejectedException rejected) {
      return false;
    }
  }

  /** Verifies with SmallRye JWT a token with claims in place of the message. */
  private static boolean isSigned(IssuerKey key, String header, byte[] message, String signature) {
    try {
      String token = header + "." + CLAIMS + "." + signature;
      CompactJws jws = CompactJws.read(token, TokenPolicy.SIGNATURES);
      SmallRyeClaims verified = SUBSTITUTED.by(message, () -> SmallRyeReader.verify(jws, key));
      return verified.expiresAtSeconds() == 1;
    } catch (TokenRejectedException rejected) {
      return false;
    }
  }

  /** Reads a key set, or a key as a set of one. */
  private static List<IssuerKey> keys(JsonNode published) throws KeyFetchException {
    JsonNode set =
        published.has("keys") ? published : JSON.createObjectNode().set("keys", list(published));
    byte[] document = set.toString().getBytes(StandardCharsets.UTF_8);
    return JwksReader.read(document, TestToken.ISSUER, TokenPolicy.SIGNATURES);
  }

  private static JsonNode list(JsonNode member) {
    return JSON.createArrayNode().add(member);
  }

  private record Vector(JsonNode group, JsonNode test) {

    String name() {
      return test.path("tcId").asInt() + " " + comment(test);
    }
  }

  private static Stream<Vector> vectors(String file) {
    return stream(document(file).path("testGroups"))
        .flatMap(group -> stream(group.path("tests")).map(test -> new Vector(group, test)));
  }

  private static JsonNode document(String file) {
    String path = "/wycheproof/" + file + "_test.json";
    try (InputStream in = Objects.requireNonNull(WycheproofTest.class.getResourceAsStream(path))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
