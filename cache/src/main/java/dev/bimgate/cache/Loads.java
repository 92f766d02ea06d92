package dev.bimgate.cache;

import dev.bimgate.cache.rules.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Flies flights: asks the source, keeps or removes what it says, and lets those who wait know. */
final class Loads {

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final ListCacheEvents events;
  private final KeptLists lists;
  private final LongLists longLists;
  private final Flights flights;
  private final Unkept unkept;
  private final MissedSharing missedSharing = new MissedSharing();

  Loads(
      ListCacheOptions options,
      InstantSource clock,
      ListCacheEvents events,
      KeptLists lists,
      LongLists longLists) {
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.lists = lists;
    this.longLists = longLists;
    this.flights = new Flights(lists.drops());
    this.unkept = new Unkept(options, lists);
  }

  Flights flights() {
    return flights;
  }

  /**
   * Begins a boarded flight.
   *
   * @param known the list that the lookup had found
   */
  void depart(Flight<?> flight, @Nullable Held known) {
    try {
      begin(flight, known);
    } catch (RuntimeException | Error e) {
      flights.land(flight, failed(flight, e));
    }
  }

  private <S> void begin(Flight<S> flight, @Nullable Held known) {
    // Looked up again after boarding: another flight may have landed in between.
    Held seen = lists.get(flight.key);
    if (seen != null && seen != known && isFresh(seen)) {
      var found =
          new Landing.Answered(seen.answer, seen, LookupOutcome.HIT, false, 0, Forward.NONE);
      flights.land(flight, found);
      return;
    }
    flight.seen = seen;
    flight.revalidates = seen != null && stateOf(seen) != Freshness.State.EXPIRED;
    flight.forward = forward(flight.key, seen);
    if (seen == null) {
      countMissedSharing(flight.key);
    }
    ListAnswer asked = seen == null || seen.answer.validators().isEmpty() ? null : seen.answer;
    await(flight, asked, flight.source.fetch(asked));
  }

  private Forward forward(ListKey key, @Nullable Held seen) {
    if (seen == null) {
      return lists.isVaryMiss(key) ? Forward.VARY_MISS : Forward.URI_MISS;
    }
    return isFresh(seen) ? Forward.REQUEST : Forward.STALE;
  }

  private <S> void await(
      Flight<S> flight, @Nullable ListAnswer known, CompletionStage<SourceAnswer<S>> asked) {
    asked.whenComplete((answer, failure) -> arrived(flight, known, answer, failure));
  }

  private <S> void arrived(
      Flight<S> flight,
      @Nullable ListAnswer known,
      @Nullable SourceAnswer<S> answer,
      @Nullable Throwable failure) {
    Landing landing;
    try {
      if (answer instanceof SourceAnswer.UnrelatedNotModified<S> useless && !flight.repeated) {
        flight.repeated = true;
        await(flight, null, useless.anew().get());
        return;
      }
      landing = landing(flight, known, answer, failure);
    } catch (RuntimeException | Error e) {
      // Whatever goes wrong here, nobody may be left waiting.
      landing = failed(flight, e);
    }
    flights.land(flight, landing);
  }

  private <S> Landing landing(
      Flight<S> flight,
      @Nullable ListAnswer known,
      @Nullable SourceAnswer<S> answer,
      @Nullable Throwable failure) {
    if (failure != null) {
      return failed(flight, failure);
    }
    if (answer instanceof SourceAnswer.Whole<S> whole) {
      return whole(flight, whole);
    }
    if (answer instanceof SourceAnswer.Passage<S> passage) {
      return unshared(flight, passage);
    }
    if (answer instanceof SourceAnswer.UntoldRefusal<S> refusal) {
      refuse(flight);
      unkept.noteRefusal(flight, refusal.status());
      return new Landing.Failed(refusal.failure(), refusal.status(), flight.forward);
    }
    if (answer instanceof SourceAnswer.NotModified<S> notModified
        && known != null
        && flight.seen != null) {
      return confirmed(flight, flight.seen, notModified);
    }
    Objects.requireNonNull(answer, "the source gave no answer");
    return failed(flight, new UnexpectedNotModifiedException());
  }

