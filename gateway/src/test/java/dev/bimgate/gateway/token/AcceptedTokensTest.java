package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that must be accepted, however unusual they look. */
class AcceptedTokensTest {

  private static final TestKey RSA = TestKey.rsa("rsa");
  private static final TestKey P256 = TestKey.ec("p256", "secp256r1");
  private static final TestKey P384 = TestKey.ec("p384", "secp384r1");
  private static final TestKey P521 = TestKey.ec("p521", "secp521r1");
  private static final long NOW = TestClock.START_SECONDS;

  private static TestGate world;

  @BeforeAll
  static void openTheGate() throws InterruptedException {
    world = new TestGate(TestGate.RULES, RSA, P256, P384, P521);
    world.fetchKeys();
  }

  @AfterAll
  static void closeTheGate() {
    world.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"algorithms", "headers", "payloads"})
  void isAccepted(String what, String token) {
    assertThat(world.authenticate(token)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  static Stream<Arguments> algorithms() {
    return Stream.of(
        row("RS256", good()),
        row("RS384", good().algorithm("RS384")),
        row("RS512", good().algorithm("RS512")),
        row("PS256", good().algorithm("PS256")),
        row("PS384", good().algorithm("PS384")),
        row("PS512", good().algorithm("PS512")),
        row("ES256", TestToken.by(P256).algorithm("ES256")),
        row("ES384", TestToken.by(P384).algorithm("ES384")),
        row("ES512", TestToken.by(P521).algorithm("ES512")),
        row(
            "no kid, one key that fits",
            TestToken.by(P384).algorithm("ES384").headerWithout("kid")));
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        row("no typ", good().headerWithout("typ")),
        row("typ jwt", good().header("typ", "jwt")),
        row("typ at+jwt", good().header("typ", "at+jwt")),
        row("typ AT+JWT", good().header("typ", "AT+JWT")),
        row("typ application/jwt", good().header("typ", "application/jwt")),
        row("typ Application/AT+JWT", good().header("typ", "Application/AT+JWT")),
        row("a thumbprint", good().header("x5t", "AAAA").header("x5t#S256", "AAAA")),
        row("an unknown member", good().header("x", List.of(1))));
  }

  static Stream<Arguments> payloads() {
    return Stream.of(
        row("no iat", good().without("iat")),
        row("a fraction as exp", good().claim("exp", NOW + 0.5)),
        row("exp with an exponent", change("\"exp\":\\d+", "\"exp\":1.9e9")),
        row("exp of the year 9999", good().claim("exp", 253_402_300_799L)),
        row("exp of 64 bits", good().claim("exp", Long.MAX_VALUE)),
        row("a fraction that a double rounds up", change("(\"exp\":\\d+)", "$1.9999999999999999")),
        row(
            "expired by less than the skew",
            good().claim("exp", NOW - 59.999).claim("iat", NOW - 300)),
        row("nbf ahead by the skew", good().claim("nbf", NOW + 60)),
        row("iat ahead by the skew", good().claim("iat", NOW + 60)),
        row("a negative nbf", good().claim("nbf", -1)),
        row("no aud", good().without("aud")),
        row("an empty list as aud", good().claim("aud", List.of())),
        row("several aud", good().claim("aud", List.of("a", "account"))),
        row("client_id in place of azp", good().without("azp").claim("client_id", "viewer")),
        row("no scope", good().without("scope")),
        row("no sid and no jti", good().without("sid").without("jti")),
        row("20 levels", change("}$", ",\"x\":" + "[".repeat(19) + "]".repeat(19) + "}")),
        row("groups of any kind", good().claim("groups", 7)),
        row("roleMappings of any kind", good().claim("roleMappings", "x")),
        row("a vast number in an unknown member", change("}$", ",\"x\":1e999}")),
        row("letters beyond ASCII", good().claim("sub", "\u00c5nna \ud83d\ude00")));
  }

  @Test
  void theCallerIsUserAppAndScopes() {
    AuthenticationResult result =
        world.authenticate(good().claim("scope", "profile  openid profile").signed());

    assertThat(result)
        .isEqualTo(
            new AuthenticationResult.Authenticated(
                new Caller(
                    new User(TestToken.ISSUER, "anna"), "viewer", Set.of("openid", "profile")),
                Instant.ofEpochSecond(NOW + 300),
                "session-1",
                "token-1",
                Instant.ofEpochSecond(NOW - 10)));
  }

  private static Arguments row(String what, TestToken token) {
    return Arguments.of(what, token.signed());
  }

  private static TestToken good() {
    return TestToken.by(RSA);
  }

  private static TestToken change(String pattern, String replacement) {
    return good().payloadText(text -> text.replaceFirst(pattern, replacement));
  }
}
