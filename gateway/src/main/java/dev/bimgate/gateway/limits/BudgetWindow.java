package dev.bimgate.gateway.limits;

/**
 * What Bimplus's responses say of a budget until its next reset: a pure function of them.
 *
 * @param limit the calls per window
 * @param remaining those left
 * @param begunAtMillis when its first response arrived, in epoch milliseconds
 * @param resetAtMillis the end of the window, in epoch milliseconds
 * @param isResetKnown whether Bimplus named that end; otherwise it is a guess, an hour after the
 *     first response of the window
 * @param falls responses in a row by which {@code remaining} fell: three confirm it
 * @param flats successful responses in a row by which it did not fall though it allowed no call:
 *     two refute it
 * @param learntAtMillis when the last response that counted had arrived
 */
record BudgetWindow(
    int limit,
    int remaining,
    long begunAtMillis,
    long resetAtMillis,
    boolean isResetKnown,
    int falls,
    int flats,
    long learntAtMillis) {

  private static final int CONFIRMING = 3;
  private static final int REFUTING = 2;

  /** Nothing is known: no call is limited. */
  static final BudgetWindow UNKNOWN =
      new BudgetWindow(0, 0, 0, Long.MIN_VALUE, false, 0, 0, Long.MIN_VALUE);

  boolean isKnown(long nowMillis) {
    return nowMillis < resetAtMillis;
  }

  /** Whether a call was sent after the last response that counts had arrived. */
  boolean isBefore(long sentAtMillis) {
    return sentAtMillis >= learntAtMillis;
  }

  boolean isConfirmed() {
    return falls >= CONFIRMING;
  }

  boolean isRefuted() {
    return flats >= REFUTING;
  }

  /**
   * The window after a response. Of calls that overlap, only the lower value counts, as the
   * responses may arrive in any order.
   *
   * @param sentAtMillis when its call was sent
   */
  BudgetWindow after(RateLimitHeaders said, long sentAtMillis, long nowMillis) {
    boolean rises = said.remaining() > remaining && isBefore(sentAtMillis);
    if (!isKnown(nowMillis) || rises) {
      return begun(said, nowMillis);
    }
    if (said.remaining() < remaining) {
      return updated(said, falls + 1, nowMillis);
    }
    return isBefore(sentAtMillis) ? updated(said, falls, nowMillis) : this;
  }

  /** The window after a successful response that speaks against it. */
  BudgetWindow doubted() {
    return new BudgetWindow(
        limit, remaining, begunAtMillis, resetAtMillis, isResetKnown, 0, flats + 1, learntAtMillis);
  }

  /** The window with the end that Bimplus has named. */
  BudgetWindow endingAt(long millis) {
    return new BudgetWindow(
        limit, remaining, begunAtMillis, millis, true, falls, flats, learntAtMillis);
  }

  /** Whether less than a quarter is left, and a smaller part of the budget than of the window. */
  boolean isScarce(int left, long nowMillis) {
    long leftMillis = resetAtMillis - nowMillis;
    return 4L * left < limit && left * RateLimitHeaders.WINDOW_MILLIS < limit * leftMillis;
  }

  private static BudgetWindow begun(RateLimitHeaders said, long nowMillis) {
    boolean known = said.resetAtMillis() != 0;
    long resetAt = known ? said.resetAtMillis() : nowMillis + RateLimitHeaders.WINDOW_MILLIS;
    return new BudgetWindow(
        said.limit(), said.remaining(), nowMillis, resetAt, known, 0, 0, nowMillis);
  }

  private BudgetWindow updated(RateLimitHeaders said, int fallsByNow, long nowMillis) {
    boolean known = said.resetAtMillis() != 0;
    return new BudgetWindow(
        said.limit(),
        said.remaining(),
        begunAtMillis,
        known ? said.resetAtMillis() : resetAtMillis,
        known || isResetKnown,
        fallsByNow,
        said.remaining() < remaining ? 0 : flats,
        nowMillis);
  }
}
