package dev.bimgate.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one asker wants and allows: the directives of a request (RFC 9111, section 5.2.1), and what
 * its token is still good for.
 *
 * @param revalidate the client wants the list checked with upstream first ({@code no-cache})
 * @param maxAge the oldest list the client wants ({@code max-age}); null: of any age
 * @param minFresh for how long the client wants the list to stay fresh ({@code min-fresh})
 * @param maxStale how long after its freshness the client takes a list as it is ({@code
 *     max-stale}); zero: not at all
 * @param reach what to do when memory alone cannot answer
 * @param mayRevalidateLater the asker's token has enough life left for a revalidation after the
 *     answer; without it a list in need of one is revalidated before the answer
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
    /** Upstream is asked when need be. */
    UPSTREAM,
    /** Only memory; else {@link Lookup.Unavailable} ({@code only-if-cached}). */
    MEMORY,
    /** Only memory; else {@link Lookup.Alone}: the asker has a question of its own. */
    MEMORY_OR_ALONE
  }

  /** No wishes, everything allowed. */
  public static final Ask PLAIN =
      new Ask(false, null, Duration.ZERO, Duration.ZERO, Reach.UPSTREAM, true);

  /** The same ask, of a client that wants the list checked first. */
  public Ask withRevalidation() {
    return new Ask(true, maxAge, minFresh, maxStale, reach, mayRevalidateLater);
  }

  /** The same ask, going that far only. */
  public Ask within(Reach bound) {
    return new Ask(revalidate, maxAge, minFresh, maxStale, bound, mayRevalidateLater);
  }

  /** Whether the client wants fewer lists than those that are fresh. */
  boolean isDemanding() {
    return revalidate || maxAge != null || !minFresh.isZero();
  }

  /** Whether it wants this one checked first, at an age and with so much freshness left. */
  boolean wishesFresher(long ageMillis, long leftMillis) {
    return revalidate
        || (maxAge != null && ageMillis > Freshness.millis(maxAge))
        || (!minFresh.isZero() && leftMillis < Freshness.millis(minFresh));
  }
}
