package dev.bimgate.cache.model;

/** What a purge does to the lists that it names. */
public enum PurgeMode {
  /** They are removed. */
  HARD,
  /**
   * Their freshness ends now: they are revalidated before they count as fresh again, and until then
   * may be served within their stale windows, which begin now.
   */
  SOFT
}
