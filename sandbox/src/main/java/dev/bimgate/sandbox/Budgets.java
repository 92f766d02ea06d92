package dev.bimgate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The calls of each user in the current hour. */
final class Budgets {

  private static final Duration WINDOW = Duration.ofHours(1);

  private final int limit;
  private final InstantSource clock;
  private final Map<String, Budget> byUser = new HashMap<>();

  Budgets(int limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** The charge of a call: whether it is allowed, what remains after it, and until when. */
  record Charge(boolean allowed, int limit, int remaining, long secondsToReset) {}

  private record Budget(int left, Instant resetAt) {}

  synchronized Charge charge(String user) {
    Instant now = clock.instant();
    Budget budget = current(user, now);
    boolean allowed = budget.left > 0;
    int left = Math.max(0, budget.left - 1);
    byUser.put(user, new Budget(left, budget.resetAt));
    long seconds = Math.max(1, Duration.between(now, budget.resetAt).toSeconds());
    return new Charge(allowed, limit, left, seconds);
  }

  int limit() {
    return limit;
  }

  synchronized int left(String user) {
    return current(user, clock.instant()).left;
  }

  synchronized void setLeft(String user, int left) {
    byUser.put(user, new Budget(left, current(user, clock.instant()).resetAt));
  }

  private Budget current(String user, Instant now) {
    Budget budget = byUser.get(user);
    return budget == null || !budget.resetAt.isAfter(now)
        ? new Budget(limit, now.plus(WINDOW))
        : budget;
  }
}
