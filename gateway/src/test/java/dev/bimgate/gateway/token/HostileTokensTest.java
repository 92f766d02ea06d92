package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.RejectionResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that must be rejected: each for its reason, and without fetching keys. */
class HostileTokensTest {

  private static final TestKey RSA = TestKey.rsa("rsa");
  private static final TestKey P256 = TestKey.ec("p256", "secp256r1");
  private static final TestKey P384 = TestKey.ec("p384", "secp384r1");
  private static final TestKey STRANGER = TestKey.rsa("rsa");
  private static final long NOW = TestClock.START_SECONDS;

  private static TestGate world;

  @BeforeAll
  static void openTheGate() throws InterruptedException {
    world = new TestGate(TestGate.RULES, RSA, P256, P384);
    world.fetchKeys();
  }

  @AfterAll
  static void closeTheGate() {
    world.close();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource({"forms", "headers", "payloads", "signatures"})
  void isRejected(String what, String token, RejectionReason cause) {
    AuthenticationResult result = world.authenticate(token);

    assertThat(result).isEqualTo(new AuthenticationResult.Rejected(cause));
    assertThat(cause.response()).isEqualTo(RejectionResponse.INVALID);
    assertThat(world.issuer.keyCalls).hasValue(1);
  }

  static Stream<Arguments> forms() {
    String good = good().signed();
    String[] parts = good.split("\\.", -1);
    String spareBits = parts[2].substring(0, parts[2].length() - 1);
    return Stream.of(
        row("one part", "abc", RejectionReason.NOT_A_JWT),
        row("two parts", parts[0] + "." + parts[1], RejectionReason.NOT_A_JWT),
        row("four parts", good + ".x", RejectionReason.NOT_A_JWT),
        row("five parts", good + ".x.y", RejectionReason.NOT_A_JWT),
        row("an empty header", "." + parts[1] + "." + parts[2], RejectionReason.NOT_A_JWT),
        row("an empty payload", parts[0] + ".." + parts[2], RejectionReason.NOT_A_JWT),
        row("an empty signature", parts[0] + "." + parts[1] + ".", RejectionReason.NOT_A_JWT),
        row("dots alone", "..", RejectionReason.NOT_A_JWT),
        row("a legacy token", "0123456789abcdef0123456789abcdef", RejectionReason.LEGACY),
        row("31 digits", "0123456789abcdef0123456789abcde", RejectionReason.NOT_A_JWT),
        row("32 letters", "g123456789abcdef0123456789abcdef", RejectionReason.NOT_A_JWT),
        row("a padded signature", good + "==", RejectionReason.BASE64URL),
        row(
            "base64 in place of base64url",
            parts[0] + "+/" + "." + parts[1] + ".AAAA",
            RejectionReason.BASE64URL),
        row("a tilde", parts[0] + "." + parts[1] + ".AAA~", RejectionReason.BASE64URL),
        row("a length of 4n+1", parts[0] + "." + parts[1] + ".AAAAA", RejectionReason.BASE64URL),
        row(
            "spare bits",
            parts[0] + "." + parts[1] + "." + spareBits + nextSpare(parts[2]),
            RejectionReason.BASE64URL),
        row(
            "more than 8 KB",
            good().claim("x", "x".repeat(9_000)).signed(),
            RejectionReason.TOO_LONG),
        row("a header that is no JSON", headerText("x"), RejectionReason.NOT_JSON),
        row("a header that is an array", headerText("[]"), RejectionReason.NOT_JSON),
        row("a header that is null", headerText("null"), RejectionReason.NOT_JSON),
        row("a payload that is a string", payloadText("\"x\""), RejectionReason.NOT_JSON),
        row("blank payload", payloadText(" "), RejectionReason.NOT_JSON),
        row("a second object", change("}$", "}{}"), RejectionReason.NOT_JSON),
        row("a trailing comma", change("}$", ",}"), RejectionReason.NOT_JSON),
        row("a comment", change("^\\{", "{/**/"), RejectionReason.NOT_JSON),
        row("single quotes", change("\"iss\"", "'iss'"), RejectionReason.NOT_JSON),
        row("NaN", change("}$", ",\"x\":NaN}"), RejectionReason.NOT_JSON),
        row("a leading zero", change("}$", ",\"x\":01}"), RejectionReason.NOT_JSON),
        row("a raw control character", change("anna", "an\tna"), RejectionReason.NOT_JSON),
        row("a byte order mark", change("^", "\uFEFF"), RejectionReason.NOT_JSON),
        row(
            "not UTF-8",
            raw(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'}),
            RejectionReason.NOT_JSON),
        row("UTF-16", raw("{}".getBytes(StandardCharsets.UTF_16LE)), RejectionReason.NOT_JSON),
        row(
            "21 levels",
            change("}$", ",\"x\":" + "[".repeat(20) + "]".repeat(20) + "}"),
            RejectionReason.NOT_JSON),
        row(
            "1,500 levels",
            change("}$", ",\"x\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}"),
            RejectionReason.NOT_JSON));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        row(
            "alg none, unsigned",
            good().header("alg", "none").unsigned() + ".AA",
            RejectionReason.ALGORITHM),
        row("alg nOnE", good().header("alg", "nOnE").signed(), RejectionReason.ALGORITHM),
        row("no alg", good().headerWithout("alg").signed(), RejectionReason.ALGORITHM),
        row("alg null", good().header("alg", nil()).signed(), RejectionReason.ALGORITHM),
        row(
            "alg a list",
            good().header("alg", List.of("RS256")).signed(),
            RejectionReason.ALGORITHM),
        row(
            "alg in small letters",
            good().header("alg", "rs256").signed(),
            RejectionReason.ALGORITHM),
        row("HS256 with the public key", hmac(), RejectionReason.ALGORITHM),
        row("EdDSA", good().header("alg", "EdDSA").signed(), RejectionReason.ALGORITHM),
        row("ES256K", good().header("alg", "ES256K").signed(), RejectionReason.ALGORITHM),
        row("crit", good().header("crit", List.of("exp")).signed(), RejectionReason.CRIT),
        row("empty crit", good().header("crit", List.of()).signed(), RejectionReason.CRIT),
        row("crit null", good().header("crit", nil()).signed(), RejectionReason.CRIT),
        row("b64", good().header("b64", false).signed(), RejectionReason.CRIT),
        row("zip", good().header("zip", "DEF").signed(), RejectionReason.CONTENT_CODING),
        row("cty", good().header("cty", "JWT").signed(), RejectionReason.CONTENT_CODING),
        row(
            "jwk",
            good().signedBy(STRANGER).header("jwk", STRANGER.jwk()).signed(),
            RejectionReason.EMBEDDED_KEY),
        row(
            "jku",
            good().header("jku", "https://evil.example/keys").signed(),
            RejectionReason.EMBEDDED_KEY),
        row(
            "x5u",
            good().header("x5u", "https://evil.example/cert").signed(),
            RejectionReason.EMBEDDED_KEY),
        row("x5c", good().header("x5c", List.of("AAAA")).signed(), RejectionReason.EMBEDDED_KEY),
        row("a number as kid", good().header("kid", 7).signed(), RejectionReason.KEY_ID),
        row("kid null", good().header("kid", nil()).signed(), RejectionReason.KEY_ID),
        row("a list as kid", good().header("kid", List.of("rsa")).signed(), RejectionReason.KEY_ID),
        row("a logout token", good().header("typ", "logout+jwt").signed(), RejectionReason.KIND),
        row("a DPoP proof", good().header("typ", "dpop+jwt").signed(), RejectionReason.KIND),
        row("a number as typ", good().header("typ", 1).signed(), RejectionReason.KIND),
        row("typ null", good().header("typ", nil()).signed(), RejectionReason.KIND),
        row("empty typ", good().header("typ", "").signed(), RejectionReason.KIND),
        row("a parameter in typ", good().header("typ", "JWT;x=1").signed(), RejectionReason.KIND),
        row(
            "alg twice",
            headerChange("^\\{", "{\"alg\":\"none\","),
            RejectionReason.DUPLICATE_MEMBER),
        row(
            "alg twice, once escaped",
            headerChange("^\\{", "{\"\\\\u0061lg\":\"none\","),
            RejectionReason.DUPLICATE_MEMBER));
  }

  static Stream<Arguments> payloads() {
    return Stream.of(
        row("an ID token", good().claim("typ", "ID").signed(), RejectionReason.KIND),
        row("a refresh token", good().claim("typ", "Refresh").signed(), RejectionReason.KIND),
        row("an offline token", good().claim("typ", "Offline").signed(), RejectionReason.KIND),
        row("a logout token", good().claim("typ", "Logout").signed(), RejectionReason.KIND),
        row(
            "Bearer in small letters",
            good().claim("typ", "bearer").signed(),
            RejectionReason.KIND),
        row("no payload typ", good().without("typ").signed(), RejectionReason.KIND),
        row(
            "a list as payload typ",
            good().claim("typ", List.of("Bearer")).signed(),
            RejectionReason.KIND),
        row(
            "bound to a key",
            good().claim("cnf", Map.of("jkt", "x")).signed(),
            RejectionReason.SENDER_BOUND),
        row("no exp", good().without("exp").signed(), RejectionReason.CLAIM),
        row("exp a string", good().claim("exp", "" + (NOW + 300)).signed(), RejectionReason.CLAIM),
        row("exp null", good().claim("exp", nil()).signed(), RejectionReason.CLAIM),
        row("exp true", good().claim("exp", true).signed(), RejectionReason.CLAIM),
        row("exp beyond 64 bits", change("\"exp\":\\d+", "\"exp\":1e19"), RejectionReason.CLAIM),
        row("exp beyond a double", change("\"exp\":\\d+", "\"exp\":1e999"), RejectionReason.CLAIM),
        row(
            "exp absurdly small",
            change("\"exp\":\\d+", "\"exp\":1e-999999999"),
            RejectionReason.EXPIRED),
        row(
            "exp negative, no iat",
            good().claim("exp", -1).without("iat").signed(),
            RejectionReason.EXPIRED),
        row(
            "expired by more than the skew",
            good().claim("exp", NOW - 60).signed(),
            RejectionReason.EXPIRED),
        row(
            "exp before iat",
            good().claim("exp", NOW).claim("iat", NOW + 1).signed(),
            RejectionReason.CLAIM),
        row(
            "nbf ahead by more than the skew",
            good().claim("nbf", NOW + 60.01).signed(),
            RejectionReason.NOT_YET_VALID),
        row(
            "iat ahead by more than the skew",
            good().claim("iat", NOW + 61).signed(),
            RejectionReason.NOT_YET_VALID),
        row("nbf a string", good().claim("nbf", "" + NOW).signed(), RejectionReason.CLAIM),
        row("iat null", good().claim("iat", nil()).signed(), RejectionReason.CLAIM),
        row("no iss", good().without("iss").signed(), RejectionReason.CLAIM),
        row(
            "iss a list",
            good().claim("iss", List.of(TestToken.ISSUER)).signed(),
            RejectionReason.CLAIM),
        row(
            "iss with a slash",
            good().claim("iss", TestToken.ISSUER + "/").signed(),
            RejectionReason.WRONG_ISSUER),
        row(
            "iss in capitals",
            good().claim("iss", "HTTPS://login.example/realms/allplan").signed(),
            RejectionReason.WRONG_ISSUER),
        row(
            "iss of another realm",
            good().claim("iss", TestToken.ISSUER + "2").signed(),
            RejectionReason.WRONG_ISSUER),
        row("no sub", good().without("sub").signed(), RejectionReason.CLAIM),
        row("empty sub", good().claim("sub", "").signed(), RejectionReason.CLAIM),
        row("sub a number", good().claim("sub", 7).signed(), RejectionReason.CLAIM),
        row("half a character in sub", change("anna", "\\\\ud800"), RejectionReason.CLAIM),
        row(
            "azp of another app",
            good().claim("azp", "other").signed(),
            RejectionReason.WRONG_PARTY),
        row("azp in capitals", good().claim("azp", "Viewer").signed(), RejectionReason.WRONG_PARTY),
        row("no azp", good().without("azp").signed(), RejectionReason.WRONG_PARTY),
        row("azp a list", good().claim("azp", List.of("viewer")).signed(), RejectionReason.CLAIM),
        row(
            "client_id cannot mend azp",
            good().claim("azp", "other").claim("client_id", "viewer").signed(),
            RejectionReason.WRONG_PARTY),
        row(
            "client_id a number",
            good().without("azp").claim("client_id", 7).signed(),
            RejectionReason.CLAIM),
        row("aud a number", good().claim("aud", 7).signed(), RejectionReason.CLAIM),
        row(
            "a number in aud",
            good().claim("aud", List.of("a", 7)).signed(),
            RejectionReason.CLAIM),
        row("aud an object", good().claim("aud", Map.of("a", "b")).signed(), RejectionReason.CLAIM),
        row(
            "scope a list",
            good().claim("scope", List.of("openid")).signed(),
            RejectionReason.CLAIM),
        row("sub twice", change("}$", ",\"sub\":\"bert\"}"), RejectionReason.DUPLICATE_MEMBER),
        row(
            "a member twice, deep inside",
            change("}$", ",\"x\":[{\"a\":1,\"a\":2}]}"),
            RejectionReason.DUPLICATE_MEMBER));
  }

  static Stream<Arguments> signatures() {
    String good = good().signed();
    String otherUser = good().claim("sub", "bert").unsigned();
    return Stream.of(
        row(
            "signed by a stranger",
            good().signedBy(STRANGER).signed(),
            RejectionReason.BAD_SIGNATURE),
        row(
            "another payload",
            otherUser + good.substring(good.lastIndexOf('.')),
            RejectionReason.BAD_SIGNATURE),
        row(
            "a signature of zeros",
            good().unsigned() + "." + TestToken.part(new byte[256]),
            RejectionReason.BAD_SIGNATURE),
        row("a short signature", good().unsigned() + ".AAAA", RejectionReason.BAD_SIGNATURE),
        row(
            "alg RS256, signed with RS384",
            good().algorithm("RS384").header("alg", "RS256").signed(),
            RejectionReason.BAD_SIGNATURE),
        row(
            "alg PS256, signed with RS256",
            good().header("alg", "PS256").signed(),
            RejectionReason.BAD_SIGNATURE),
        row(
            "an RSA key for ES256",
            good().header("alg", "ES256").signed(),
            RejectionReason.KEY_MISMATCH),
        row(
            "an EC key for RS256",
            good().header("kid", "p256").signed(),
            RejectionReason.KEY_MISMATCH),
        row(
            "ES256 on P-384",
            TestToken.by(P384).algorithm("ES256").signed(),
            RejectionReason.KEY_MISMATCH),
        row(
            "ES384 on P-256",
            TestToken.by(P256).algorithm("ES384").signed(),
            RejectionReason.KEY_MISMATCH),
        row(
            "an EC signature of zeros",
            TestToken.by(P256).header("alg", "ES256").unsigned()
                + "."
                + TestToken.part(new byte[64]),
            RejectionReason.BAD_SIGNATURE),
        row("an EC signature in DER form", derSigned(), RejectionReason.BAD_SIGNATURE),
        row("an unknown kid", good().header("kid", "other").signed(), RejectionReason.UNKNOWN_KEY),
        row("an empty kid", good().header("kid", "").signed(), RejectionReason.UNKNOWN_KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "P256"})
  void theTokenThatTheyAreMadeFromIsAccepted(String name) {
    TestToken token = name.equals("RSA") ? good() : TestToken.by(P256).algorithm("ES256");

    assertThat(world.authenticate(token.signed()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  private static Arguments row(String what, String token, RejectionReason cause) {
    return Arguments.of(what, token, cause);
  }

  private static TestToken good() {
    return TestToken.by(RSA);
  }

  private static String headerText(String text) {
    return good().headerText(old -> text).signed();
  }

  private static String payloadText(String text) {
    return good().payloadText(old -> text).signed();
  }

  private static String headerChange(String pattern, String replacement) {
    return good().headerText(text -> text.replaceFirst(pattern, replacement)).signed();
  }

  private static String change(String pattern, String replacement) {
    return good().payloadText(text -> text.replaceFirst(pattern, replacement)).signed();
  }

  private static Object nil() {
    return NullNode.getInstance();
  }

  private static String raw(byte[] payload) {
    String input = good().unsigned();
    String signed = input.substring(0, input.indexOf('.') + 1) + TestToken.part(payload);
    byte[] signature = RSA.sign("RS256", signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + TestToken.part(signature);
  }

  /** Sets one of the four spare bits in the last character of a 256-byte signature. */
  private static char nextSpare(String part) {
    return (char) (part.charAt(part.length() - 1) + 1);
  }

  private static String hmac() {
    String input = good().header("alg", "HS256").unsigned();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(RSA.publicKey().getEncoded(), "HmacSHA256"));
      byte[] tag = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + TestToken.part(tag);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String derSigned() {
    String input = TestToken.by(P256).header("alg", "ES256").unsigned();
    try {
      Signature der = Signature.getInstance("SHA256withECDSA");
      der.initSign(P256.pair().getPrivate());
      der.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + TestToken.part(der.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
