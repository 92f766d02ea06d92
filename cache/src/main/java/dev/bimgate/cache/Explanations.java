package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reading of what is kept and remembered about one question, without a trace in either. */
final class Explanations {

  /** As many apps as one user may have open; more of them explain nothing more. */
  private static final int MAX_OTHERS = 20;

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore lists;
  private final Flights flights;

  Explanations(ListCacheOptions options, InstantSource clock, EntryStore lists, Flights flights) {
    this.options = options;
    this.clock = clock;
    this.lists = lists;
    this.flights = flights;
  }

  Explanation of(ListKey question, FieldLines request) {
    ListKey key = lists.keyOf(question, request);
    long now = clock.millis();
    StoredResponse held = lists.get(key);
    StoredResponse kept = held != null && held.isOfUse(now) ? held : null;
    return new Explanation(
        key,
        kept == null ? null : standing(key, kept, now),
        kept == null ? fate(key, held) : null,
        next(key, held, now),
        options.sharedBetweenApps(),
        others(key, now));
  }

  private @Nullable Fate fate(ListKey key, @Nullable StoredResponse outlived) {
    return outlived == null
        ? lists.fates().of(key)
        : new Fate(Cause.EXPIRED, outlived.freshness.endsAt(), 0, List.of());
  }

  private Standing standing(ListKey key, StoredResponse held, long now) {
    Generations.Ending purge = lists.generations().staleSince(key, held.generation);
    Freshness freshness = held.freshness;
    Backoff backoff = held.backoffAt(now);
    return new Standing(
        freshness.at(now),
        held.answer.status(),
        Instant.ofEpochMilli(held.arrivedMillis),
        held.answer.ageSeconds(now),
        freshness.freshUntil(),
        freshness.revalidateUntil(),
        freshness.errorUntil(),
        Instant.ofEpochMilli(held.triedMillis()),
        backoff.failures(),
        backoff.pausedUntil(now, flights.successes()),
        backoff.isRefusedAt(now),
        purge == null ? null : Instant.ofEpochMilli(purge.atMillis()),
        held.weightBytes,
        held.answer.reuse().rules());
  }

  private Explanation.Next next(ListKey key, @Nullable StoredResponse held, long now) {
    Step step =
        held == null ? Step.WAIT : Step.of(held, Ask.PLAIN, now, false, flights.successes());
    if (step == Step.SERVE) {
      boolean fresh = held != null && held.stateAt(now) == Freshness.State.FRESH;
      return fresh ? Explanation.Next.HIT : Explanation.Next.PAUSE;
    }
    if (step == Step.SERVE_AND_REVALIDATE) {
      return Explanation.Next.STALE;
    }
    if (lists.isPassed(key, now)) {
      return Explanation.Next.ALONE;
    }
    if (flights.isUnderWay(key)) {
      return Explanation.Next.WAIT;
    }
    boolean askable = held != null && !held.answer.validators().isEmpty();
    return askable ? Explanation.Next.REVALIDATE : Explanation.Next.LOAD;
  }

  private List<Explanation.Other> others(ListKey key, long now) {
    List<Explanation.Other> others = new ArrayList<>();
    lists.forEach(
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