  private Landing failed(Flight<?> flight, Throwable failure) {
    markTried(flight);
    unkept.noteFailure(flight);
    Throwable cause = failure.getCause();
    return new Landing.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure,
        0,
        flight.forward);
  }

  private <S> Landing unshared(Flight<S> flight, SourceAnswer.Passage<S> passage) {
    if (Statuses.isSuccess(passage.status())) {
      longLists.remember(flight.key.question(), flight.epoch, clock.millis());
    }
    settleUnkept(flight, passage.status());
    unkept.note(flight, passage);
    flight.passage = passage;
    return new Landing.Unshared(passage.status(), flight.forward);
  }

  private Landing whole(Flight<?> flight, SourceAnswer.Whole<?> whole) {
    ListAnswer answer = whole.answer();
    int status = answer.status();
    Held held = keepIfAllowed(flight, answer);
    if (held == null) {
      settleUnkept(flight, status);
      pauseIfAsked(flight, answer);
      unkept.note(flight, answer, status);
    }
    var outcome = flight.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new Landing.Answered(answer, held, outcome, held != null, status, flight.forward);
  }

  private Landing confirmed(Flight<?> flight, Held seen, SourceAnswer.NotModified<?> by) {
    ListAnswer renewed = seen.answer.renewed(by);
    Held held = keepIfAllowed(flight, renewed);
    if (held == null) {
      forget(flight);
      unkept.note(flight, renewed, 304);
    }
    return new Landing.Answered(
        renewed, held, LookupOutcome.REVALIDATED, held != null, 304, flight.forward);
  }

  /** What an overtaken flight brings is older than what the other may have been refused by now. */
  private @Nullable Held keepIfAllowed(Flight<?> flight, ListAnswer answer) {
    boolean allowed = !flights.isOvertaken(flight) && unkept.obstacle(flight, answer) == null;
    return allowed ? keep(flight, answer) : null;
  }

  private @Nullable Held keep(Flight<?> flight, ListAnswer answer) {
    ListKey key =
        Variants.keyOf(flight.key.question(), answer.reuse().variance(), flight.source.request());
    Held held = new Held(key, answer, freshness(key, answer), flight.epoch, clock.millis());
    boolean sameKey = key.equals(flight.key);
    Held seen = flight.revalidates && sameKey ? flight.seen : null;
    boolean kept = seen == null ? lists.keep(key, held) : lists.renew(key, seen, held);
    if (!sameKey) {
      forget(flight);
    }
    // Again: the other may have looked for a list before this one was there.
    kept = kept && !(flights.isOvertaken(flight) && lists.remove(key, held));
    if (kept && !options.sharedBetweenApps()) {
      missedSharing.loaded(key);
    }
    return kept ? held : null;
  }

  private void settleUnkept(Flight<?> flight, int status) {
    if (Statuses.isRefusing(status)) {
      refuse(flight);
    } else if (Statuses.isSuccess(status)) {
      forget(flight);
    } else {
      markTried(flight);
    }
  }

  private void refuse(Flight<?> flight) {
    flights.refused(flight.key.question(), flight.epoch);
    if (flight.seen != null) {
      lists.drop(new Refusal(flight.key, flight.seen));
    }
    lists.dropRefused(flight.key, flight.epoch);
  }

  /** Lets go of a list that upstream has replaced by something that is not kept. */
  private void forget(Flight<?> flight) {
    if (flight.seen != null && !flights.isOvertaken(flight)) {
      lists.remove(flight.key, flight.seen);
    }
  }

  private void markTried(Flight<?> flight) {
    if (flight.seen != null) {
      flight.seen.triedAt(clock.millis());
    }
  }

  /**
   * Lets upstream alone for as long as it wants, but no longer than the list was fresh: so much
   * later at most is a right seen to be withdrawn once upstream is well again.
   */
  private void pauseIfAsked(Flight<?> flight, ListAnswer answer) {
    if (flight.seen == null || !Statuses.isFailing(answer.status())) {
      return;
    }
    Windows own = flight.seen.answer.reuse().windows();
    Windows windows = own == null ? options.policy(flight.key.kind()).windows() : own;
    Duration most = windows.freshFor();
    Instant now = clock.instant();
    Duration pause = RetryAfter.pause(answer.status(), answer.field("Retry-After"), now, most);
    if (!pause.isZero()) {
      flight.seen.pauseUntil(now.plus(pause).toEpochMilli());
    }
  }

  private void countMissedSharing(ListKey key) {
    ListKey other = missedSharing.ofAnotherApp(key);
    Held held = other == null ? null : lists.peek(other);
    if (held != null && isFresh(held)) {
      events.sharingWouldHaveSaved(key.kind());
    }
  }

  private Freshness freshness(ListKey key, ListAnswer answer) {
    Windows own = answer.reuse().windows();
    return own == null
        ? new Freshness(answer.arrivedMillis(), options.policy(key.kind()).windows())
        : new Freshness(answer.arrivedMillis(), answer.receivedAge(), own);
  }

  private boolean isFresh(Held held) {
    return stateOf(held) == Freshness.State.FRESH;
  }

  private Freshness.State stateOf(Held held) {
    return held.stateAt(clock.millis());
  }
}
