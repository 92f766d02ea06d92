package dev.bimgate.cache;

import dev.bimgate.cache.http.Variance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response may be reused, for how long and for which requests.
 *
 * @param keep false: it is served to the lookups that wait for it, and not stored
 * @param windows how long, counted from when the response was generated; null: the configured
 *     times, counted from its arrival
 * @param variance the request headers by which responses differ
 * @param rules what decided, for {@code explain}
 */
public record Reuse(boolean keep, @Nullable Windows windows, Variance variance, List<Rule> rules) {

  /** Stored for the configured times. */
  public static final Reuse CONFIGURED = new Reuse(true, null, Variance.NONE, List.of());

  /** Served once. */
  public static final Reuse NONE = new Reuse(false, null, Variance.NONE, List.of());

  /** Served once, by that rule. */
  public static Reuse not(Rule why) {
    return new Reuse(false, null, Variance.NONE, List.of(why));
  }

  /** Its own windows, or else the configured ones. */
  Windows windowsOr(Windows configured) {
    return windows == null ? configured : windows;
  }

  public Reuse {
    rules = List.copyOf(rules);
  }
}
