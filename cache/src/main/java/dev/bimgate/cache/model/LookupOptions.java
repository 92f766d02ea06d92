package dev.bimgate.cache.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one lookup: the directives of a request (RFC 9111, section 5.2.1), and what its
 * token is still good for.
 *
 * @param revalidate the client wants the list validated with upstream first ({@code no-cache})
 * @param maxAge the oldest list that the client accepts ({@code max-age}); null: of any age
 * @param minFresh for how long the client wants the list to stay fresh ({@code min-fresh})
 * @param maxStale how stale a list the client accepts ({@code max-stale}); zero: not at all
 * @param onMiss what to do when the cache alone cannot respond
 * @param mayRevalidateLater the caller's token lives long enough for a revalidation after the
 *     response; without it a list that needs one is revalidated before the response
 * @param loadedSinceNanos only a list, or a load to join, counts whose load began at this time or
 *     later, on the clock of nanoseconds of the cache; also instead of a failure, and while calls
 *     are scarce. Null: whenever it began
 */
public record LookupOptions(
    boolean revalidate,
    @Nullable Duration maxAge,
    Duration minFresh,
    Duration maxStale,
    OnMiss onMiss,
    boolean mayRevalidateLater,
    @Nullable Long loadedSinceNanos) {

  /** How far a lookup may go. */
  public enum OnMiss {
    /** Upstream is contacted when necessary. */
    FETCH,
    /** Only the cache; else {@link LookupResult.Unavailable} ({@code only-if-cached}). */
    FAIL,
    /** Only the cache; else {@link LookupResult.Pass}, a call past the cache. */
    PASS
  }

  /** Options for lists whenever their load began. */
  public LookupOptions(
      boolean revalidate,
      @Nullable Duration maxAge,
      Duration minFresh,
      Duration maxStale,
      OnMiss onMiss,
      boolean mayRevalidateLater) {
    this(revalidate, maxAge, minFresh, maxStale, onMiss, mayRevalidateLater, null);
  }

  /** No directives, everything allowed. */
  public static final LookupOptions DEFAULTS =
      new LookupOptions(false, null, Duration.ZERO, Duration.ZERO, OnMiss.FETCH, true);

  /** The same options, of a client that wants the list validated first. */
  public LookupOptions withRevalidation() {
    return new LookupOptions(
        true, maxAge, minFresh, maxStale, onMiss, mayRevalidateLater, loadedSinceNanos);
  }

  /** The same options within a bound. */
  public LookupOptions within(OnMiss bound) {
    return new LookupOptions(
        revalidate, maxAge, minFresh, maxStale, bound, mayRevalidateLater, loadedSinceNanos);
  }

  /** The same options for lists whose load began at a time or later. */
  public LookupOptions loadedSince(long nanos) {
    return new LookupOptions(
        revalidate, maxAge, minFresh, maxStale, onMiss, mayRevalidateLater, nanos);
  }

  /** Whether a list counts whose load began at that time. */
  public boolean allowsLoadBegunAt(long nanos) {
    return loadedSinceNanos == null || nanos - loadedSinceNanos >= 0;
  }

  /** Whether the client accepts fewer lists than those that are fresh. */
  public boolean isDemanding() {
    return revalidate || maxAge != null || !minFresh.isZero();
  }

  /** Whether the directives ask for a fresher list than one of this age and remaining lifetime. */
  public boolean requiresFresher(long ageMillis, long leftMillis) {
    return revalidate
        || (maxAge != null && ageMillis > Freshness.millis(maxAge))
        || (!minFresh.isZero() && leftMillis < Freshness.millis(minFresh));
  }
}
