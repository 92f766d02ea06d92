package dev.bimgate.cache;

import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.store.Backoff;
import dev.bimgate.cache.store.StoredResponse;

/**
 * What to do for one lookup with a stored response, before upstream is contacted: a pure decision
 * (RFC 9111, section 4). What is served if that fails is decided by {@link LookupCompleter}.
 */
enum ServeDecision {
  /** Serve it. */
  SERVE,
  /** Serve it, and revalidate it behind the response. */
  SERVE_AND_REVALIDATE,
  /** Wait for a load or a revalidation. */
  WAIT;

  /**
   * Whether this decision makes a call that could be deferred to the end of stale-while-revalidate.
   */
  boolean isDeferrable(StoredResponse stored, long nowMillis) {
    if (this == SERVE) {
      return false;
    }
    Freshness.State state = stored.stateAt(nowMillis);
    return state == Freshness.State.FRESH || state == Freshness.State.STALE_REVALIDATE;
  }

  /**
   * Decides. No lookup waits for a response whose last load failed while it may be served in place
   * of a failure.
   *
   * @param revalidationDue whether a request for a fresher response would be granted by now
   * @param successes the successful fetches of all keys by now
   */
  static ServeDecision of(
      StoredResponse stored,
      LookupOptions options,
      long nowMillis,
      boolean revalidationDue,
      long successes) {
    long leftMillis = stored.freshness.leftMillis(nowMillis);
    boolean revalidationDemanded =
        revalidationDue
            && options.requiresFresher(stored.response.ageMillis(nowMillis), leftMillis);
    Freshness.State state = stored.stateAt(nowMillis);
    Backoff backoff = stored.backoffAt(nowMillis);
    if (backoff.isPausedAt(nowMillis, successes)) {
      return SERVE;
    }
    if (revalidationDemanded) {
      return backoff.isFailing() ? SERVE_AND_REVALIDATE : WAIT;
    }
    if (state == Freshness.State.FRESH || backoff.mustWaitAt(nowMillis)) {
      return SERVE;
    }
    if (state == Freshness.State.EXPIRED) {
      return WAIT;
    }
    if (!options.maxStale().isZero() && -leftMillis <= Freshness.millis(options.maxStale())) {
      return SERVE;
    }
    boolean behind = state == Freshness.State.STALE_REVALIDATE || backoff.isFailing();
    return behind ? SERVE_AND_REVALIDATE : WAIT;
  }
}
