package dev.bimgate.cache;

import dev.bimgate.cache.fetch.Fetches;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.store.Backoff;
import dev.bimgate.cache.store.EntryStore;
import dev.bimgate.cache.store.Generations;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains one key from what is stored and the last event; does not count as an access. */
final class Explainer {

  /** More than this many apps of one user explain nothing more. */
  private static final int MAX_OTHERS = 20;

  private final CacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetches fetches;

  Explainer(CacheOptions options, InstantSource clock, EntryStore store, Fetches fetches) {
    this.options = options;
    this.clock = clock;
    this.store = store;
    this.fetches = fetches;
  }

  Explanation of(CacheKey anyVariant, Headers request) {
    CacheKey key = store.keyOf(anyVariant, request);
    long now = clock.millis();
    StoredResponse stored = store.get(key);
    StoredResponse usable = stored != null && stored.isOfUse(now) ? stored : null;
    return new Explanation(
        key,
        usable == null ? null : details(key, usable, now),
        usable == null ? lastEvent(key, stored) : null,
        next(key, stored, now),
        options.sharedBetweenApps(),
        others(key, now));
  }

  private @Nullable LastEvent lastEvent(CacheKey key, @Nullable StoredResponse outlived) {
    return outlived == null
        ? store.lastEvents().of(key)
        : new LastEvent(LastEventType.EXPIRED, outlived.freshness.endsAt(), 0, List.of());
  }

  private EntryDetails details(CacheKey key, StoredResponse stored, long now) {
    Generations.Ending purge = store.generations().staleSince(key, stored.generation);
    Freshness freshness = stored.freshness;
    Backoff backoff = stored.backoffAt(now);
    return new EntryDetails(
        freshness.at(now),
        stored.response.status(),
        Instant.ofEpochMilli(stored.arrivedMillis),
        stored.response.ageSeconds(now),
        freshness.freshUntil(),
        freshness.revalidateUntil(),
        freshness.errorUntil(),
        Instant.ofEpochMilli(stored.triedMillis()),
        backoff.failures(),
        backoff.pausedUntil(now, fetches.successes()),
        backoff.mustWaitAt(now),
        purge == null ? null : Instant.ofEpochMilli(purge.atMillis()),
        stored.weightBytes,
        stored.response.cacheability().rules());
  }

  private Explanation.Next next(CacheKey key, @Nullable StoredResponse stored, long now) {
    ServeDecision step =
        stored == null
            ? ServeDecision.WAIT
            : ServeDecision.of(stored, LookupOptions.DEFAULTS, now, false, fetches.successes());
    if (step == ServeDecision.SERVE) {
      boolean fresh = stored != null && stored.isFresh(now);
      return fresh ? Explanation.Next.HIT : Explanation.Next.PAUSE;
    }
    if (step == ServeDecision.SERVE_AND_REVALIDATE) {
      return Explanation.Next.STALE;
    }
    if (store.isPassed(key, now)) {
      return Explanation.Next.ALONE;
    }
    if (fetches.isUnderWay(key)) {
      return Explanation.Next.WAIT;
    }
    boolean askable = stored != null && !stored.response.validators().isEmpty();
    return askable ? Explanation.Next.REVALIDATE : Explanation.Next.LOAD;
  }

  private List<Explanation.Other> others(CacheKey key, long now) {
    List<Explanation.Other> others = new ArrayList<>();
    store.forEach(
        stored -> {
          CacheKey other = stored.key;
          if (others.size() < MAX_OTHERS && isSameListOfTheUser(key, other)) {
            others.add(
                new Explanation.Other(other.caller(), other.variant(), stored.freshness.at(now)));
          }
        });
    return List.copyOf(others);
  }

  private static boolean isSameListOfTheUser(CacheKey key, CacheKey other) {
    return !other.equals(key)
        && other.route() == key.route()
        && other.caller().user().equals(key.caller().user())
        && other.team().equals(key.team())
        && other.query().equals(key.query());
  }
}
