package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.token.jwt.CompactJws;
import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.jwt.SmallRyeClaims;
import dev.bimgate.gateway.token.jwt.SmallRyeReader;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.RejectionResponse;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two readers of one token: what SmallRye JWT checks, and that both read the same. */
class SmallRyeReaderTest {

  private static final TestKey RSA = TestKey.rsa("rsa");
  private static final IssuerKey KEY = key(RSA, "RS256");

  @Test
  void whatSmallRyeJwtReadsIsWhatTheStrictReaderReads() throws TokenRejectedException {
    ReadToken read = ReadToken.read(good().signed(), TestGate.RULES);

    SmallRyeClaims claims = SmallRyeReader.verify(read.jws(), KEY);

    assertThat(claims)
        .isEqualTo(
            new SmallRyeClaims(
                TestToken.ISSUER, "anna", "viewer", "session-1", TestClock.START_SECONDS + 300));
    assertThat(claims.agreesWith(read.claims())).isTrue();
  }

  static Stream<Arguments> otherClaims() {
    return Stream.of(
        other("issuer", token -> token.claim("iss", TestToken.ISSUER + "/")),
        other("subject", token -> token.claim("sub", "bert")),
        other("app", token -> token.claim("azp", "other")),
        other("an app in another claim", token -> token.without("azp").claim("client_id", "other")),
        other("no app", token -> token.without("azp")),
        other("session", token -> token.claim("sid", "session-2")),
        other("no session", token -> token.without("sid")),
        other("end", token -> token.claim("exp", TestClock.START_SECONDS + 301)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherClaims")
  void readersThatUnderstandDifferentThingsDisagree(String what, TestToken other)
      throws TokenRejectedException {
    ReadToken read = ReadToken.read(good().signed(), TestGate.RULES);
    ReadToken different = ReadToken.read(other.signed(), TestGate.RULES);

    assertThat(SmallRyeReader.verify(read.jws(), KEY).agreesWith(different.claims())).isFalse();
  }

  @Test
  void aDisagreementIsRejected() throws TokenRejectedException {
    ReadToken read = ReadToken.read(good().signed(), TestGate.RULES);
    ReadToken different = ReadToken.read(good().claim("sub", "b").signed(), TestGate.RULES);
    TokenVerifier verification =
        new TokenVerifier(TestGate.RULES, () -> null, Duration.ofHours(1), new TestClock());

    assertThatThrownBy(
            () -> verification.verify(new ReadToken(read.jws(), different.claims()), KEY))
        .isInstanceOfSatisfying(
            TokenRejectedException.class,
            e -> assertThat(e.why()).isEqualTo(RejectionReason.DISAGREEMENT));
    assertThat(RejectionReason.DISAGREEMENT.response()).isEqualTo(RejectionResponse.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "0", "1.5", "17e8", "1700000000.999999", "9e18", "9223372036854775807"})
  void theEndIsReadAlikeInWholeSeconds(String exp) throws TokenRejectedException {
    ReadToken read =
        ReadToken.read(
            good().payloadText(text -> Spoiled.with(text, "exp", exp)).without("iat").signed(),
            TestGate.RULES);

    assertThat(SmallRyeReader.verify(read.jws(), KEY).agreesWith(read.claims())).isTrue();
  }

  /** By its clock the first has expired long ago, and the other is not valid yet. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"exp\":1", "{\"nbf\":3500000000,\"exp\":3500000001"})
  void smallRyeJwtChecksNoTimes(String times) throws TokenRejectedException {
    String claims = times + ",\"iss\":\"" + TestToken.ISSUER + "\"}";

    assertThat(causeOf(good().payloadText(text -> claims), KEY)).isNull();
  }

  @Test
  void smallRyeJwtChecksTheIssuer() throws TokenRejectedException {
    assertThat(causeOf(good().claim("iss", TestToken.ISSUER + "/"), KEY))
        .isEqualTo(RejectionReason.LIBRARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "exp"})
  void smallRyeJwtChecksThePresenceOfClaims(String name) throws TokenRejectedException {
    assertThat(causeOf(good().without(name), KEY)).isEqualTo(RejectionReason.LIBRARY);
  }

  @Test
  void smallRyeJwtChecksTheAlgorithmByTheKey() throws TokenRejectedException {
    assertThat(causeOf(good().algorithm("RS512"), KEY)).isEqualTo(RejectionReason.LIBRARY);
  }

  @Test
  void smallRyeJwtChecksTheSizeOfTheKey() throws TokenRejectedException {
    TestKey small = TestKey.rsa("rsa", 1_024);

    assertThat(causeOf(TestToken.by(small), key(small, "RS256")))
        .isEqualTo(RejectionReason.LIBRARY);
  }

  @Test
  void aBadSignatureHasAReasonOfItsOwn() throws TokenRejectedException {
    assertThat(causeOf(good().signedBy(TestKey.rsa("rsa")), KEY))
        .isEqualTo(RejectionReason.BAD_SIGNATURE);
  }

  private static @Nullable RejectionReason causeOf(TestToken token, IssuerKey key)
      throws TokenRejectedException {
    CompactJws jws = CompactJws.read(token.signed(), TokenPolicy.SIGNATURES);
    try {
      SmallRyeClaims unused = SmallRyeReader.verify(jws, key);
      return null;
    } catch (TokenRejectedException rejected) {
      return rejected.why();
    }
  }

  private static Arguments other(String what, UnaryOperator<TestToken> change) {
    return Arguments.of(what, change.apply(good()));
  }

  private static TestToken good() {
    return TestToken.by(RSA);
  }

  private static IssuerKey key(TestKey key, String algorithm) {
    return new IssuerKey(TestToken.ISSUER, key.id(), Set.of(algorithm), key.publicKey());
  }
}
