package dev.bimgate.cache.rfc9111;

import dev.bimgate.cache.http.CacheControl;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.HttpDates;
import dev.bimgate.cache.http.Members;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response is stored, and for how long (RFC 9111, sections 3, 4.2 and 5.2.2).
 *
 * <p>Each caller has a cache of its own, so {@code private} forbids nothing here and {@code public}
 * allows nothing more; freshness directives for shared caches are obeyed too ({@code s-maxage},
 * {@code proxy-revalidate}). There are no heuristics: where upstream is silent, the configured
 * times replace them (section 4.2.2).
 */
public final class StorageRules {

  /**
   * The final statuses of RFC 9110, section 15, all of whose demands on caches are met, without
   * those that are never stored.
   */
  private static final Set<Integer> UNDERSTOOD =
      Set.of(
          200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 307, 308, 400, 402, 404, 405, 406, 408,
          409, 410, 411, 412, 413, 414, 415, 417, 421, 422, 426, 500, 501, 502, 503, 504, 505);

  private record Lifetime(Rule rule, Duration duration) {}

  private final int status;
  private final Headers response;
  private final Lifetimes whereSilent;
  private final Instant arrivedAt;
  private final @Nullable CacheControl targeted;
  private final CacheControl directives;
  private final List<Rule> rules = new ArrayList<>();

  private StorageRules(
      int status,
      Headers response,
      Lifetimes whereSilent,
      @Nullable CacheControl targeted,
      Instant arrivedAt) {
    this.status = status;
    this.response = response;
    this.whereSilent = whereSilent;
    this.arrivedAt = arrivedAt;
    this.targeted = targeted;
    this.directives = targeted == null ? CacheControl.of(response.of("Cache-Control")) : targeted;
  }

  /**
   * Evaluates one response. Where upstream is silent and the configured times are zero, it has no
   * windows of its own.
   *
   * @param whereSilent the configured times
   * @param targetedField the name of a header that decides alone where it is present and
   *     well-formed (RFC 9213); null: none is obeyed
   * @param arrivedAt when the response had arrived; replaces a {@code Date} that it lacks
   */
  public static Cacheability evaluate(
      int status,
      Headers response,
      Lifetimes whereSilent,
      @Nullable String targetedField,
      Instant arrivedAt) {
    CacheControl targeted =
        targetedField == null ? null : TargetedCacheControl.read(response.of(targetedField));
    return new StorageRules(status, response, whereSilent, targeted, arrivedAt).evaluate();
  }

  private Cacheability evaluate() {
    Rule byStatus = neverStored(status);
    if (byStatus != null) {
      return notStored(byStatus);
    }
    if (targeted != null) {
      rules.add(Rule.TARGETED);
    }
    Rule forbidding = forbidding();
    if (forbidding != null) {
      return notStored(forbidding);
    }
    Lifetime said = said();
    if (said == null && status != 200) {
      return notStored(Rule.STATUS_WITHOUT_FRESHNESS);
    }
    if (directives.has("no-cache")) {
      return stored(new Lifetime(Rule.NO_CACHE, Duration.ZERO), true, false);
    }
    return said == null ? storedWhereSilent() : stored(said, true, mayBeStale());
  }

  private Cacheability storedWhereSilent() {
    if (whereSilent.freshFor().isZero()) {
      rules.add(Rule.CONFIGURED_ZERO);
      return new Cacheability(true, null, vary(), rules);
    }
    return stored(new Lifetime(Rule.CONFIGURED_TIME, whereSilent.freshFor()), false, mayBeStale());
  }

  private static @Nullable Rule neverStored(int status) {
    if (status < 200) {
      return Rule.STATUS_INTERIM;
    }
    return switch (status) {
      case 206 -> Rule.STATUS_PARTIAL;
      case 304 -> Rule.STATUS_NOT_MODIFIED;
      case 401, 403 -> Rule.STATUS_ABOUT_THE_CALLER;
      default -> null;
    };
  }

  private @Nullable Rule forbidding() {
    boolean mustUnderstand = directives.has("must-understand");
    if (mustUnderstand && !UNDERSTOOD.contains(status)) {
      return Rule.NOT_UNDERSTOOD;
    }
    if (directives.has("no-store")) {
      if (!mustUnderstand) {
        return Rule.NO_STORE;
      }
      rules.add(Rule.MUST_UNDERSTAND);
    }
    return vary().isAny() ? Rule.VARY_ANY : null;
  }

  private Vary vary() {
    return Vary.of(response.of("Vary"));
  }

  /** Upstream's lifetime (RFC 9111, section 4.2.1); null if it gives none. */
  private @Nullable Lifetime said() {
    Duration sharedMaxAge = directives.seconds("s-maxage");
    if (sharedMaxAge != null) {
      return new Lifetime(Rule.S_MAXAGE, sharedMaxAge);
    }
    Duration maxAge = directives.seconds("max-age");
    if (maxAge != null) {
      return new Lifetime(Rule.MAX_AGE, maxAge);
    }
    return targeted == null ? saidByExpires() : null;
  }

  private @Nullable Lifetime saidByExpires() {
    Set<String> expires = new HashSet<>();
    response.of("Expires").forEach(line -> expires.add(Members.trimmed(line)));
    if (expires.isEmpty()) {
      return null;
    }
    Instant instant =
        expires.size() > 1 ? null : HttpDates.parse(expires.iterator().next(), arrivedAt);
    if (instant == null) {
      return new Lifetime(Rule.EXPIRES_INVALID, Duration.ZERO);
    }
    Instant date = InitialAge.date(response, arrivedAt);
    Duration left = Duration.between(date == null ? arrivedAt : date, instant);
    return new Lifetime(Rule.EXPIRES, left.isNegative() ? Duration.ZERO : left);
  }

  private boolean mayBeStale() {
    return !directives.has("must-revalidate")
        && !directives.has("proxy-revalidate")
        && !directives.has("s-maxage");
  }

  private Cacheability stored(Lifetime lifetime, boolean explicit, boolean mayBeStale) {
    rules.add(lifetime.rule());
    note("must-revalidate", Rule.MUST_REVALIDATE);
    note("proxy-revalidate", Rule.PROXY_REVALIDATE);
    Duration whileRevalidate = Duration.ZERO;
    Duration ifError = Duration.ZERO;
    if (mayBeStale) {
      note("stale-while-revalidate", Rule.STALE_WHILE_REVALIDATE);
      note("stale-if-error", Rule.STALE_IF_ERROR);
      Duration silent = explicit ? Duration.ZERO : whereSilent.staleWhileRevalidate();
      whileRevalidate = window("stale-while-revalidate", silent);
      ifError = window("stale-if-error", whereSilent.staleIfError());
    }
    Lifetimes lifetimes = new Lifetimes(lifetime.duration(), whileRevalidate, ifError);
    return new Cacheability(true, lifetimes, vary(), rules);
  }

  private void note(String directive, Rule rule) {
    if (directives.has(directive)) {
      rules.add(rule);
    }
  }

  private Duration window(String directive, Duration otherwise) {
    Duration said = directives.seconds(directive);
    return said == null ? otherwise : said;
  }

  private Cacheability notStored(Rule rule) {
    rules.add(rule);
    return new Cacheability(false, null, vary(), rules);
  }
}
