package dev.bimgate.cache;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Flies flights: asks the source, keeps or removes what it says, and lets those who wait know. */
final class Loads {

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final ListCacheEvents events;
  private final KeptLists lists;
  private final LongLists longLists;
  private final Flights flights;
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

  private void begin(Flight<?> flight, @Nullable Held known) {
    // Looked up again after boarding: another flight may have landed in between.
    Held seen = lists.get(flight.key);
    if (seen != null && seen != known && isFresh(seen)) {
      var found = new Landing.Answered(seen.answer, seen, LookupOutcome.HIT, false, 0);
      flights.land(flight, found);
      return;
    }
    flight.seen = seen;
    flight.revalidates = seen != null && stateOf(seen) != Freshness.State.EXPIRED;
    if (seen == null) {
      countMissedSharing(flight.key);
    }
    fetch(flight, seen == null ? null : validatorsOf(seen));
  }

  private <S> void fetch(Flight<S> flight, @Nullable Validators validators) {
    flight
        .source
        .fetch(validators)
        .whenComplete((answer, failure) -> arrived(flight, validators, answer, failure));
  }

  private <S> void arrived(
      Flight<S> flight,
      @Nullable Validators validators,
      @Nullable SourceAnswer<S> answer,
      @Nullable Throwable failure) {
    Landing landing;
    try {
      if (answer instanceof SourceAnswer.NotModified && validators == null && !flight.repeated) {
        flight.repeated = true;
        fetch(flight, null);
        return;
      }
      landing = landing(flight, validators, answer, failure);
    } catch (RuntimeException | Error e) {
      // Whatever goes wrong here, nobody may be left waiting.
      landing = failed(flight, e);
    }
    flights.land(flight, landing);
  }

  private <S> Landing landing(
      Flight<S> flight,
      @Nullable Validators validators,
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
    if (answer instanceof SourceAnswer.NotModified<S> notModified
        && validators != null
        && flight.seen != null) {
      return confirmed(flight, flight.seen, notModified);
    }
    Objects.requireNonNull(answer, "the source gave no answer");
    return failed(flight, new UnexpectedNotModifiedException());
  }

  private Landing failed(Flight<?> flight, Throwable failure) {
    markTried(flight);
    Throwable cause = failure.getCause();
    return new Landing.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure);
  }

  private <S> Landing unshared(Flight<S> flight, SourceAnswer.Passage<S> passage) {
    longLists.remember(flight.key, clock.millis());
    forget(flight);
    flight.passage = passage;
    return new Landing.Unshared();
  }

  private Landing whole(Flight<?> flight, SourceAnswer.Whole<?> whole) {
    ListAnswer answer = whole.answer();
    int status = answer.status();
    Held held = whole.keep() && mayStay(flight, answer) ? keep(flight, answer) : null;
    if (held == null) {
      settleUnkept(flight, status);
    }
    var outcome = flight.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new Landing.Answered(answer, held, outcome, held != null, status);
  }

  private Landing confirmed(Flight<?> flight, Held seen, SourceAnswer.NotModified<?> by) {
    ListAnswer renewed = seen.answer.renewed(by);
    Held held = mayStay(flight, renewed) ? keep(flight, renewed) : null;
    if (held == null) {
      forget(flight);
    }
    return new Landing.Answered(renewed, held, LookupOutcome.REVALIDATED, held != null, 304);
  }

  private boolean mayStay(Flight<?> flight, ListAnswer answer) {
    int status = answer.status();
    boolean ownWindows = answer.windows() != null;
    if (Statuses.isAboutTheCaller(status) || (Statuses.isRefusing(status) && !ownWindows)) {
      return false;
    }
    if (Statuses.isFailing(status) && (flight.seen != null || !ownWindows)) {
      return false;
    }
    return (ownWindows || !windows(flight.key, answer).freshFor().isZero())
        && Held.weightOf(flight.key, answer) <= options.maxKeptBytes()
        && lists.drops().spares(flight.key, flight.epoch);
  }

  private @Nullable Held keep(Flight<?> flight, ListAnswer answer) {
    ListKey key = flight.key;
    Windows windows = windows(key, answer);
    Held held = new Held(key, answer, windows, flight.epoch, clock.millis());
    Held seen = flight.revalidates ? flight.seen : null;
    boolean kept = seen == null ? lists.keep(key, held) : lists.renew(key, seen, held);
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
    if (flight.seen != null) {
      lists.drop(new Refusal(flight.key, flight.seen));
    }
  }

  /** Lets go of a list that upstream has replaced by something that is not kept. */
  private void forget(Flight<?> flight) {
    if (flight.seen != null) {
      lists.remove(flight.key, flight.seen);
    }
  }

  private void markTried(Flight<?> flight) {
    if (flight.seen != null) {
      flight.seen.triedAt(clock.millis());
    }
  }

  private void countMissedSharing(ListKey key) {
    if (options.sharedBetweenApps()) {
      return;
    }
    ListKey other = missedSharing.ofAnotherApp(key);
    Held held = other == null ? null : lists.peek(other);
    if (held != null && isFresh(held)) {
      events.sharingWouldHaveSaved(key.kind());
    }
  }

  private Windows windows(ListKey key, ListAnswer answer) {
    Windows own = answer.windows();
    return own != null ? own : options.policy(key.kind()).windows();
  }

  private boolean isFresh(Held held) {
    return stateOf(held) == Freshness.State.FRESH;
  }

  private Freshness.State stateOf(Held held) {
    return held.freshness.at(clock.millis());
  }

  private static @Nullable Validators validatorsOf(Held seen) {
    Validators validators = seen.answer.validators();
    return validators.isEmpty() ? null : validators;
  }
}
