package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How lookups end: each asker gets what they may have of a list or a landing, and it is counted.
 */
final class Endings {

  private final InstantSource clock;
  private final ListCacheEvents events;
  private final EntryStore lists;

  Endings(InstantSource clock, ListCacheEvents events, EntryStore lists) {
    this.clock = clock;
    this.events = events;
    this.lists = lists;
  }

  void countHit(StoredResponse held, long nowMillis) {
    events.lookedUp(held.key.route(), LookupOutcome.HIT, held.residentMillis(nowMillis));
    events.callSaved(LookupOutcome.HIT);
  }

  /** A fresh list, of which nobody wished for a fresher one in time. */
  <S> Lookup<S> hit(StoredResponse held, long nowMillis) {
    countHit(held, nowMillis);
    return remembered(held, LookupOutcome.HIT, false, 0, Forward.NONE, nowMillis);
  }

  /**
   * A stale list, as it is.
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

  /** The end of a lookup that may not go further than memory, which has nothing for it. */
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

  <S> void endForStarter(CompletableFuture<Lookup<S>> asked, Flight<S> mine, Landing how) {
    SourceAnswer.Passage<S> passage = mine.passage;
    if (passage == null || standIn(mine.key, how) != null) {
      LookupOutcome outcome =
          how instanceof Landing.Answered answered ? answered.outcome() : LookupOutcome.MISS;
      end(asked, mine.key, how, outcome);
      mine.abandonPassage();
      return;
    }
    count(asked, mine.key, LookupOutcome.MISS);
    if (!asked.complete(new Lookup.Passage<>(passage.stream(), mine.forward))) {
      mine.abandonPassage();
    }
  }

  <S> void endForJoiner(CompletableFuture<Lookup<S>> asked, ListKey key, Landing how) {
    boolean alone = how instanceof Landing.Unshared && standIn(key, how) == null;
    if (!asked.isDone() && !alone && how.forward() != Forward.NONE) {
      events.callSaved(LookupOutcome.COALESCED);
    }
    end(asked, key, how, LookupOutcome.COALESCED);
  }

  /** Ends one lookup as another one ends. */
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
      CompletableFuture<Lookup<S>> asked, ListKey key, Landing how, LookupOutcome outcome) {
    if (asked.isDone()) {
      return;
    }
    StoredResponse standIn = standIn(key, how);
    if (standIn != null) {
      asked.complete(standingIn(key, standIn, how, outcome == LookupOutcome.COALESCED));
    } else if (how instanceof Landing.Unshared) {
      asked.complete(alone(key));
    } else if (how instanceof Landing.Answered answered) {
      asked.complete(answered(key, answered, outcome));
    } else if (how instanceof Landing.Failed failed) {
      events.lookedUp(key.route(), outcome, 0);
      asked.completeExceptionally(failed.cause());
    }
  }

  private <S> Lookup<S> answered(ListKey key, Landing.Answered answered, LookupOutcome outcome) {
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

  /** The list to serve instead of a failure, as it is kept by now; null if there is none. */
  private @Nullable StoredResponse standIn(ListKey key, Landing how) {
    StoredResponse held = how.isFailing() ? lists.get(key) : null;
    return held != null && held.mayStandIn(clock.millis()) ? held : null;
  }

  /** A fresh list too: it is served because its revalidation failed, and the asker has waited. */
  private <S> Lookup<S> standingIn(ListKey key, StoredResponse held, Landing how, boolean joined) {
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

  private void count(CompletableFuture<?> asked, ListKey key, LookupOutcome outcome) {
    if (!asked.isDone()) {
      events.lookedUp(key.route(), outcome, 0);
    }
  }
}
