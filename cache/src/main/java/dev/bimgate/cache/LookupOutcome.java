package dev.bimgate.cache;

/**
 * How a list was obtained: the closed set that meters, {@code Cache-Status} and logs derive from.
 */
public enum LookupOutcome {
  /** A fresh list from memory; nobody was asked. */
  HIT,
  /** A stale list from memory, within stale-while-revalidate or the client's {@code max-stale}. */
  STALE,
  /** A list from memory because its last load failed: by this lookup, or by an earlier one. */
  STALE_IF_ERROR,
  /** A kept list was checked with upstream first, and either confirmed or replaced. */
  REVALIDATED,
  /** Nothing usable was kept; this lookup started the load. */
  MISS,
  /** The load or revalidation that another lookup had started gave the answer. */
  COALESCED,
  /** The cache had no part in it: the asker makes a call of its own. */
  BYPASS
}
