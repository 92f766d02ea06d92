package dev.bimgate.gateway.limits;

import dev.bimgate.gateway.config.Rate;

/** A token bucket: allows a rate on average, and as many calls at once as it has in a period. */
final class TokenBucket {

  private final int calls;
  private final long periodMillis;

  // Guarded by this. What is left, in calls times milliseconds: a call takes one period, and each
  // millisecond brings back as many as there are calls in a period.
  private long left;
  private long atMillis;

  TokenBucket(Rate rate) {
    this.calls = rate.calls();
    this.periodMillis = rate.period().toMillis();
    this.left = calls * periodMillis;
  }

  /**
   * Takes one call if there is one.
   *
   * @return 0 if it was taken, else the milliseconds until there is one
   */
  synchronized long tryTake(long nowMillis) {
    // A clock that was set back brings back nothing.
    long elapsed = Math.max(0, Math.min(nowMillis - atMillis, periodMillis));
    atMillis = nowMillis;
    left = Math.min(left + elapsed * calls, calls * periodMillis);
    if (left >= periodMillis) {
      left -= periodMillis;
      return 0;
    }
    return (periodMillis - left + calls - 1) / calls;
  }
}
