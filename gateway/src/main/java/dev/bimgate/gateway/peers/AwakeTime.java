package dev.bimgate.gateway.peers;

import java.util.concurrent.TimeUnit;

/**
 * Since when this process has not been suspended. {@link System#nanoTime} stands still while a
 * virtual machine is, so what it calls a second ago may have been hours ago; the wall clock shows
 * that. A wall clock that was set counts as a suspension, which costs a load of each list.
 *
 * <p>Thread-safe.
 */
final class AwakeTime {

  /** By which the clocks may differ between two observations. */
  private static final long TOLERANCE_MILLIS = 100;

  private Now last;
  private long sinceNanos;

  /** Awake from now on. */
  AwakeTime(Now now) {
    this.last = now;
    this.sinceNanos = now.nanos();
  }

  synchronized void observe(Now now) {
    long wallMillis = now.wallMillis() - last.wallMillis();
    long millis = TimeUnit.NANOSECONDS.toMillis(now.nanos() - last.nanos());
    if (Math.abs(wallMillis - millis) > TOLERANCE_MILLIS) {
      sinceNanos = now.nanos();
    }
    last = now;
  }

  /** The beginning of a time that ends now, as far as this process was awake. */
  synchronized long since(Now now, long nanos) {
    observe(now);
    long begin = now.nanos() - nanos;
    return begin - sinceNanos >= 0 ? begin : sinceNanos;
  }
}
