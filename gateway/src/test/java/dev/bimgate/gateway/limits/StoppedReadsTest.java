package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When reads stop, of a budget of 5,000 calls of which 50 are reserved for writes, and for how
 * long.
 */
class StoppedReadsTest {

  private static final int LIMIT = 5_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final BudgetBench bench = new BudgetBench();

  @Test
  void readsStopAtTheReserveAndWritesGoOn() {
    bench.confirm(LIMIT, 51);

    bench.read(LIMIT, 50);

    assertThat(bench.waitOfRead()).isPositive();
    for (int left = 49; left >= 0; left--) {
      bench.write(LIMIT, left);
    }
  }

  @Test
  void callsInFlightCountAsUsed() {
    bench.confirm(LIMIT, 52);

    assertThat(bench.waitOfRead()).isZero();
    assertThat(bench.waitOfRead()).isZero();
    assertThat(bench.waitOfRead()).isPositive();

    bench.budget.end();
    assertThat(bench.waitOfRead()).isZero();
  }

  /** They end soon, and then the reserve is not touched. */
  @Test
  void aReadWaitsASecondForCallsInFlightAlone() {
    bench.confirm(LIMIT, 52);
    assertThat(bench.waitOfRead()).isZero();
    assertThat(bench.waitOfRead()).isZero();

    assertThat(bench.waitOfRead()).isEqualTo(1_000);
  }

  /** An upload may take an hour, and 2 may be a lie. */
  @Test
  void aCallInFlightForLongStopsReadsForTenSecondsAtMost() {
    bench.read(2, 2);
    assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
    assertThat(bench.waitOfRead()).isPositive();

    bench.pass(Duration.ofSeconds(10));

    assertThat(bench.waitOfRead()).isZero();
  }

  @Test
  void aConfirmedValueWithANamedResetStopsReadsUntilThen() {
    long resetAt = bench.now + 1_800_000;
    for (int left = 51; left >= 48; left--) {
      assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
      bench.respond(200, new RateLimitHeaders(LIMIT, left, resetAt));
    }

    assertThat(bench.waitOfRead()).isEqualTo(resetAt - bench.now);
    bench.now = resetAt - 1;
    assertThat(bench.waitOfRead()).isEqualTo(1);
    bench.now = resetAt;
    assertThat(bench.waitOfRead()).isZero();
  }

  /** Bimplus may have reset the budget earlier than guessed. */
  @Test
  void whileTheResetIsAGuessOneReadInFiveMinutesTestsIt() {
    bench.confirm(LIMIT, 48);

    assertThat(bench.waitOfRead()).isEqualTo(300_000);
    bench.pass(Duration.ofMinutes(5));
    bench.read(LIMIT, 47);

    assertThat(bench.waitOfRead()).isEqualTo(299_999);
  }

  @Test
  void suchReadsUseHalfOfTheReserveAtMost() {
    bench.confirm(400, 2);
    assertThat(bench.waitOfRead()).isEqualTo(300_000);
    bench.pass(Duration.ofMinutes(5));
    bench.read(400, 1);
    assertThat(bench.waitOfRead()).isEqualTo(299_999);
    bench.pass(Duration.ofMinutes(5));
    bench.read(400, 0);

    long wait = bench.waitOfRead();

    assertThat(wait).isGreaterThan(Duration.ofMinutes(49).toMillis());
    bench.pass(Duration.ofMillis(wait));
    assertThat(bench.waitOfRead()).isZero();
  }

  @Test
  void anUnconfirmedValueIsTestedAfter10And20And40SecondsAndThenEachMinute() {
    bench.read(LIMIT, 2);

    for (int seconds : new int[] {10, 20, 40, 60, 60, 60}) {
      assertThat(bench.waitOfRead()).isEqualTo(seconds * 1_000L);
      bench.pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(bench.waitOfRead()).isEqualTo(1);
      bench.pass(Duration.ofMillis(1));
      assertThat(bench.waitOfRead()).isZero();
      // A failure neither confirms nor refutes it.
      bench.budget.end();
    }
  }

  @Test
  void threeFallingResponsesWithTheReserveLeftConfirmThatReadsStop() {
    bench.confirm(LIMIT, 50);
    bench.write(LIMIT, 49);
    assertThat(bench.waitOfRead()).isEqualTo(10_000);

    bench.write(LIMIT, 48);

    assertThat(bench.waitOfRead()).isEqualTo(299_999);
  }

  @Test
  void aWrongValueAfterRightOnesIsTestedAfterTenSeconds() {
    bench.confirm(LIMIT, 4_000);

    bench.write(LIMIT, 0);

    assertThat(bench.waitOfRead()).isEqualTo(10_000);
    bench.pass(Duration.ofSeconds(10));
    bench.read(LIMIT, 3_998);
    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
  }

  @Test
  void anotherLimitConfirmsNothing() {
    bench.confirm(LIMIT, 4_000);

    bench.write(60, 0);

    assertThat(bench.status().isConfirmed()).isFalse();
    assertThat(bench.waitOfRead()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 304, 400, 404, 409})
  void twoCallsThatAreLetThroughWithoutAFallRefuteIt(int status) {
    bench.read(LIMIT, 0);

    for (int call = 0; call < 2; call++) {
      assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
      bench.respond(status, LIMIT, 0);
    }

    assertThat(bench.status().isKnown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void rejectedCallsDoNotRefuteIt(int status) {
    bench.read(LIMIT, 0);

    for (int call = 0; call < 5; call++) {
      assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
      bench.respond(status, LIMIT, 0);
    }

    assertThat(bench.status().isKnown()).isTrue();
  }

  /** As when Bimplus, or a proxy, names the length of the window for the time that is left. */
  @Test
  void aResetThatMovesOnWithEachResponseIsAGuess() {
    bench.read(LIMIT, 4_000);
    long resetAt = bench.status().resetAtMillis();
    bench.pass(Duration.ofMinutes(30));

    for (int left = 50; left >= 48; left--) {
      assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now)).isNull();
      bench.respond(200, new RateLimitHeaders(LIMIT, left, bench.now + 3_600_000));
    }

    assertThat(bench.status().isResetKnown()).isFalse();
    assertThat(bench.status().resetAtMillis()).isEqualTo(resetAt);
    assertThat(bench.waitOfRead()).isEqualTo(300_000);
  }

  @Test
  void twoSuccessesWithoutAFallRefuteItForAnHour() {
    bench.read(LIMIT, 0);
    bench.write(LIMIT, 0);
    assertThat(bench.waitOfRead()).isPositive();

    bench.write(LIMIT, 0);

    assertThat(bench.status().isKnown()).isFalse();
    bench.pass(HOUR.minusMillis(2));
    bench.read(LIMIT, 0);
    assertThat(bench.status().isKnown()).isFalse();
    bench.pass(HOUR);
    bench.read(LIMIT, 0);
    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
  }

  /** Bimplus may update its counts late; that matters only where they stop somebody. */
  @Test
  void aValueThatDoesNotFallWhileEnoughIsLeftIsNoLie() {
    for (int i = 0; i < 10; i++) {
      bench.read(LIMIT, 3_000);
    }

    assertThat(bench.status().remaining()).isEqualTo(3_000);
  }
}
