package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever right responses come before and after it: one wrong response stops nobody for more than
 * a minute.
 */
class OneLiePropertiesTest {

  private static final String SEED = "20261129";
  private static final int LIMIT = 5_000;
  private static final int ENOUGH = 1_000;
  private static final int TEN_MINUTES = 600;

  /**
   * A call.
   *
   * @param others the calls of the user's other programs since the one before
   */
  record Call(boolean isRead, int waitMillis, int others) {}

  /** Of a lie: a part of its limit is left, in thousandths. */
  record Lie(int limit, int left, int resetSeconds) {}

  private final BudgetBench bench = new BudgetBench();
  private int remaining;
  private long resetAt;

  @Property(seed = SEED, tries = 2_000)
  void aReadIsSentWithinAMinuteOfIt(
      @ForAll("calls") List<Call> before,
      @ForAll("lies") Lie lie,
      @ForAll @IntRange(min = 1, max = LIMIT) int atFirst,
      @ForAll boolean namesReset) {
    remaining = Math.max(ENOUGH, atFirst);
    resetAt = bench.now + 1_800_000;
    for (Call call : before) {
      bench.now += call.waitMillis();
      send(call.isRead());
      bench.respond(200, right(call.others(), namesReset));
    }

    send(false);
    bench.respond(200, wrong(lie));

    assertReadsGoOn(namesReset);
  }

  /** One each second: none has to wait for more than a minute. */
  private void assertReadsGoOn(boolean namesReset) {
    long lastSentAt = bench.now;
    for (int second = 0; second < TEN_MINUTES; second++) {
      if (bench.waitOfRead() == 0) {
        bench.respond(200, right(0, namesReset));
        lastSentAt = bench.now;
      }
      SaneBudget.assertSane(bench.status(), bench.now);
      assertThat(bench.now - lastSentAt).isLessThanOrEqualTo(60_000);
      bench.now += 1_000;
    }
  }

  private void send(boolean isRead) {
    assertThat(bench.budget.begin(BudgetBench.APP, isRead, bench.now)).isNull();
  }

  /** Bimplus has counted the call, and resets in time that enough is left. */
  private RateLimitHeaders right(int others, boolean namesReset) {
    remaining -= 1 + others;
    if (bench.now >= resetAt || remaining < 200) {
      remaining = LIMIT - 1;
      resetAt = bench.now + 3_600_000;
    }
    return new RateLimitHeaders(LIMIT, remaining, namesReset ? resetAt : 0);
  }

  private RateLimitHeaders wrong(Lie lie) {
    int left = lie.limit() * lie.left() / 1_000;
    long reset = lie.resetSeconds() == 0 ? 0 : bench.now + lie.resetSeconds() * 1_000L;
    return new RateLimitHeaders(lie.limit(), left, reset);
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.integers().between(0, 120_000),
            Arbitraries.integers().between(0, 20))
        .as(Call::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Lie> lies() {
    return Combinators.combine(
            Arbitraries.of(LIMIT, 60, 1, 200, 1_000_000),
            Arbitraries.oneOf(
                Arbitraries.integers().between(0, 10), Arbitraries.integers().between(0, 1_000)),
            Arbitraries.integers().between(0, 3_600))
        .as(Lie::new);
  }
}
