package dev.bimgate.cache;

import dev.bimgate.cache.http.Variance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer may be told again, for how long and to which requests.
 *
 * @param keep false: it is told to those who wait for it, and forgotten
 * @param windows how long, counted from when the answer was generated; null: the configured times,
 *     counted from its arrival
 * @param variance by which fields of a request answers to the question differ
 * @param rules what decided, for those who ask why
 */
public record Reuse(boolean keep, @Nullable Windows windows, Variance variance, List<Rule> rules) {

  /** Kept for the configured times. */
  public static final Reuse CONFIGURED = new Reuse(true, null, Variance.NONE, List.of());

  /** Told once. */
  public static final Reuse NONE = new Reuse(false, null, Variance.NONE, List.of());

  /** Told once, by that rule. */
  public static Reuse not(Rule why) {
    return new Reuse(false, null, Variance.NONE, List.of(why));
  }

  /** The windows, where the configured ones are those. */
  Windows windowsOr(Windows configured) {
    return windows == null ? configured : windows;
  }

  public Reuse {
    rules = List.copyOf(rules);
  }
}
