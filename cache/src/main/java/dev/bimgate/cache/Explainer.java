package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains one key from what is stored and the last event; does not count as an access. */
final class Explainer {

  /** More than this many apps of one user explain nothing more. */
  private static final int MAX_OTHERS = 20;

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetches fetches;

  Explainer(ListCacheOptions options, InstantSource clock, EntryStore store, Fetches fetches) {
    this.options = options;
    this.clock = clock;
    this.store = store;
    this.fetches = fetches;
  }

  Explanation of(ListKey question, FieldLines request) {
    ListKey key = store.keyOf(question, request);
    long now = clock.millis();
    StoredResponse held = store.get(key);
    StoredResponse kept = held != null && held.isOfUse(now) ? held : null;
    return new Explanation(
        key,
        kept == null ? null : details(key, kept, now),
        kept == null ? lastEvent(key, held) : null,
        next(key, held, now),
        options.sharedBetweenApps(),
        others(key, now));
  }

  private @Nullable LastEvent lastEvent(ListKey key, @Nullable StoredResponse outlived) {
    return outlived == null
        ? store.lastEvents().of(key)
        : new LastEvent(Cause.EXPIRED, outlived.freshness.endsAt(), 0, List.of());
  }

  private EntryDetails details(ListKey key, StoredResponse held, long now) {
    Generations.Ending purge = store.generations().staleSince(key, held.generation);
    Freshness freshness = held.freshness;
    Backoff backoff = held.backoffAt(now);
    return new EntryDetails(
        freshness.at(now),
        held.answer.status(),
        Instant.ofEpochMilli(held.arrivedMillis),
        held.answer.ageSeconds(now),
        freshness.freshUntil(),
        freshness.revalidateUntil(),
        freshness.errorUntil(),
        Instant.ofEpochMilli(held.triedMillis()),
        backoff.failures(),
        backoff.pausedUntil(now, fetches.successes()),
        backoff.isRefusedAt(now),
        purge == null ? null : Instant.ofEpochMilli(purge.atMillis()),
        held.weightBytes,
        held.answer.reuse().rules());
  }

  private Explanation.Next next(ListKey key, @Nullable StoredResponse held, long now) {
    ServeDecision step =
        held == null
            ? ServeDecision.WAIT
            : ServeDecision.of(held, Ask.PLAIN, now, false, fetches.successes());
    if (step == ServeDecision.SERVE) {
      boolean fresh = held != null && held.isFresh(now);
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
    boolean askable = held != null && !held.answer.validators().isEmpty();
    return askable ? Explanation.Next.REVALIDATE : Explanation.Next.LOAD;
  }

  private List<Explanation.Other> others(ListKey key, long now) {
    List<Explanation.Other> others = new ArrayList<>();
    store.forEach(
        held -> {
          ListKey other = held.key;
          if (others.size() < MAX_OTHERS && isSameQuestionOfTheUser(key, other)) {
            others.add(
                new Explanation.Other(other.caller(), other.variant(), held.freshness.at(now)));
          }
        });
    return List.copyOf(others);
  }

  private static boolean isSameQuestionOfTheUser(ListKey key, ListKey other) {
    return !other.equals(key)
        && other.route() == key.route()
        && other.caller().user().equals(key.caller().user())
        && other.team().equals(key.team())
        && other.query().equals(key.query());
  }
}
