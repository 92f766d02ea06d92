package dev.bimgate.gateway.limits;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A budget with a manual clock, and the responses of Bimplus. */
final class BudgetBench {

  static final LimitOptions OPTIONS = new LimitOptions(0.01, Optional.empty(), 1);
  static final String APP = "portal";

  final UserBudget budget;
  long now = 1_795_867_200_000L;

  BudgetBench() {
    this(OPTIONS);
  }

  BudgetBench(LimitOptions options) {
    this.budget = new UserBudget(options);
  }

  void pass(Duration time) {
    now += time.toMillis();
  }

  /** A read that is sent and gets a success a millisecond later. */
  void read(int limit, int remaining) {
    assertSent(true);
    respond(200, limit, remaining);
  }

  void write(int limit, int remaining) {
    assertSent(false);
    respond(200, limit, remaining);
  }

  void respond(int status, int limit, int remaining) {
    respond(status, new RateLimitHeaders(limit, remaining, 0));
  }

  /** The response to a call that was sent just before. */
  void respond(int status, @Nullable RateLimitHeaders said) {
    long sentAt = now;
    now++;
    budget.end();
    budget.learn(status, said, sentAt, now);
  }

  /** Writes until three falling responses have confirmed that so many calls are left. */
  void confirm(int limit, int remaining) {
    for (int left = remaining + 3; left >= remaining; left--) {
      write(limit, left);
    }
  }

  /** How long a read has to wait; 0 if it is sent, and then it has no response yet. */
  long waitOfRead() {
    UserBudget.Rejection rejection = budget.begin(APP, true, now);
    return rejection == null ? 0 : rejection.waitMillis();
  }

  BudgetState state() {
    return budget.state(now);
  }

  BudgetStatus status() {
    return budget.status(now);
  }

  private void assertSent(boolean isRead) {
    UserBudget.Rejection rejection = budget.begin(APP, isRead, now);
    if (rejection != null) {
      throw new AssertionError("not sent: " + rejection);
    }
  }
}
