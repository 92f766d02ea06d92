package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a budget of 5,000 calls allows, of which 50 are reserved for writes. */
class UserBudgetTest {

  private static final int LIMIT = 5_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private final BudgetBench bench = new BudgetBench();

  @Test
  void withoutAResponseEveryCallIsSent() {
    assertThat(bench.waitOfRead()).isZero();
    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
    assertThat(bench.status().isKnown()).isFalse();
  }

  @Test
  void itIsLearntFromResponses() {
    bench.read(LIMIT, 4_321);

    BudgetStatus status = bench.status();

    assertThat(status.limit()).isEqualTo(LIMIT);
    assertThat(status.remaining()).isEqualTo(4_321);
    assertThat(status.isResetKnown()).isFalse();
    assertThat(status.resetAtMillis()).isEqualTo(bench.now + 3_600_000);
  }

  @Test
  void aNamedResetIsTaken() {
    assertThat(bench.waitOfRead()).isZero();
    bench.respond(200, new RateLimitHeaders(LIMIT, 10, bench.now + 60_000));

    assertThat(bench.status().isResetKnown()).isTrue();
    bench.pass(Duration.ofSeconds(60));
    assertThat(bench.status().isKnown()).isFalse();
    assertThat(bench.waitOfRead()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 500, 503})
  void nothingIsLearntFromResponsesThatMayNotBeAboutTheUser(int status) {
    assertThat(bench.waitOfRead()).isZero();

    bench.respond(status, 60, 0);

    assertThat(bench.status().isKnown()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 304, 403, 404, 429})
  void itIsLearntFromAnyOther(int status) {
    assertThat(bench.waitOfRead()).isZero();

    bench.respond(status, LIMIT, 4_000);

    assertThat(bench.status().remaining()).isEqualTo(4_000);
  }

  /** The responses to calls that overlap arrive in any order. */
  @Test
  void ofOverlappingCallsTheLowestValueCounts() {
    long sentAt = bench.now;
    bench.read(LIMIT, 100);

    bench.budget.learn(200, new RateLimitHeaders(LIMIT, 101, 0), sentAt - 1, bench.now);
    assertThat(bench.status().remaining()).isEqualTo(100);

    bench.budget.learn(200, new RateLimitHeaders(LIMIT, 99, 0), sentAt - 1, bench.now);
    assertThat(bench.status().remaining()).isEqualTo(99);
  }

  @Test
  void aHigherValueBeginsANewHour() {
    bench.confirm(LIMIT, 60);
    bench.pass(Duration.ofMinutes(10));

    bench.read(LIMIT, 4_999);

    assertThat(bench.status().remaining()).isEqualTo(4_999);
    assertThat(bench.status().resetAtMillis()).isEqualTo(bench.now + 3_600_000);
    assertThat(bench.status().callsByApp()).isEmpty();
  }

  /** A quarter is 1,250; after half an hour half of the time is left. */
  @ParameterizedTest
  @CsvSource({
    "1250, 0, NORMAL",
    "1249, 0, ECONOMIZING",
    "1249, 44, ECONOMIZING",
    "1249, 46, NORMAL",
    "100, 58, ECONOMIZING",
    "100, 59, NORMAL",
    "51, 0, ECONOMIZING",
    "50, 0, STOPPED",
    "0, 59, STOPPED"
  })
  void itEconomizesWhenLittleIsLeftAndLessThanOfTheTime(
      int remaining, int minutes, BudgetState expected) {
    bench.confirm(LIMIT, remaining);

    bench.pass(Duration.ofMinutes(minutes));

    assertThat(bench.state()).isEqualTo(expected);
  }

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

  @ParameterizedTest
  @CsvSource({"0, 0", "0.01, 1", "0.5, 30"})
  void theReserveIsAPartOfTheBudgetRoundedUp(double share, int reserve) {
    BudgetBench small = new BudgetBench(new LimitOptions(share, Optional.empty(), 1));
    small.confirm(60, reserve + 1);
    assertThat(small.state()).isNotEqualTo(BudgetState.STOPPED);

    small.write(60, reserve);

    assertThat(small.state()).isEqualTo(BudgetState.STOPPED);
  }

