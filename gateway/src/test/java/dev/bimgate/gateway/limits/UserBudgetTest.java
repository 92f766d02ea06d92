package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    bench.read(LIMIT, 103);
    long sentAt = bench.now;
    bench.read(LIMIT, 100);

    bench.budget.learn(200, new RateLimitHeaders(LIMIT, 101, 0), sentAt, bench.now);
    assertThat(bench.status().remaining()).isEqualTo(100);

    bench.budget.learn(200, new RateLimitHeaders(LIMIT, 99, 0), sentAt, bench.now);
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
  void threeFallingResponsesConfirmIt() {
    bench.read(LIMIT, 50);
    bench.write(LIMIT, 49);
    bench.write(LIMIT, 48);
    assertThat(bench.status().isConfirmed()).isFalse();

    bench.write(LIMIT, 47);

    assertThat(bench.status().isConfirmed()).isTrue();
  }

  /** It may be of the hour before. */
  @Test
  void aResponseToACallFromBeforeTheWindowIsIgnored() {
    bench.confirm(LIMIT, 48);
    long sentAt = bench.now;
    bench.pass(Duration.ofMinutes(1));
    bench.write(LIMIT, 4_999);

    for (int left = 47; left >= 44; left--) {
      bench.budget.learn(200, new RateLimitHeaders(LIMIT, left, 0), sentAt, bench.now);
    }

    assertThat(bench.status().remaining()).isEqualTo(4_999);
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
  void whilePausedNoCallIsAvailableUntilThePauseEnds() {
    bench.confirm(LIMIT, 3_000);

    bench.budget.pause(7_000, bench.now);

    assertThat(bench.status().availableToReads()).isZero();
    assertThat(bench.status().availableMillis()).isEqualTo(7_000);
  }

  @Test
  void theRetryAfterOfASpentBudgetIsItsReset() {
    bench.confirm(LIMIT, 0);

    bench.budget.pause(60_000, bench.now);

    assertThat(bench.status().isResetKnown()).isTrue();
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.waitOfRead()).isZero();
  }
}
