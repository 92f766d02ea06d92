package dev.bimgate.cache;

/** What to do for one asker about a list that is held: a pure decision. */
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
   * @param wishDue whether a client's wish to revalidate would be granted by now
   */
  static Step of(Freshness.State state, Ask ask, boolean wishDue) {
    if (ask.revalidate() && wishDue) {
      return WAIT;
    }
    if (state == Freshness.State.FRESH) {
      return SERVE;
    }
    if (state == Freshness.State.STALE_REVALIDATE && ask.mayBeStale()) {
      return SERVE_AND_REVALIDATE;
    }
    return WAIT;
  }
}
