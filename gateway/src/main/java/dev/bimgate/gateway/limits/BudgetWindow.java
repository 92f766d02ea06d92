package dev.bimgate.gateway.limits;

/**
 * What Bimplus's responses say of a budget until its next reset: a pure function of them.
 *
 * @param limit the calls per window
 * @param reserve those of them that only writes may use
 * @param remaining those left
 * @param begunAtMillis when its first response arrived, in epoch milliseconds
 * @param resetAtMillis the end of the window, in epoch milliseconds
 * @param isResetKnown whether Bimplus named that end; otherwise it is a guess, an hour after the
 *     first response of the window
 * @param falls responses by which {@code remaining} fell: three confirm the limit
 * @param lows responses in a row with at most the reserve left, each less than the one before:
 *     three confirm that reads have to stop
 * @param flats responses in a row to calls that were let through although none was left for reads,
 *     and by which {@code remaining} did not fall: two refute it
 * @param learntAtMillis when the last response that counted had arrived
 */
record BudgetWindow(
    int limit,
    int reserve,
    int remaining,
    long begunAtMillis,
    long resetAtMillis,
    boolean isResetKnown,
    int falls,
    int lows,
    int flats,
    long learntAtMillis) {

  private static final int CONFIRMING = 3;
  private static final int REFUTING = 2;

  /** By which a named reset may be later than an hour after the first response. */
  private static final long TOLERANCE_MILLIS = 10_000;

  /** Nothing is known: no call is limited. */
  static final BudgetWindow UNKNOWN =
      new BudgetWindow(0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, false, 0, 0, 0, Long.MIN_VALUE);

  boolean isKnown(long nowMillis) {
    return nowMillis < resetAtMillis;
  }

  /** Whether a call was sent after the last response that counts had arrived. */
  boolean isBefore(long sentAtMillis) {
    return sentAtMillis >= learntAtMillis;
  }

  /** Whether no call is left for reads. */
  boolean isLow() {
    return remaining <= reserve;
  }

  /** Whether the limit is certain. What is left may be wrong even then, by one response. */
  boolean isConfirmed() {
    return falls >= CONFIRMING;
  }

  /** Whether it is certain that no call is left for reads. */
  boolean isLowConfirmed() {
    // The reads that test a value would use up a reserve of two for a third response.
    return lows >= Math.max(2, Math.min(CONFIRMING, reserve));
  }

  boolean isRefuted() {
    return flats >= REFUTING;
  }

  /**
   * The window after a response. Of calls that overlap, only the lower value counts, as the
   * responses may arrive in any order. A call that was sent before the window began may belong to
   * the one before, and tells nothing.
   *
   * @param saidReserve those of its limit that only writes may use
   * @param sentAtMillis when its call was sent
   */
  BudgetWindow after(RateLimitHeaders said, int saidReserve, long sentAtMillis, long nowMillis) {
    if (!isKnown(nowMillis)) {
      return begun(said, saidReserve, nowMillis);
    }
    boolean later = isBefore(sentAtMillis);
    boolean sameLimit = said.limit() == limit;
    if (later && (!sameLimit || said.remaining() > remaining)) {
      return begun(said, saidReserve, nowMillis);
    }
    boolean falls = sameLimit && said.remaining() < remaining && sentAtMillis >= begunAtMillis;
    return later || falls ? updated(said, nowMillis) : this;
  }

  /** This window, after a response that speaks against it and the window before. */
  BudgetWindow doubted(BudgetWindow before) {
    return new BudgetWindow(
        limit,
        reserve,
        remaining,
        begunAtMillis,
        resetAtMillis,
        isResetKnown,
        0,
        0,
        before.flats + 1,
        learntAtMillis);
  }

  /** The window with the end that Bimplus has named, if that can be. */
  BudgetWindow endingAt(long millis) {
    boolean credible = millis - begunAtMillis <= RateLimitHeaders.WINDOW_MILLIS + TOLERANCE_MILLIS;
    return new BudgetWindow(
        limit,
        reserve,
        remaining,
        begunAtMillis,
        credible ? millis : resetAtMillis,
        credible,
        falls,
        lows,
        flats,
        learntAtMillis);
  }

  /** Whether less than a quarter is left, and a smaller part of the budget than of the window. */
  boolean isScarce(int left, long nowMillis) {
    long leftMillis = resetAtMillis - nowMillis;
    return 4L * left < limit && left * RateLimitHeaders.WINDOW_MILLIS < limit * leftMillis;
  }

  private static BudgetWindow begun(RateLimitHeaders said, int reserve, long nowMillis) {
    BudgetWindow window =
        new BudgetWindow(
            said.limit(),
            reserve,
            said.remaining(),
            nowMillis,
            nowMillis + RateLimitHeaders.WINDOW_MILLIS,
            false,
            0,
            said.remaining() <= reserve ? 1 : 0,
            0,
            nowMillis);
    return said.resetAtMillis() == 0 ? window : window.endingAt(said.resetAtMillis());
  }

  private BudgetWindow updated(RateLimitHeaders said, long nowMillis) {
    int fall = said.remaining() < remaining ? 1 : 0;
    BudgetWindow window =
        new BudgetWindow(
            limit,
            reserve,
            said.remaining(),
            begunAtMillis,
            resetAtMillis,
            isResetKnown,
            falls + fall,
            said.remaining() <= reserve ? lows + fall : 0,
            fall == 1 ? 0 : flats,
            nowMillis);
    return said.resetAtMillis() == 0 ? window : window.endingAt(said.resetAtMillis());
  }
}
