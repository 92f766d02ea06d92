package dev.bimgate.client;

/**
 * Bounds retries to one in ten calls, after at most ten in a row, so that they do not double the
 * load on a failing Bimplus. Shared by all event loops.
 */
final class RetryBudget {

  private static final int TENTHS_PER_RETRY = 10;
  private static final int MAX_TENTHS = 10 * TENTHS_PER_RETRY;

  private int tenths = MAX_TENTHS;

  /** A call has begun. */
  synchronized void called() {
    tenths = Math.min(MAX_TENTHS, tenths + 1);
  }

  /** Takes one retry if there is one. */
  synchronized boolean take() {
    if (tenths < TENTHS_PER_RETRY) {
      return false;
    }
    tenths -= TENTHS_PER_RETRY;
    return true;
  }
}
