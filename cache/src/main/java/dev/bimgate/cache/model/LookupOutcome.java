package dev.bimgate.cache.model;

/**
 * How a list was obtained: the closed set that meters, {@code Cache-Status} and logs derive from.
 */
public enum LookupOutcome {
  /** A fresh list from memory, without an upstream call. */
  HIT,
  /** A stale list, within stale-while-revalidate or the client's {@code max-stale}. */
  STALE,
  /** A list from the cache because its last load failed, in this lookup or before. */
  STALE_IF_ERROR,
  /** A stored list that was first validated with upstream, and either freshened or replaced. */
  REVALIDATED,
  /** Nothing usable was stored; this lookup started the load. */
  MISS,
  /** The load or revalidation that another lookup had started returned the response. */
  COALESCED,
  /** A fresh list that another gateway has loaded, without an upstream call. */
  SHARED,
  /** The cache was bypassed: the caller makes a call of its own. */
  BYPASS
}
