package dev.bimgate.cache.model;

import dev.bimgate.cache.http.Vary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response may be reused, for how long and for which requests.
 *
 * @param keep false: it is served to the lookups that wait for it, and not stored
 * @param lifetimes how long, counted from when the response was generated; null: the configured
 *     times, counted from its arrival
 * @param vary the request headers by which responses differ
 * @param rules what decided, for {@code explain}
 */
public record Cacheability(
    boolean keep, @Nullable Lifetimes lifetimes, Vary vary, List<Rule> rules) {

  /** Stored for the configured times. */
  public static final Cacheability CONFIGURED = new Cacheability(true, null, Vary.NONE, List.of());

  /** Served once. */
  public static final Cacheability NONE = new Cacheability(false, null, Vary.NONE, List.of());

  /** Served once, by that rule. */
  public static Cacheability not(Rule why) {
    return new Cacheability(false, null, Vary.NONE, List.of(why));
  }

  /** Its own windows, or else the configured ones. */
  public Lifetimes windowsOr(Lifetimes configured) {
    return lifetimes == null ? configured : lifetimes;
  }

  public Cacheability {
    rules = List.copyOf(rules);
  }
}
