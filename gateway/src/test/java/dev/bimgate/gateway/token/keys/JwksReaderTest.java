package dev.bimgate.gateway.token.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwksReaderTest {

  private static final TestKey RSA = TestKey.rsa("rsa");
  private static final TestKey EC = TestKey.ec("ec", "secp256r1");

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusableMembers")
  void anUnusableMemberIsSkipped(String what, Object member) throws KeyFetchException {
    List<IssuerKey> keys = read(member, EC.jwk());

    assertThat(keys).extracting(IssuerKey::keyId).containsExactly("ec");
  }

  static Stream<Arguments> unusableMembers() {
    return Stream.of(
        Arguments.of("a string", "key"),
        Arguments.of("an empty object", Map.of()),
        Arguments.of("a shared secret", Map.of("kty", "oct", "k", "AAAA", "kid", "x")),
        Arguments.of("an unknown type", Map.of("kty", "OKP", "crv", "Ed25519", "x", "AAAA")),
        Arguments.of("RSA of 1024 bits", TestKey.rsa("small", 1_024).jwk()),
        Arguments.of("RSA with exponent 1", rsa(jwk -> jwk.put("e", "AQ"))),
        Arguments.of("RSA with exponent 2", rsa(jwk -> jwk.put("e", "Ag"))),
        Arguments.of("RSA with a huge exponent", rsa(jwk -> jwk.put("e", jwk.get("n")))),
        Arguments.of("RSA without exponent", rsa(jwk -> jwk.remove("e"))),
        Arguments.of("RSA with a number as modulus", rsa(jwk -> jwk.put("n", 7))),
        Arguments.of("RSA in a certificate alone", Map.of("kty", "RSA", "x5c", List.of("AAAA"))),
        Arguments.of("RSA with its private half", RSA.jwkWithPrivateHalf()),
        Arguments.of("for encryption", rsa(jwk -> jwk.put("use", "enc"))),
        Arguments.of("use a list", rsa(jwk -> jwk.put("use", List.of("sig")))),
        Arguments.of("key_ops without verify", rsa(jwk -> jwk.put("key_ops", List.of("encrypt")))),
        Arguments.of("key_ops a string", rsa(jwk -> jwk.put("key_ops", "verify"))),
        Arguments.of("alg for encryption", rsa(jwk -> jwk.put("alg", "RSA-OAEP"))),
        Arguments.of("alg HS256", rsa(jwk -> jwk.put("alg", "HS256"))),
        Arguments.of("alg a number", rsa(jwk -> jwk.put("alg", 7))),
        Arguments.of("alg of another type", rsa(jwk -> jwk.put("alg", "ES256"))),
        Arguments.of("kid a number", rsa(jwk -> jwk.put("kid", 7))),
        Arguments.of("a point beside its curve", with(EC, jwk -> jwk.put("y", jwk.get("x")))),
        Arguments.of("a point of another curve", with(EC, jwk -> jwk.put("crv", "P-384"))),
        Arguments.of("a point at zero", with(EC, jwk -> jwk.putAll(Map.of("x", "", "y", "")))),
        Arguments.of("an unknown curve", with(EC, jwk -> jwk.put("crv", "secp256k1"))),
        Arguments.of("a missing coordinate", with(EC, jwk -> jwk.remove("y"))));
  }

  @Test
  void algOfTheKeyNarrowsWhatItFits() throws KeyFetchException {
    IssuerKey key = read(rsa(jwk -> jwk.put("alg", "RS256"))).get(0);

    assertThat(TokenPolicy.SIGNATURES).filteredOn(key::fits).containsExactly("RS256");
  }

  @Test
  void theRulesNarrowWhatAKeyFits() throws KeyFetchException {
    IssuerKey key =
        JwksReader.read(document(RSA.jwk()), TestToken.ISSUER, Set.of("PS512", "ES256")).get(0);

    assertThat(TokenPolicy.SIGNATURES).filteredOn(key::fits).containsExactly("PS512");
  }

  @Test
  void aKeyForSigningAndVerifyingIsUsable() throws KeyFetchException {
    Object member =
        rsa(
            jwk -> {
              jwk.put("use", "sig");
              jwk.put("key_ops", List.of("sign", "verify"));
            });

    assertThat(read(member)).hasSize(1);
  }

  @Test
  void aSetWithoutMembersIsASet() throws KeyFetchException {
    assertThat(read()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[],\"keys\":[]}",
        "<html>",
        "{\"keys\":[]"
      })
  void whatIsNoSetIsMalformed(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> JwksReader.read(bytes, TestToken.ISSUER, TokenPolicy.SIGNATURES))
        .isInstanceOfSatisfying(
            KeyFetchException.class,
            e -> assertThat(KeyFetchException.resultOf(e)).isEqualTo(KeyFetch.MALFORMED));
  }

  @Test
  void twoKeysWithOneIdAndTypeAreAmbiguous() throws KeyFetchException {
    KeySet keys = new KeySet(List.of()).renewedBy(read(RSA.jwk(), TestKey.rsa("rsa").jwk()));

    assertThat(keys.find("rsa", "RS256"))
        .isEqualTo(new KeyLookup.Missing(RejectionReason.KEY_MISMATCH));
  }

  @Test
  void oneKeyPublishedTwiceIsOneKey() throws KeyFetchException {
    KeySet keys = new KeySet(List.of()).renewedBy(read(RSA.jwk(), RSA.jwk()));

    assertThat(keys.find("rsa", "RS256")).isInstanceOf(KeyLookup.Found.class);
  }

  private static Map<String, Object> rsa(Consumer<Map<String, Object>> change) {
    return with(RSA, change);
  }

  private static List<IssuerKey> read(Object... members) throws KeyFetchException {
    return JwksReader.read(document(members), TestToken.ISSUER, TokenPolicy.SIGNATURES);
  }

  private static byte[] document(Object... members) {
    return new JsonObject().put("keys", new JsonArray(List.of(members))).toBuffer().getBytes();
  }

  private static Map<String, Object> with(TestKey key, Consumer<Map<String, Object>> change) {
    Map<String, Object> jwk = key.jwk();
    change.accept(jwk);
    return jwk;
  }
}
