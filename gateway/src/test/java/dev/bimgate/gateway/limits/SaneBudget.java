package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every budget, whatever responses say. */
final class SaneBudget {

  private SaneBudget() {}

  static void assertSane(RateLimitHeaders read, long nowMillis) {
    assertThat(read.limit()).isBetween(1, 1_000_000);
    assertThat(read.remaining()).isBetween(0, read.limit());
    if (read.resetAtMillis() != 0) {
      assertThat(read.resetAtMillis()).isBetween(nowMillis, nowMillis + 3_600_000);
    }
  }

  static void assertSane(BudgetStatus status, long nowMillis) {
    assertThat(status.limit()).isBetween(0, 1_000_000);
    assertThat(status.remaining()).isBetween(0, status.limit());
    assertThat(status.availableToReads()).isBetween(0, status.limit());
    assertThat(status.availableMillis()).isBetween(0L, 3_610_000L);
    assertThat(status.inFlight()).isNotNegative();
    if (status.isKnown()) {
      assertThat(status.resetAtMillis()).isBetween(nowMillis, nowMillis + 3_600_000);
    }
    if (status.pausedUntilMillis() != 0) {
      assertThat(status.pausedUntilMillis()).isBetween(nowMillis, nowMillis + 3_600_000);
    }
  }
}
