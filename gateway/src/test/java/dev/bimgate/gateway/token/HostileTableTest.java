package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.RejectionResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The generated tokens at the gate: those to reject, and those to accept. */
class HostileTableTest {

  private static final TestKey RSA = TestKey.rsa("rsa");
  private static final TestKey P256 = TestKey.ec("p256", "secp256r1");
  private static final TestKey P384 = TestKey.ec("p384", "secp384r1");
  private static final TestKey P521 = TestKey.ec("p521", "secp521r1");
  private static final Map<String, TestKey> BY_ALGORITHM =
      Map.of("ES256", P256, "ES384", P384, "ES512", P521);

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

  static Stream<Spoiled> hostile() {
    return HostileTable.rows(TestClock.START_SECONDS);
  }

  static Stream<Spoiled> unusual() {
    return UnusualTable.rows(TestClock.START_SECONDS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isRejectedForItsReasonAndFetchesNoKey(Spoiled spoiled) {
    AuthenticationResult result = world.authenticate(made(spoiled));

    RejectionReason cause = spoiled.cause().orElseThrow();
    assertThat(result).isEqualTo(new AuthenticationResult.Rejected(cause));
    assertThat(cause.response())
        .isEqualTo(
            cause == RejectionReason.MALFORMED_FIELD
                ? RejectionResponse.MALFORMED
                : RejectionResponse.INVALID);
    assertThat(world.issuer.keyCalls).hasValue(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unusual")
  void isAcceptedThoughItLooksUnusual(Spoiled spoiled) {
    assertThat(world.authenticate(made(spoiled)))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  static Stream<Arguments> algorithmsAndKeys() {
    return TokenPolicy.SIGNATURES.stream()
        .flatMap(name -> Stream.of(RSA, P256, P384, P521).map(key -> Arguments.of(name, key)));
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("algorithmsAndKeys")
  void anAlgorithmGoesWithKeysOfItsKindAlone(String algorithm, TestKey named) {
    TestKey fitting = BY_ALGORITHM.getOrDefault(algorithm, RSA);
    TestToken token = TestToken.by(fitting).algorithm(algorithm).header("kid", named.id());

    AuthenticationResult result = world.authenticate(token.signed());

    if (named.equals(fitting)) {
      assertThat(result).isInstanceOf(AuthenticationResult.Authenticated.class);
    } else {
      assertThat(result).isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KEY_MISMATCH));
    }
  }

  @ParameterizedTest(name = "alg {1}, signed with {0}")
  @MethodSource("twoAlgorithms")
  void aTokenSignedWithAnotherAlgorithmThanItsAlgIsRejected(String signed, String said) {
    TestKey key = BY_ALGORITHM.getOrDefault(signed, RSA);
    String token = TestToken.by(key).algorithm(signed).header("alg", said).signed();

    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.BAD_SIGNATURE));
  }

  static Stream<Arguments> twoAlgorithms() {
    return TokenPolicy.SIGNATURES.stream()
        .filter(name -> !name.startsWith("ES"))
        .flatMap(
            signed ->
                TokenPolicy.SIGNATURES.stream()
                    .filter(said -> !said.startsWith("ES") && !said.equals(signed))
                    .map(said -> Arguments.of(signed, said)));
  }

  @Test
  void theTablesAreLong() {
    assertThat(hostile().count()).isGreaterThan(400);
    assertThat(unusual().count()).isGreaterThan(100);
  }

  /** Signed after header and payload are changed, so that the signature is valid. */
  private static String made(Spoiled spoiled) {
    String token =
        TestToken.by(RSA).headerText(spoiled.header()).payloadText(spoiled.payload()).signed();
    return spoiled.token().apply(token);
  }
}
