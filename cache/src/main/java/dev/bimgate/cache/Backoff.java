package dev.bimgate.cache;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long upstream is not asked about a list whose last loads have failed: a pure function of
 * those failures and the moment.
 *
 * @param failures loads that failed in a row since the list arrived; 0: none
 * @param pausedUntilMillis the end of the pause that follows the last failure
 * @param successes the loads of all lists that had succeeded when that pause began: it ends with
 *     the next one
 * @param retryAtMillis when upstream wants to be asked again ({@code Retry-After}); no success of
 *     another list ends that
 */
record Backoff(int failures, long pausedUntilMillis, long successes, long retryAtMillis) {

  static final long FIRST_MILLIS = 5_000;
  static final long LONGEST_MILLIS = 60_000;

  /** So many doublings of the first pause are beyond the longest. */
  private static final int DOUBLINGS = 4;

  /** No load has failed. */
  static final Backoff NONE = new Backoff(0, Long.MIN_VALUE, 0, Long.MIN_VALUE);

  /** After a load that failed: each failure in a row doubles the pause. */
  Backoff afterFailure(long nowMillis, long successesByNow) {
    long pauseMillis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
    return new Backoff(failures + 1, nowMillis + pauseMillis, successesByNow, retryAtMillis);
  }

  /** After a load that upstream refused until a moment: that takes the place of any other pause. */
  Backoff afterRefusal(long untilMillis) {
    return new Backoff(failures + 1, Long.MIN_VALUE, 0, untilMillis);
  }

  /** With all pauses ended: the next load runs, and it is still one after a failure. */
  Backoff withoutPause() {
    return new Backoff(failures, Long.MIN_VALUE, 0, Long.MIN_VALUE);
  }

  boolean isFailing() {
    return failures > 0;
  }

  /** Whether a failure pauses calls, which a client's wish does not change. */
  boolean isPausedAt(long nowMillis, long successesByNow) {
    return nowMillis < pausedUntilMillis && successes == successesByNow;
  }

  /** Whether upstream wants to be let alone. */
  boolean isRefusedAt(long nowMillis) {
    return nowMillis < retryAtMillis;
  }

  /** The end of the pause that holds at a moment; null if none does. */
  @Nullable Instant pausedUntil(long nowMillis, long successesByNow) {
    boolean paused = isPausedAt(nowMillis, successesByNow);
    if (!isRefusedAt(nowMillis)) {
      return paused ? Instant.ofEpochMilli(pausedUntilMillis) : null;
    }
    long end = paused ? Math.max(pausedUntilMillis, retryAtMillis) : retryAtMillis;
    return Instant.ofEpochMilli(end);
  }
}
