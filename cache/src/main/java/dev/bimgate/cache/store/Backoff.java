package dev.bimgate.cache.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * For how long upstream is not contacted for a list whose last loads have failed: a pure function
 * of those failures and the time.
 *
 * @param failures loads that failed in a row since the list arrived; 0: none
 * @param pausedUntilMillis the end of the back-off that follows the last failure
 * @param successes the successful loads of all lists when that back-off began: it ends with the
 *     next one
 * @param retryAtMillis when upstream allows the next request ({@code Retry-After}); no success of
 *     another list ends that
 */
public record Backoff(int failures, long pausedUntilMillis, long successes, long retryAtMillis) {

  public static final long FIRST_MILLIS = 5_000;
  static final long LONGEST_MILLIS = 60_000;
  static final long SHORTEST_MILLIS = 1_000;

  /** Doublings of the first back-off after which it exceeds the longest. */
  private static final int DOUBLINGS = 4;

  /** No load has failed. */
  static final Backoff NONE = new Backoff(0, Long.MIN_VALUE, 0, Long.MIN_VALUE);

  /** After a failed load: each failure in a row doubles the back-off. */
  Backoff afterFailure(long nowMillis, long successesByNow) {
    long pauseMillis = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(failures, DOUBLINGS));
    return new Backoff(failures + 1, nowMillis + pauseMillis, successesByNow, retryAtMillis);
  }

  /**
   * After a load that was not sent, which cost upstream nothing and does not double the back-off.
   */
  Backoff afterNothingSent(long nowMillis, long successesByNow) {
    return new Backoff(
        Math.max(1, failures), nowMillis + SHORTEST_MILLIS, successesByNow, retryAtMillis);
  }

  /** After a response that names a time to retry: it replaces any other back-off. */
  Backoff withRetryAfter(long untilMillis) {
    return new Backoff(failures + 1, Long.MIN_VALUE, 0, untilMillis);
  }

  /** With every back-off ended: the next load runs, and still counts as one after a failure. */
  Backoff withoutPause() {
    return new Backoff(failures, Long.MIN_VALUE, 0, Long.MIN_VALUE);
  }

  public boolean isFailing() {
    return failures > 0;
  }

  /** Whether a failure stops requests to upstream, which no request directive overrides. */
  public boolean isPausedAt(long nowMillis, long successesByNow) {
    return nowMillis < pausedUntilMillis && successes == successesByNow;
  }

  /** Whether upstream's {@code Retry-After} is still running. */
  public boolean mustWaitAt(long nowMillis) {
    return nowMillis < retryAtMillis;
  }

  /** The end of the back-off that holds at a time; null if none does. */
  @Nullable
  public Instant pausedUntil(long nowMillis, long successesByNow) {
    boolean paused = isPausedAt(nowMillis, successesByNow);
    if (!mustWaitAt(nowMillis)) {
      return paused ? Instant.ofEpochMilli(pausedUntilMillis) : null;
    }
    long end = paused ? Math.max(pausedUntilMillis, retryAtMillis) : retryAtMillis;
    return Instant.ofEpochMilli(end);
  }
}
