package dev.bimgate.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations as Vert.x timers take them: whole milliseconds, at least one, rounded up. */
final class Timers {

  private Timers() {}

  static long millis(Duration duration) {
    return millis(duration.toNanos());
  }

  static long millis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }
}
