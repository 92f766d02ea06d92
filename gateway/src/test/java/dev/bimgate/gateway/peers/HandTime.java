package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** A clock and a timer that a test moves on. */
final class HandTime implements InstantSource, SharedLists.Timer {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private record Due(long atMillis, long order, Runnable action) {}

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::atMillis).thenComparingLong(Due::order));
  private long nowMillis;
  private long timers;

  @Override
  public Instant instant() {
    return START.plusMillis(nowMillis);
  }

  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  @Override
  public void after(long millis, Runnable action) {
    due.add(new Due(nowMillis + millis, timers++, action));
  }

  /** Moves on, and runs what is due at its time. */
  void advance(Duration by) {
    long end = nowMillis + by.toMillis();
    while (!due.isEmpty() && due.peek().atMillis() <= end) {
      Due next = due.remove();
      nowMillis = next.atMillis();
      next.action().run();
    }
    nowMillis = end;
  }
}
