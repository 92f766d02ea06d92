package dev.bimgate.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lengths of time as Vert.x takes them: whole milliseconds, at least one, never cut short. */
final class Timers {

  private Timers() {}

  static long millis(Duration duration) {
    return millis(duration.toNanos());
  }

  static long millis(long nanos) {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999));
  }
}
