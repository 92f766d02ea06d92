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
  private final KeptLists lists;

  Endings(InstantSource clock, ListCacheEvents events, KeptLists lists) {
    this.clock = clock;
    this.events = events;
    this.lists = lists;
  }

  <S> SharedHit<S> hit(ListKey key, Held held, long nowMillis) {
    events.lookedUp(key.kind(), LookupOutcome.HIT, held.residentMillis(nowMillis));
    SharedHit<S> again = held.hitAgain(nowMillis);
    return again != null ? again : held.hit(nowMillis);
  }

  <S> Lookup<S> stale(ListKey key, Held held, long nowMillis) {
    return remembered(key, held, LookupOutcome.STALE, 0, nowMillis);
  }

  <S> Lookup<S> alone(ListKey key) {
    events.lookedUp(key.kind(), LookupOutcome.BYPASS, 0);
    return new Lookup.Alone<>();
  }

  <S> void endForStarter(CompletableFuture<Lookup<S>> asked, Flight<S> mine, Ask ask, Landing how) {
    SourceAnswer.Passage<S> passage = mine.passage;
    if (passage == null) {
      LookupOutcome outcome =
          how instanceof Landing.Answered answered ? answered.outcome() : LookupOutcome.MISS;
      end(asked, mine.key, ask, how, outcome);
      return;
    }
    count(asked, mine.key, LookupOutcome.MISS);
    if (!asked.complete(new Lookup.Passage<>(passage.stream()))) {
      mine.abandonPassage();
    }
  }

  <S> void endForJoiner(CompletableFuture<Lookup<S>> asked, ListKey key, Ask ask, Landing how) {
    end(asked, key, ask, how, LookupOutcome.COALESCED);
  }

  private <S> void end(
      CompletableFuture<Lookup<S>> asked,
      ListKey key,
      Ask ask,
      Landing how,
      LookupOutcome outcome) {
    if (asked.isDone()) {
      return;
    }
    if (how instanceof Landing.Unshared) {
      asked.complete(alone(key));
    } else if (how instanceof Landing.Answered answered) {
      asked.complete(answered(key, ask, answered, outcome));
    } else if (how instanceof Landing.Failed failed) {
      endWithout(asked, key, ask, failed.cause(), outcome);
    }
  }

  private <S> Lookup<S> answered(
      ListKey key, Ask ask, Landing.Answered answered, LookupOutcome outcome) {
    long now = clock.millis();
    int status = answered.upstreamStatus();
    Held standIn = answered.isFailing() ? standIn(key, ask, now) : null;
    if (standIn != null) {
      return standingIn(key, standIn, status, now);
    }
    Held held = answered.held();
    if (outcome == LookupOutcome.HIT && held != null) {
      return this.<S>hit(key, held, now).found;
    }
    events.lookedUp(key.kind(), outcome, 0);
    long ttl = held == null ? 0 : held.freshness.ttlSeconds(now);
    ListAnswer answer = answered.answer();
    return new Lookup.Found<>(
        answer, outcome, answered.stored(), status, answer.ageSeconds(now), ttl);
  }

  private <S> void endWithout(
      CompletableFuture<Lookup<S>> asked,
      ListKey key,
      Ask ask,
      Throwable cause,
      LookupOutcome outcome) {
    long now = clock.millis();
    Held standIn = standIn(key, ask, now);
    if (standIn != null) {
      asked.complete(standingIn(key, standIn, 0, now));
      return;
    }
    events.lookedUp(key.kind(), outcome, 0);
    asked.completeExceptionally(cause);
  }

  /** The list to tell instead of a failure, as it is kept by now; null if there is none. */
  private @Nullable Held standIn(ListKey key, Ask ask, long nowMillis) {
    Held held = ask.mayBeStale() ? lists.get(key) : null;
    boolean usable = held != null && held.freshness.at(nowMillis) != Freshness.State.EXPIRED;
    return usable ? held : null;
  }

  private <S> Lookup<S> standingIn(ListKey key, Held held, int status, long nowMillis) {
    boolean fresh = held.freshness.at(nowMillis) == Freshness.State.FRESH;
    LookupOutcome outcome = fresh ? LookupOutcome.HIT : LookupOutcome.STALE;
    return remembered(key, held, outcome, status, nowMillis);
  }

  private <S> Lookup<S> remembered(
      ListKey key, Held held, LookupOutcome outcome, int status, long nowMillis) {
    events.lookedUp(key.kind(), outcome, held.residentMillis(nowMillis));
    ListAnswer answer = held.answer;
    long ttl = held.freshness.ttlSeconds(nowMillis);
    return new Lookup.Found<>(answer, outcome, false, status, answer.ageSeconds(nowMillis), ttl);
  }

  private void count(CompletableFuture<?> asked, ListKey key, LookupOutcome outcome) {
    if (!asked.isDone()) {
      events.lookedUp(key.kind(), outcome, 0);
    }
  }
}
