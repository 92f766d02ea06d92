package dev.bimgate.gateway.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.gateway.token.diagnosis.TokenReport;
import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.jwt.TokenClaims;
import dev.bimgate.gateway.token.parse.StrictJson;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * Any token is parsed or rejected, without another exception; and two other readers parse an
 * accepted one with the same result.
 */
class TokenReadingFuzzTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final JwtConsumer JOSE =
      new JwtConsumerBuilder().setSkipSignatureVerification().setSkipAllValidators().build();

  @FuzzTest(maxDuration = "10m")
  void anyTextIsReadOrRejected(byte[] text) throws Exception {
    agree(new String(text, ISO_8859_1));
  }

  @FuzzTest(maxDuration = "10m")
  void anyHeaderAndPayloadAreReadOrRejected(FuzzedDataProvider data) throws Exception {
    byte[] header = data.consumeBytes(300);
    byte[] payload = data.consumeRemainingAsBytes();
    agree(TestToken.part(header) + "." + TestToken.part(payload) + ".AAAA");
  }

  @FuzzTest(maxDuration = "10m")
  void anyDocumentIsAnObjectOrRejected(byte[] document) {
    try {
      StrictJson.object(document);
    } catch (TokenRejectedException rejected) {
      return;
    }
    assertThat(isReadByJackson(document)).isTrue();
  }

  private static void agree(String token) throws Exception {
    ReadToken read;
    try {
      read = ReadToken.read(token, TestGate.RULES);
    } catch (TokenRejectedException rejected) {
      assertThat(TokenReport.line(token, rejected.why(), TestGate.RULES, 0)).matches("[ -~]+");
      return;
    }
    String[] parts = token.split("\\.", -1);
    assertThat(parts).hasSize(3);
    JsonNode header = JACKSON.readTree(TestToken.bytes(parts[0]));
    JsonNode payload = JACKSON.readTree(TestToken.bytes(parts[1]));
    assertThat(header.path("alg").textValue()).isEqualTo(read.jws().algorithm());
    assertThat(header.path("kid").textValue()).isEqualTo(read.jws().keyId());
    agree(payload, read.claims());
    agreeWithJose(token, read.claims());
  }

  private static void agree(JsonNode payload, TokenClaims claims) {
    assertThat(payload.path("typ").textValue()).isEqualTo("Bearer");
    assertThat(payload.path("iss").textValue()).isEqualTo(claims.issuer()).isNotEmpty();
    assertThat(payload.path("sub").textValue()).isEqualTo(claims.subject()).isNotEmpty();
    JsonNode app = payload.has("azp") ? payload.path("azp") : payload.path("client_id");
    assertThat(app.asText("")).isEqualTo(claims.app());
    List<String> audience = new ArrayList<>();
    JsonNode aud = payload.path("aud");
    (aud.isArray() ? aud : JACKSON.createArrayNode().add(aud))
        .forEach(value -> audience.add(value.textValue()));
    assertThat(claims.audience()).allMatch(audience::contains);
    double expires = payload.path("exp").doubleValue() * 1_000;
    assertThat((double) claims.expiresAtMillis())
        .isBetween(Math.min(expires - 1, 1L << 60), Math.max(expires, -(1L << 60)));
  }

  /** The library may reject more than the gateway, but must not read anything else. */
  private static void agreeWithJose(String token, TokenClaims claims) throws Exception {
    JwtClaims theirs;
    try {
      theirs = JOSE.processToClaims(token);
    } catch (InvalidJwtException stricter) {
      return;
    }
    assertThat(theirs.getIssuer()).isEqualTo(claims.issuer());
    assertThat(theirs.getSubject()).isEqualTo(claims.subject());
    assertThat(theirs.getExpirationTime().getValue()).isEqualTo(claims.expiresAtSeconds());
  }

  private static boolean isReadByJackson(byte[] document) {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return JACKSON.readTree(text).isObject();
    } catch (CharacterCodingException | JsonProcessingException e) {
      return false;
    }
  }
}
