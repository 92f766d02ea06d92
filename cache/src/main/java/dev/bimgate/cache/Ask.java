package dev.bimgate.cache;

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
 * @param reach what to do when the cache alone cannot respond
 * @param mayRevalidateLater the caller's token lives long enough for a revalidation after the
 *     response; without it a list that needs one is revalidated before the response
 */
public record Ask(
    boolean revalidate,
    @Nullable Duration maxAge,
    Duration minFresh,
    Duration maxStale,
    Reach reach,
    boolean mayRevalidateLater) {

  /** How far a lookup may go. */
  public enum Reach {
    /** Upstream is contacted when necessary. */
    UPSTREAM,
    /** Only the cache; else {@link Lookup.Unavailable} ({@code only-if-cached}). */
    MEMORY,
    /** Only the cache; else {@link Lookup.Alone}, a call past the cache. */
    MEMORY_OR_ALONE
  }

  /** No directives, everything allowed. */
  public static final Ask PLAIN =
      new Ask(false, null, Duration.ZERO, Duration.ZERO, Reach.UPSTREAM, true);

  /** The same options, of a client that wants the list validated first. */
  public Ask withRevalidation() {
    return new Ask(true, maxAge, minFresh, maxStale, reach, mayRevalidateLater);
  }

  /** The same options within a bound. */
  public Ask within(Reach bound) {
    return new Ask(revalidate, maxAge, minFresh, maxStale, bound, mayRevalidateLater);
  }

  /** Whether the client accepts fewer lists than those that are fresh. */
  boolean isDemanding() {
    return revalidate || maxAge != null || !minFresh.isZero();
  }

  /** Whether the directives ask for a fresher list than one of this age and remaining lifetime. */
  boolean wishesFresher(long ageMillis, long leftMillis) {
    return revalidate
        || (maxAge != null && ageMillis > Freshness.millis(maxAge))
        || (!minFresh.isZero() && leftMillis < Freshness.millis(minFresh));
  }
}
