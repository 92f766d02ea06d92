package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Flies flights: asks the source, keeps or removes what it says, and lets those who wait know. */
final class Loads {

  private static final int NOT_MODIFIED = 304;

  private final InstantSource clock;
  private final ListCacheEvents events;
  private final KeptLists lists;
  private final LongLists longLists;
  private final Flights flights;
  private final Unkept unkept;
  private final Settlement settlement;

  Loads(
      ListCacheOptions options,
      InstantSource clock,
      ListCacheEvents events,
      KeptLists lists,
      LongLists longLists) {
    this.clock = clock;
    this.events = events;
    this.lists = lists;
    this.longLists = longLists;
    this.flights = new Flights(lists.generations());
    this.unkept = new Unkept(options, lists);
    this.settlement = new Settlement(options, clock, lists, flights, unkept);
  }

  Flights flights() {
    return flights;
  }

  /**
   * Begins a boarded flight.
   *
   * @param known the list that the lookup had found
   */
  void depart(Flight<?> flight, @Nullable StoredResponse known) {
    try {
      begin(flight, known);
    } catch (RuntimeException | Error e) {
      flights.land(flight, failed(flight, e));
    }
  }

  private <S> void begin(Flight<S> flight, @Nullable StoredResponse known) {
    // Looked up again after boarding: another flight may have landed in between.
    StoredResponse seen = lists.get(flight.key);
    if (seen != null && seen != known && isFresh(seen)) {
      var found =
          new Landing.Answered(seen.answer, seen, LookupOutcome.HIT, false, 0, Forward.NONE);
      flights.land(flight, found);
      return;
    }
    flight.seen = seen;
    flight.revalidates = seen != null && stateOf(seen) != Freshness.State.EXPIRED;
    flight.forward = forward(flight.key, seen);
    ListAnswer asked = seen == null || seen.answer.validators().isEmpty() ? null : seen.answer;
    await(flight, asked, flight.source.fetch(asked));
  }

  private Forward forward(ListKey key, @Nullable StoredResponse seen) {
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
      if (isSuccess(landing.upstreamStatus())) {
        flights.succeeded();
      }
    } catch (RuntimeException | Error e) {
      // Whatever goes wrong here, nobody may be left waiting.
      landing = failed(flight, e);
    }
    flights.land(flight, landing);
  }

  private static boolean isSuccess(int status) {
    return Statuses.isSuccess(status) || status == NOT_MODIFIED;
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
      settlement.refuse(flight);
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
    settlement.fail(flight);
    unkept.noteFailure(flight);
    Throwable cause = failure.getCause();
    return new Landing.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure,
        0,
        flight.forward);
  }

  private <S> Landing unshared(Flight<S> flight, SourceAnswer.Passage<S> passage) {
    if (Statuses.isSuccess(passage.status())) {
      longLists.remember(flight.key.question(), flight.generation, clock.millis());
    }
    settlement.settle(flight, passage.status());
    unkept.note(flight, passage);
    flight.passage = passage;
    return new Landing.Unshared(passage.status(), flight.forward);
  }

  private Landing whole(Flight<?> flight, SourceAnswer.Whole<?> whole) {
    ListAnswer answer = whole.answer();
    int status = answer.status();
    StoredResponse held = settlement.keep(flight, answer);
    if (held == null) {
      settlement.settle(flight, answer);
      unkept.note(flight, answer, status);
    }
    var outcome = flight.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new Landing.Answered(answer, held, outcome, held != null, status, flight.forward);
  }

  private Landing confirmed(Flight<?> flight, StoredResponse seen, SourceAnswer.NotModified<?> by) {
    ListAnswer renewed =
        seen.answer.renewed(by.fields(), by.arrivedAt(), by.receivedAge(), by.reuse());
    StoredResponse held = settlement.keep(flight, renewed);
    if (held == null) {
      settlement.forget(flight);
      unkept.note(flight, renewed, NOT_MODIFIED);
    }
    return new Landing.Answered(
        renewed, held, LookupOutcome.REVALIDATED, held != null, NOT_MODIFIED, flight.forward);
  }

  private boolean isFresh(StoredResponse held) {
    return stateOf(held) == Freshness.State.FRESH;
  }

  private Freshness.State stateOf(StoredResponse held) {
    return held.stateAt(clock.millis());
  }
}
