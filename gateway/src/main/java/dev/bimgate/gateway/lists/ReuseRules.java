package dev.bimgate.gateway.lists;

import dev.bimgate.cache.CacheRoute;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.rules.CacheControl;
import dev.bimgate.cache.rules.FieldLines;
import dev.bimgate.cache.rules.Rule;
import dev.bimgate.cache.rules.Storing;
import dev.bimgate.cache.rules.Times;
import dev.bimgate.cache.rules.Variance;
import dev.bimgate.cache.rules.Verdict;
import dev.bimgate.gateway.config.FreshnessMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an answer of Bimplus may be told again, for how long and to which requests: by our times
 * or by its own words.
 *
 * @param mode whose word counts
 * @param times ours for each route, in the order of the routes
 * @param targetedField a field that counts before {@code Cache-Control} (RFC 9213); null for none
 */
public record ReuseRules(FreshnessMode mode, List<Times> times, @Nullable String targetedField) {

  /** Whether Bimplus's own words about reuse count, and are passed on. */
  boolean obeyUpstream() {
    return mode == FreshnessMode.UPSTREAM;
  }

  /** Judges an answer by its status and its fields. */
  Reuse judge(CacheRoute route, int status, FieldLines fields, Instant arrivedAt) {
    return obeyUpstream()
        ? byItsWords(route, status, fields, arrivedAt)
        : byOurTimes(status, fields);
  }

  /** Only a list is kept, and only {@code no-store} and {@code Vary} are listened to. */
  private static Reuse byOurTimes(int status, FieldLines fields) {
    Variance variance = Variance.of(fields.of("Vary"));
    if (CacheControl.of(fields.of("Cache-Control")).has("no-store")) {
      return not(Rule.NO_STORE);
    }
    if (variance.isAny()) {
      return not(Rule.VARY_ANY);
    }
    if (status != 200) {
      return not(Rule.STATUS_NOT_KEPT);
    }
    if (!ListFields.isJson(fields.of("Content-Type"))) {
      return not(Rule.NOT_JSON);
    }
    return new Reuse(true, null, variance, List.of(Rule.OUR_TIME));
  }

  private Reuse byItsWords(CacheRoute route, int status, FieldLines fields, Instant arrivedAt) {
    Times ours = times.get(route.ordinal());
    Verdict verdict = Storing.judge(status, fields, ours, targetedField, arrivedAt);
    Variance variance = Variance.of(fields.of("Vary"));
    if (verdict.rules().contains(Rule.CONFIGURED_ZERO)) {
      return new Reuse(true, null, variance, verdict.rules());
    }
    Windows windows =
        new Windows(verdict.lifetime(), verdict.staleWhileRevalidate(), verdict.staleIfError());
    return new Reuse(verdict.keep(), windows, variance, verdict.rules());
  }

  /** Told once, by that rule. */
  static Reuse not(Rule why) {
    return new Reuse(false, null, Variance.NONE, List.of(why));
  }
}
