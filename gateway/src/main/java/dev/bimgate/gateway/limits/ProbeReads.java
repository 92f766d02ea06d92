package dev.bimgate.gateway.limits;

/**
 * The reads that are sent although the budget allows none, because what is known of it may be
 * wrong. Not thread-safe.
 */
final class ProbeReads {

  /** The wait before the first; doubled with each further one. */
  private static final long FIRST_WAIT_MILLIS = 10_000;

  /** The longest wait while it is not confirmed that no call is left for reads. */
  private static final long MAX_WAIT_MILLIS = 60_000;

  /** The wait while only the time of the reset is a guess. */
  private static final long RESET_WAIT_MILLIS = 300_000;

  private static final long NEVER = Long.MIN_VALUE;

  private int count;

  /** When the last one was sent, before that when the first read was rejected. */
  private long sinceMillis = NEVER;

  int count() {
    return count;
  }

  /** How long the next one has to wait; not at all if 0 or less. */
  long waitMillis(boolean isLowConfirmed, long nowMillis) {
    long wait = isLowConfirmed ? RESET_WAIT_MILLIS : waitAfter(count);
    return sinceMillis == NEVER ? wait : sinceMillis + wait - nowMillis;
  }

  /** A read is not sent. */
  void rejected(long nowMillis) {
    if (sinceMillis == NEVER) {
      sinceMillis = nowMillis;
    }
  }

  /** A read is sent as a probe. */
  void sent(long nowMillis) {
    count++;
    sinceMillis = nowMillis;
  }

  /** The budget allows reads again. */
  void end() {
    count = 0;
    sinceMillis = NEVER;
  }

  /** The wait on a guess that others have preceded. */
  static long waitAfter(int others) {
    return Math.min(MAX_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(others, 10));
  }
}
