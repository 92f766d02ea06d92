package dev.bimgate.gateway.limits;

import static dev.bimgate.gateway.limits.RateLimitHeadersTest.headers;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bimplus lets every call through, whatever its headers say: nobody is locked out for more than a
 * minute, and nothing absurd is learnt.
 */
class LyingHeadersTest {

  private static final int HOUR_SECONDS = 3_600;

  /** What the n-th response says: limit, remaining and reset. */
  enum Lie {
    ALWAYS_0(n -> says("5000", "0", null)),
    ALWAYS_0_WITH_A_RESET(n -> says("5000", "0", "3600")),
    ALWAYS_1(n -> says("5000", "1", null)),
    ALWAYS_THE_RESERVE(n -> says("5000", "50", null)),
    A_LIMIT_OF_1(n -> says("1", "1", null)),
    A_LIMIT_OF_1_USED(n -> says("1", "0", "86400")),
    THE_ANONYMOUS_LIMIT(n -> says("60", "0", null)),
    NEGATIVE(n -> says("5000", "-1", "-1")),
    OVER_THE_LIMIT(n -> says("10", "5000", null)),
    TOO_LARGE(n -> says("99999999999", "0", null)),
    OVERFLOWING(n -> says("18446744073709551616", "18446744073709551615", "9999999999999")),
    NO_NUMBERS(n -> says("five thousand", "none", "soon")),
    FRACTIONS(n -> says("5000.0", "0.0", "0.5")),
    EXPONENTS(n -> says("5e3", "0e0", null)),
    LISTS(n -> says("5000, 60", "0, 0", "1, 2")),
    EMPTY(n -> says("", "", "")),
    NO_LIMIT(n -> says(null, "0", null)),
    NO_REMAINING(n -> says("5000", null, "3600")),
    A_RESET_IN_A_DAY(n -> says("5000", "0", "86400")),
    A_RESET_BY_A_WRONG_CLOCK(n -> says("5000", "0", "1")),
    ONCE_0_AND_THEN_NOTHING(n -> n == 0 ? says("5000", "0", null) : says(null, null, null)),
    ONCE_0_AND_THEN_GARBAGE(n -> n == 0 ? says("5000", "0", null) : says("?", "?", "?")),
    OF_TWO_SERVERS(n -> says("5000", n % 2 == 0 ? "0" : "4000", null)),
    UP_AND_DOWN(n -> says("5000", Integer.toString(n % 3), null)),
    OTHER_LIMITS(n -> says(n % 2 == 0 ? "5000" : "60", "0", null)),
    OTHER_LIMITS_FALLING(n -> says(n % 2 == 0 ? "5000" : "60", Integer.toString(9 - n % 10), null)),
    ONCE_0_AFTER_RIGHT_ONES(n -> n == 100 ? says("5000", "0", "3600") : right(n)),
    ALWAYS_0_AFTER_RIGHT_ONES(n -> n < 100 ? right(n) : says("5000", "0", "3600")),
    OFTEN_0_BETWEEN_RIGHT_ONES(n -> n % 5 == 4 ? says("5000", "0", null) : right(n)),
    TWO_FALLING_AFTER_RIGHT_ONES(
        n -> n == 100 || n == 101 ? says("5000", Integer.toString(110 - n), "3600") : right(n)),
    ONCE_THE_ANONYMOUS_LIMIT(n -> n == 100 ? says("60", "0", null) : right(n)),
    ONCE_THE_LIMIT_OF_ANOTHER_USER(n -> n == 100 ? says("200", "1", "60") : right(n)),
    A_RESET_THAT_MOVES_ON(n -> says("5000", Integer.toString(4_000 - n % 3_000), "3600"));

    private final IntFunction<Said> response;

    Lie(IntFunction<Said> response) {
      this.response = response;
    }
  }

  /** What a right response says, with a reset after 4,000 calls. */
  private static Said right(int n) {
    return says("5000", Integer.toString(4_999 - n % 4_000), null);
  }

  private record Said(@Nullable String limit, @Nullable String remaining, @Nullable String reset) {}

  private static Said says(
      @Nullable String limit, @Nullable String remaining, @Nullable String reset) {
    return new Said(limit, remaining, reset);
  }

  @ParameterizedTest
  @EnumSource
  void nobodyIsLockedOutForMoreThanAMinuteAndNothingAbsurdIsLearnt(Lie lie) {
    assertReadsGoOn(200, lie);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 304, 404})
  void aConstant0IsIgnoredWhateverTheStatus(int status) {
    assertThat(assertReadsGoOn(status, Lie.ALWAYS_0)).isGreaterThan(2 * HOUR_SECONDS - 150);
  }

  /**
   * One read each second for two hours.
   *
   * @return how many were sent
   */
  private static int assertReadsGoOn(int status, Lie lie) {
    BudgetBench bench = new BudgetBench();
    int sent = 0;
    long lastSentAt = bench.now;
    for (int second = 0; second < 2 * HOUR_SECONDS; second++) {
      if (bench.waitOfRead() == 0) {
        Said said = lie.response.apply(sent++);
        RateLimitHeaders read =
            RateLimitHeaders.of(headers(said.limit(), said.remaining(), said.reset()), bench.now);
        bench.respond(status, read);
        lastSentAt = bench.now;
      }
      SaneBudget.assertSane(bench.status(), bench.now);
      assertThat(bench.now - lastSentAt).isLessThanOrEqualTo(60_000);
      bench.now += 1_000;
    }
    return sent;
  }
}
