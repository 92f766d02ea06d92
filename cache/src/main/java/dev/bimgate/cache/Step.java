package dev.bimgate.cache;

/** What to do for one asker about a list that is held: a pure decision (RFC 9111, section 4). */
enum Step {
  /** Tell it. */
  SERVE,
  /** Tell it, and see to it that it is revalidated. */
  SERVE_AND_REVALIDATE,
  /** Wait for a load or a revalidation. */
  WAIT;

  /**
   * Decides.
   *
   * @param wishDue whether a client's wish for a fresher list would be granted by now
   */
  static Step of(Held held, Ask ask, long nowMillis, boolean wishDue) {
    Freshness freshness = held.freshness;
    long leftMillis = freshness.leftMillis(nowMillis);
    boolean wished = ask.wishesFresher(held.answer.ageMillis(nowMillis), leftMillis);
    Freshness.State state = held.stateAt(nowMillis);
    if (wished && wishDue) {
      return WAIT;
    }
    if (state == Freshness.State.FRESH) {
      return SERVE;
    }
    if (state == Freshness.State.EXPIRED) {
      return WAIT;
    }
    if (held.isPausedAt(nowMillis)) {
      return SERVE;
    }
    if (!ask.maxStale().isZero() && -leftMillis <= Freshness.millis(ask.maxStale())) {
      return SERVE;
    }
    return state == Freshness.State.STALE_REVALIDATE ? SERVE_AND_REVALIDATE : WAIT;
  }
}
