package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Completes lookups with a stored response, the result of a fetch, or a stale response in place of
 * a failure (stale-if-error), and counts the outcome.
 */
final class LookupCompleter {

  private final InstantSource clock;
  private final ListCacheEvents events;
  private final EntryStore store;

  LookupCompleter(InstantSource clock, ListCacheEvents events, EntryStore store) {
    this.clock = clock;
    this.events = events;
    this.store = store;
  }

  void countHit(StoredResponse held, long nowMillis) {
    events.lookedUp(held.key.route(), LookupOutcome.HIT, held.residentMillis(nowMillis));
    events.callSaved(LookupOutcome.HIT);
  }

  /** A fresh response that meets the request directives. */
  <S> Lookup<S> hit(StoredResponse held, long nowMillis) {
    countHit(held, nowMillis);
    return remembered(held, LookupOutcome.HIT, false, 0, Forward.NONE, nowMillis);
  }

  /**
   * A stale response, as it is.
   *
   * @param outcome why it is served
   * @param called whether this lookup has begun a revalidation behind it
   */
  <S> Lookup<S> stale(StoredResponse held, LookupOutcome outcome, boolean called, long nowMillis) {
    if (!called) {
      events.callSaved(outcome);
    }
    events.lookedUp(held.key.route(), outcome, held.residentMillis(nowMillis));
    return remembered(held, outcome, false, 0, Forward.NONE, nowMillis);
  }

  /** For a lookup that may not go beyond the cache, where nothing is stored for it. */
  <S> Lookup<S> withoutUpstream(ListKey key, Ask.Reach reach) {
    if (reach == Ask.Reach.MEMORY_OR_ALONE) {
      return alone(key);
    }
    events.lookedUp(key.route(), LookupOutcome.MISS, 0);
    return new Lookup.Unavailable<>();
  }

  void passedBy(CacheRoute route) {
    events.lookedUp(route, LookupOutcome.BYPASS, 0);
  }

  <S> Lookup<S> alone(ListKey key) {
    passedBy(key.route());
    return new Lookup.Alone<>();
  }

  <S> void completeStarter(CompletableFuture<Lookup<S>> asked, Fetch<S> mine, FetchResult how) {
    SourceAnswer.Passage<S> passage = mine.passage;
    if (passage == null || staleIfError(mine.key, how) != null) {
      LookupOutcome outcome =
          how instanceof FetchResult.Answered answered ? answered.outcome() : LookupOutcome.MISS;
      end(asked, mine.key, how, outcome);
      mine.abandonPassage();
      return;
    }
    if (!asked.isDone()) {
      events.lookedUp(mine.key.route(), LookupOutcome.MISS, 0);
    }
    if (!asked.complete(new Lookup.Passage<>(passage.stream(), mine.forward))) {
      mine.abandonPassage();
    }
  }

  <S> void completeWaiter(CompletableFuture<Lookup<S>> asked, ListKey key, FetchResult how) {
    boolean alone = how instanceof FetchResult.Unshared && staleIfError(key, how) == null;
    if (!asked.isDone() && !alone && how.forward() != Forward.NONE) {
      events.callSaved(LookupOutcome.COALESCED);
    }
    end(asked, key, how, LookupOutcome.COALESCED);
  }

  /** Completes a lookup when another completes. */
  static <S> void follow(CompletableFuture<Lookup<S>> other, CompletableFuture<Lookup<S>> asked) {
    other.whenComplete(
        (found, failure) -> {
          if (failure == null) {
            asked.complete(found);
          } else {
            asked.completeExceptionally(failure);
          }
        });
  }

  private <S> void end(
      CompletableFuture<Lookup<S>> asked, ListKey key, FetchResult how, LookupOutcome outcome) {
    if (asked.isDone()) {
      return;
    }
    StoredResponse staleIfError = staleIfError(key, how);
    if (staleIfError != null) {
      asked.complete(servedStale(key, staleIfError, how, outcome == LookupOutcome.COALESCED));
    } else if (how instanceof FetchResult.Unshared) {
      asked.complete(alone(key));
    } else if (how instanceof FetchResult.Answered answered) {
      asked.complete(answered(key, answered, outcome));
    } else if (how instanceof FetchResult.Failed failed) {
      events.lookedUp(key.route(), outcome, 0);
      asked.completeExceptionally(failed.cause());
    }
  }

  private <S> Lookup<S> answered(
      ListKey key, FetchResult.Answered answered, LookupOutcome outcome) {
    long now = clock.millis();
    StoredResponse held = answered.held();
    if (answered.outcome() == LookupOutcome.HIT && held != null) {
      return hit(held, now);
    }
    events.lookedUp(key.route(), outcome, 0);
    long ttl = held == null ? 0 : held.freshness.ttlSeconds(now);
    ListAnswer answer = answered.answer();
    return new Lookup.Found<>(
        answer,
        outcome,
        answered.isStored(),
        outcome == LookupOutcome.COALESCED,
        answered.upstreamStatus(),
        answer.ageSeconds(now),
        ttl,
        answered.forward());
  }

  /** The response to serve instead of a failure, as it is stored by now; null if there is none. */
  private @Nullable StoredResponse staleIfError(ListKey key, FetchResult how) {
    StoredResponse held = how.isFailing() ? store.get(key) : null;
    return held != null && held.mayStandIn(clock.millis()) ? held : null;
  }

  /** A fresh one too: it is served because its revalidation failed, and the client has waited. */
  private <S> Lookup<S> servedStale(
      ListKey key, StoredResponse held, FetchResult how, boolean joined) {
    long now = clock.millis();
    LookupOutcome outcome = LookupOutcome.STALE_IF_ERROR;
    events.lookedUp(key.route(), outcome, held.residentMillis(now));
    return remembered(held, outcome, joined, how.upstreamStatus(), how.forward(), now);
  }

  private static <S> Lookup<S> remembered(
      StoredResponse held,
      LookupOutcome outcome,
      boolean joined,
      int upstreamStatus,
      Forward forward,
      long nowMillis) {
    return new Lookup.Found<>(
        held.answer,
        outcome,
        false,
        joined,
        upstreamStatus,
        held.answer.ageSeconds(nowMillis),
        held.freshness.ttlSeconds(nowMillis),
        forward);
  }
}
