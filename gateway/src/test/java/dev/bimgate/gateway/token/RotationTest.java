package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rotated keys and an issuer outage, second by second on a clock of the test's own, while four
 * threads send valid tokens, invalid ones, and 500 made-up key IDs in each interval.
 */
class RotationTest {

  private static final TestKey OLD = TestKey.rsa("old");
  private static final TestKey NEW = TestKey.rsa("new");
  private static final int INTERVAL_SECONDS = 10;
  private static final int MADE_UP_A_SECOND = 50;
  private static final int OUTAGE_SECONDS = 600;

  private static final AuthenticationResult UNAVAILABLE =
      new AuthenticationResult.Rejected(RejectionReason.KEYS_UNAVAILABLE);
  private static final AuthenticationResult UNKNOWN =
      new AuthenticationResult.Rejected(RejectionReason.UNKNOWN_KEY);
  private static final AuthenticationResult SPOILED =
      new AuthenticationResult.Rejected(RejectionReason.BAD_SIGNATURE);

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final AtomicInteger count = new AtomicInteger();
  private final List<Integer> fetchesBySecond = new ArrayList<>();
  private final String remembered = token(OLD);
  private TestGate world;

  /** The results for the tokens of one second, each kind more than once. */
  private record Second(
      List<AuthenticationResult> remembered,
      List<AuthenticationResult> unseenOld,
      List<AuthenticationResult> unseenNew,
      List<AuthenticationResult> spoiled,
      List<AuthenticationResult> madeUp) {}

  @BeforeEach
  void open() throws InterruptedException {
    world = new TestGate(TestGate.RULES, OLD);
    world.fetchKeys();
    assertThat(world.authenticate(remembered))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @AfterEach
  void close() {
    threads.shutdown();
    world.close();
  }

  @Test
  void noValidTokenIsRejectedLongerThanOneIntervalAfterARotation() throws Exception {
    nextSecond();
    world.issuer.publish(OLD, NEW);

    List<Second> interval = seconds(INTERVAL_SECONDS - 1);
    List<Second> after = seconds(2 * INTERVAL_SECONDS);

    assertThat(interval)
        .allSatisfy(
            second -> {
              assertAllAdmitted(second.remembered());
              assertAllAdmitted(second.unseenOld());
              assertThat(second.spoiled()).containsOnly(SPOILED);
              assertThat(second.madeUp()).containsOnly(UNKNOWN);
            });
    assertThat(after)
        .allSatisfy(
            second -> {
              assertAllAdmitted(second.remembered());
              assertAllAdmitted(second.unseenOld());
              assertAllAdmitted(second.unseenNew());
              assertThat(second.spoiled()).containsOnly(SPOILED);
              assertThat(second.madeUp()).containsOnly(UNKNOWN);
            });
    assertOneFetchAnIntervalAtMost();
  }

  @Test
  void tenMinutesWithoutIssuerChangeNothingForKnownKeysAndAnUnknownOneGetsRetryAfter()
      throws Exception {
    world.issuer.document = TestIssuer.status(503);
    world.issuer.keys = TestIssuer.status(503);
    seconds(INTERVAL_SECONDS);

    List<Second> outage = seconds(OUTAGE_SECONDS);

    assertThat(outage)
        .allSatisfy(
            second -> {
              assertAllAdmitted(second.remembered());
              assertAllAdmitted(second.unseenOld());
              assertThat(second.unseenNew()).containsOnly(UNAVAILABLE);
              assertThat(second.spoiled()).containsOnly(SPOILED);
              assertThat(second.madeUp()).containsOnly(UNAVAILABLE);
            });
    assertOneFetchAnIntervalAtMost();
  }

  @Test
  void aKeyWithdrawnInTheOutageStopsAtTheFirstSuccessfulFetch() throws Exception {
    world.issuer.keys = TestIssuer.status(503);
    List<Second> outage = seconds(3 * INTERVAL_SECONDS);
    int fetches = world.issuer.keyCalls.get();
    world.issuer.publish(NEW);

    List<Second> back = new ArrayList<>();
    while (world.issuer.keyCalls.get() == fetches) {
      back.add(nextSecond());
    }
    Second stopped = nextSecond();

    assertThat(outage).allSatisfy(second -> assertAllAdmitted(second.remembered()));
    assertThat(back).hasSizeLessThanOrEqualTo(INTERVAL_SECONDS);
    assertThat(stopped.remembered()).containsOnly(UNKNOWN);
    assertThat(stopped.unseenOld()).containsOnly(UNKNOWN);
    assertThat(stopped.spoiled()).containsOnly(UNKNOWN);
    assertThat(stopped.madeUp()).containsOnly(UNKNOWN);
    assertAllAdmitted(stopped.unseenNew());
    assertOneFetchAnIntervalAtMost();
  }

  private List<Second> seconds(int howMany) throws Exception {
    List<Second> seconds = new ArrayList<>();
    for (int i = 0; i < howMany; i++) {
      seconds.add(nextSecond());
    }
    return seconds;
  }

  /** Moves the clock, runs the maintenance like its timer, and sends the tokens of a second. */
  private Second nextSecond() throws Exception {
    world.clock.advance(Duration.ofSeconds(1));
    world.keys.maintain();
    Second second =
        new Second(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i < MADE_UP_A_SECOND; i++) {
      sent.add(new Sent(second.madeUp(), madeUp()));
    }
    for (int i = 0; i < 2; i++) {
      sent.add(new Sent(second.remembered(), remembered));
      sent.add(new Sent(second.unseenOld(), token(OLD)));
      sent.add(new Sent(second.unseenNew(), token(NEW)));
      sent.add(new Sent(second.spoiled(), spoiled()));
    }
    List<Callable<AuthenticationResult>> calls = new ArrayList<>();
    sent.forEach(each -> calls.add(() -> world.authenticate(each.token())));
    List<Future<AuthenticationResult>> responses = threads.invokeAll(calls);
    for (int i = 0; i < sent.size(); i++) {
      sent.get(i).responses().add(responses.get(i).get());
    }
    fetchesBySecond.add(world.issuer.keyCalls.get());
    return second;
  }

  private record Sent(List<AuthenticationResult> responses, String token) {}

  /** All made-up IDs wait for the running fetch, so a fetch counts in the second of its start. */
  private void assertOneFetchAnIntervalAtMost() {
    for (int second = INTERVAL_SECONDS; second < fetchesBySecond.size(); second++) {
      int fetches = fetchesBySecond.get(second) - fetchesBySecond.get(second - INTERVAL_SECONDS);
      assertThat(fetches).as("fetches in the interval up to second %s", second).isLessThan(2);
    }
  }

  private static void assertAllAdmitted(List<AuthenticationResult> authenticationResults) {
    assertThat(authenticationResults)
        .hasOnlyElementsOfType(AuthenticationResult.Authenticated.class);
  }

  private String token(TestKey key) {
    return draft(key).signed();
  }

  private TestToken draft(TestKey key) {
    return TestToken.by(key)
        .claim("exp", TestClock.START_SECONDS + 7_200)
        .claim("jti", "token-" + count.incrementAndGet());
  }

  /** With the signature of another token, by the key that it names. */
  private String spoiled() {
    return draft(OLD).unsigned() + remembered.substring(remembered.lastIndexOf('.'));
  }

  /** A token with an unknown key ID; its signature is never checked. */
  private String madeUp() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"made-up-" + count.incrementAndGet() + "\"}";
    return TestToken.part(header) + remembered.substring(remembered.indexOf('.'));
  }
}
