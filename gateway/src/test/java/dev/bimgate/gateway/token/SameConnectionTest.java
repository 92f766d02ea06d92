package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.token.parse.LastToken;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.revocation.DenyRule;
import dev.bimgate.gateway.token.revocation.Revocations;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that come again and again on one connection, which has their bytes. */
class SameConnectionTest {

  private static final TestKey KEY = TestKey.rsa("kid-1");
  private static final TestKey NEXT = TestKey.rsa("kid-2");

  private final LastToken connection = new LastToken();
  private TestGate world;

  @BeforeEach
  void open() throws InterruptedException {
    world = new TestGate(TestGate.RULES, KEY);
    world.fetchKeys();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTokenIsRejectedWhenItExpires() {
    String token = usedTwice(TestToken.by(KEY).claim("exp", TestClock.START_SECONDS + 300));

    world.clock.advance(Duration.ofMinutes(6));

    assertThat(authenticate(token)).isEqualTo(rejected(RejectionReason.EXPIRED));
  }

  @Test
  void aTokenIsRejectedWhenTheClockIsSetBackBeforeItsTime() {
    String token = usedTwice(TestToken.by(KEY).claim("nbf", TestClock.START_SECONDS));

    world.clock.advance(Duration.ofSeconds(-61));

    assertThat(authenticate(token)).isEqualTo(rejected(RejectionReason.NOT_YET_VALID));
  }

  @Test
  void aTokenIsRejectedWhenItsKeyIsWithdrawn() {
    String token = usedTwice(TestToken.by(KEY));
    world.issuer.publish(NEXT);
    world.clock.advance(Duration.ofSeconds(10));
    world.authenticate(TestToken.by(NEXT).signed());

    assertThat(authenticate(token)).isEqualTo(rejected(RejectionReason.UNKNOWN_KEY));
  }

  @Test
  void aTokenIsRejectedWhenItIsDenied() {
    Revocations revocations =
        world.gate.revocations(lists -> {}, new LonePeers(invalidation -> {}));
    String token = usedTwice(TestToken.by(KEY));

    assertThat(revocations.deny(new DenyRule.OfSession("session-1"), world.clock.instant()))
        .isPresent();

    assertThat(authenticate(token)).isEqualTo(rejected(RejectionReason.DENIED));
    assertThat(authenticate(token)).isEqualTo(rejected(RejectionReason.DENIED));
  }

  @Test
  void eachTokenIsThatOfItsUserHoweverTheyTakeTurns() {
    String annas = usedTwice(TestToken.by(KEY).claim("sub", "anna"));
    String berts = usedTwice(TestToken.by(KEY).claim("sub", "bert"));

    for (int i = 0; i < 3; i++) {
      assertThat(userOf(annas)).isEqualTo("anna");
      assertThat(userOf(berts)).isEqualTo("bert");
      assertThat(userOf(berts)).isEqualTo("bert");
    }
  }

  @Test
  void aTokenWithAnotherSignatureIsRejectedBehindTheGoodOne() {
    String token = usedTwice(TestToken.by(KEY));
    int dot = token.lastIndexOf('.');
    char first = token.charAt(dot + 1) == 'A' ? 'B' : 'A';
    String spoiled = token.substring(0, dot + 1) + first + token.substring(dot + 2);

    assertThat(authenticate(spoiled)).isEqualTo(rejected(RejectionReason.BAD_SIGNATURE));
    assertThat(authenticate(token)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void aTokenIsVerifiedOnceForAllConnections() {
    String token = usedTwice(TestToken.by(KEY));

    world.authenticate(token);
    authenticate(token);

    assertThat(world.events.verified).hasValue(1);
  }

  /** The second time its bytes are stored, from the third on they are compared. */
  private String usedTwice(TestToken accepted) {
    String token = accepted.signed();
    authenticate(token);
    assertThat(authenticate(token)).isInstanceOf(AuthenticationResult.Authenticated.class);
    return token;
  }

  private String userOf(String token) {
    return ((AuthenticationResult.Authenticated) authenticate(token)).caller().user().subject();
  }

  private AuthenticationResult authenticate(String token) {
    return await(
        world
            .gate
            .authenticate(List.of("Bearer " + token), connection, LoginLimit.Sender.OPERATOR)
            .toCompletableFuture());
  }

  private static AuthenticationResult rejected(RejectionReason cause) {
    return new AuthenticationResult.Rejected(cause);
  }
}