  @Test
  void aConfirmedValueWithANamedResetStopsReadsUntilThen() {
    long resetAt = bench.now + 1_800_000;
    for (int left = 53; left >= 50; left--) {
      assertThat(bench.waitOfRead()).isZero();
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
    bench.confirm(LIMIT, 50);

    assertThat(bench.waitOfRead()).isEqualTo(300_000);
    bench.pass(Duration.ofMinutes(5));
    bench.read(LIMIT, 49);

    assertThat(bench.waitOfRead()).isEqualTo(299_999);
  }

  @Test
  void suchReadsUseHalfOfTheReserveAtMost() {
    bench.confirm(200, 2);
    assertThat(bench.waitOfRead()).isEqualTo(300_000);
    bench.pass(Duration.ofMinutes(5));
    bench.read(200, 1);

    long wait = bench.waitOfRead();

    assertThat(wait).isGreaterThan(Duration.ofMinutes(54).toMillis());
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
  void threeFallingResponsesConfirmIt() {
    bench.read(LIMIT, 50);
    bench.write(LIMIT, 49);
    bench.write(LIMIT, 48);
    assertThat(bench.status().isConfirmed()).isFalse();

    bench.write(LIMIT, 47);

    assertThat(bench.status().isConfirmed()).isTrue();
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

  @Test
  void a429StopsReadsAndWritesForItsRetryAfter() {
    bench.read(LIMIT, 3_000);

    bench.budget.pause(7_000, bench.now);

    assertThat(bench.state()).isEqualTo(BudgetState.STOPPED);
    assertThat(bench.budget.begin(BudgetBench.APP, false, bench.now))
        .isEqualTo(new UserBudget.Rejection(LimitedBy.BUDGET, 7_000));
    assertThat(bench.waitOfRead()).isEqualTo(7_000);
    bench.pass(Duration.ofSeconds(7));
    assertThat(bench.state()).isEqualTo(BudgetState.NORMAL);
    bench.read(LIMIT, 2_999);
  }

  @Test
  void a429IsObeyedForAnHourAtMost() {
    bench.budget.pause(Duration.ofDays(400).toMillis(), bench.now);

    assertThat(bench.waitOfRead()).isEqualTo(HOUR.toMillis());
  }

  @Test
  void a429WithoutRetryAfterStopsFor10SecondsAndAMinuteAtMost() {
    for (int seconds : new int[] {10, 20, 40, 60, 60}) {
      bench.budget.pause(0, bench.now);
      assertThat(bench.waitOfRead()).isEqualTo(seconds * 1_000L);
      bench.pass(Duration.ofSeconds(seconds));
    }

    bench.read(LIMIT, 100);
    bench.budget.pause(0, bench.now);
    assertThat(bench.waitOfRead()).isEqualTo(10_000);
  }

  @Test
  void theRetryAfterOfASpentBudgetIsItsReset() {
    bench.confirm(LIMIT, 0);

    bench.budget.pause(60_000, bench.now);

    assertThat(bench.status().isResetKnown()).isTrue();
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.waitOfRead()).isZero();
  }

  @Test
  void theRateOfTheOperatorLimitsReadsAndWrites() {
    BudgetBench limited = new BudgetBench(new LimitOptions(0.01, Optional.of(Rate.of("2/s")), 1));
    limited.read(LIMIT, 4_999);
    limited.write(LIMIT, 4_998);

    assertThat(limited.budget.begin(BudgetBench.APP, false, limited.now))
        .isEqualTo(new UserBudget.Rejection(LimitedBy.RATE, 498));
  }

  @Test
  void anAppMayUseItsPartOfTheBudget() {
    BudgetBench shared = new BudgetBench(new LimitOptions(0.01, Optional.empty(), 0.1));
    shared.confirm(60, 50);
    shared.write(60, 49);
    shared.write(60, 48);
    shared.write(60, 47);
    assertThat(shared.status().callsByApp()).isEqualTo(Map.of(BudgetBench.APP, 6));

    assertThat(shared.budget.begin(BudgetBench.APP, false, shared.now))
        .isEqualTo(
            new UserBudget.Rejection(LimitedBy.APP, shared.status().resetAtMillis() - shared.now));
    assertThat(shared.budget.begin("viewer", false, shared.now)).isNull();
  }

  @Test
  void theAppsOfAUserAreCountedInBoundedMemory() {
    for (int app = 0; app < 1_000; app++) {
      assertThat(bench.budget.begin("app-" + app, true, bench.now)).isNull();
    }

    assertThat(bench.status().callsByApp()).hasSize(21).containsEntry("", 980);
  }
}
