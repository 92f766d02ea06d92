package dev.bimgate.cache;

import dev.bimgate.cache.StoreDecision.Kind;
import dev.bimgate.cache.http.RetryAfter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Flies flights: asks the source, keeps or removes what it says, and lets those who wait know. */
final class Loads {

  private static final int NOT_MODIFIED = 304;

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore lists;
  private final Flights flights;

  Loads(ListCacheOptions options, InstantSource clock, EntryStore lists) {
    this.options = options;
    this.clock = clock;
    this.lists = lists;
    this.flights = new Flights(lists.generations());
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
      var found = new Landing.Answered(seen.answer, seen, LookupOutcome.HIT, 0, Forward.NONE);
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
      return lists.isStored(key) ? Forward.VARY_MISS : Forward.URI_MISS;
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
      return whole(flight, whole.answer());
    }
    if (answer instanceof SourceAnswer.Passage<S> passage) {
      return unshared(flight, passage);
    }
    if (answer instanceof SourceAnswer.UntoldRefusal<S> refusal) {
      int status = refusal.status();
      settle(flight, Kind.UNREADABLE, status, Cause.REFUSED);
      note(flight, Cause.REFUSED, status, List.of());
      return new Landing.Failed(refusal.failure(), status, flight.forward);
    }
    if (answer instanceof SourceAnswer.NotModified<S> by && known != null && flight.seen != null) {
      return confirmed(
          flight,
          flight.seen.answer.renewed(by.fields(), by.arrivedAt(), by.receivedAge(), by.reuse()));
    }
    Objects.requireNonNull(answer, "the source gave no answer");
    return failed(flight, new UnexpectedNotModifiedException());
  }

  private Landing failed(Flight<?> flight, Throwable failure) {
    settle(flight, Kind.NONE, 0, Cause.LOAD_FAILED);
    note(flight, Cause.LOAD_FAILED, 0, List.of());
    Throwable cause = failure.getCause();
    return new Landing.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure,
        0,
        flight.forward);
  }

  private <S> Landing unshared(Flight<S> flight, SourceAnswer.Passage<S> passage) {
    int status = passage.status();
    if (Statuses.isSuccess(status)) {
      lists.pass(flight.key, flight.generation);
    }
    Cause obstacle = StoreDecision.obstacle(status, passage.rules());
    settle(flight, Kind.STREAMED, status, obstacle);
    note(flight, obstacle, status, passage.rules());
    flight.passage = passage;
    return new Landing.Unshared(status, flight.forward);
  }

  private Landing whole(Flight<?> flight, ListAnswer answer) {
    int status = answer.status();
    StoredResponse held = store(flight, Kind.COMPLETE, answer, status);
    var outcome = flight.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new Landing.Answered(answer, held, outcome, status, flight.forward);
  }

  private Landing confirmed(Flight<?> flight, ListAnswer renewed) {
    StoredResponse held = store(flight, Kind.NOT_MODIFIED, renewed, NOT_MODIFIED);
    return new Landing.Answered(
        renewed, held, LookupOutcome.REVALIDATED, NOT_MODIFIED, flight.forward);
  }

  /** Stores a response where it may be; null if it is not stored, and then the store is settled. */
  private @Nullable StoredResponse store(
      Flight<?> flight, Kind kind, ListAnswer answer, int upstreamStatus) {
    ListKey key = flight.key.variant(answer.reuse().variance().variantOf(flight.source.request()));
    Cause obstacle = obstacle(flight, key, answer);
    StoredResponse held = null;
    if (decide(flight, kind, answer.status(), obstacle, false) == StoreDecision.STORE) {
      held = put(flight, key, answer);
    }
    if (held == null) {
      Cause cause = Objects.requireNonNullElse(obstacle, Cause.DROPPED_MEANWHILE);
      Duration pause = pauseAskedFor(flight, answer);
      settle(flight, decide(flight, kind, answer.status(), cause, !pause.isZero()), pause);
      note(flight, cause, upstreamStatus, answer.reuse().rules());
    }
    return held;
  }

  private @Nullable Cause obstacle(Flight<?> flight, ListKey key, ListAnswer answer) {
    return StoreDecision.obstacle(
        answer,
        flight.seen != null,
        options.policy(key.route()).windows(),
        StoredResponse.weightOf(key, answer) <= options.maxKeptBytes(),
        lists.generations().isValid(flight.key, flight.generation));
  }

  private StoreDecision decide(
      Flight<?> flight, Kind kind, int status, @Nullable Cause obstacle, boolean retryLater) {
    boolean current = !flights.isOvertaken(flight);
    return StoreDecision.of(kind, status, obstacle, current, retryLater);
  }

  private @Nullable StoredResponse put(Flight<?> flight, ListKey key, ListAnswer answer) {
    StoredResponse held =
        new StoredResponse(key, answer, freshness(key, answer), flight.generation, clock.millis());
    boolean sameKey = key.equals(flight.key);
    boolean kept = lists.put(held, flight.revalidates && sameKey ? flight.seen : null);
    if (!sameKey && flight.seen != null && !flights.isOvertaken(flight)) {
      lists.remove(flight.seen);
    }
    // Again: the other may have looked for a list before this one was there.
    kept = kept && !(flights.isOvertaken(flight) && lists.remove(held));
    return kept ? held : null;
  }

  private Freshness freshness(ListKey key, ListAnswer answer) {
    // Our times count from arrival: no clock of upstream's makes a response older then.
    Duration age = answer.reuse().windows() == null ? Duration.ZERO : answer.receivedAge();
    return new Freshness(answer.arrivedMillis(), age, windows(key, answer));
  }

  private Windows windows(ListKey key, ListAnswer answer) {
    return answer.reuse().windowsOr(options.policy(key.route()).windows());
  }

  private void settle(Flight<?> flight, Kind kind, int status, Cause obstacle) {
    settle(flight, decide(flight, kind, status, obstacle, false), Duration.ZERO);
  }

  /** Does with what is stored as the table says, where the response is not. */
  private void settle(Flight<?> flight, StoreDecision decision, Duration pause) {
    StoredResponse seen = flight.seen;
    if (decision == StoreDecision.REJECT) {
      reject(flight.key, flight.generation, seen);
    } else if (seen != null) {
      long now = clock.millis();
      switch (decision) {
        case REMOVE -> lists.remove(seen);
        case RETRY_LATER -> seen.refusedAt(now, now + pause.toMillis());
        case BACK_OFF -> seen.failedAt(now, flights.successes());
        case KEEP -> seen.triedAt(now);
        case STORE, REJECT, LEAVE -> {}
      }
    }
  }

  /**
   * Removes what is stored of a key that upstream has rejected, and keeps out what is being loaded.
   *
   * @param askedIn the generation in which it was asked: a later one knows better
   * @param seen what was to be revalidated, of whatever generation
   */
  void reject(ListKey key, long askedIn, @Nullable StoredResponse seen) {
    // First: what a load brings in between is either not stored, or seen here.
    flights.refused(key.question(), askedIn);
    lists.reject(key, askedIn, seen);
  }

  /**
   * For how long upstream does not want to be asked, but no longer than the response was fresh: so
   * much later at most is a right seen to be withdrawn once upstream is well again.
   */
  private Duration pauseAskedFor(Flight<?> flight, ListAnswer answer) {
    StoredResponse seen = flight.seen;
    if (seen == null || !Statuses.isFailing(answer.status())) {
      return Duration.ZERO;
    }
    Duration most = windows(flight.key, seen.answer).freshFor();
    return RetryAfter.pause(answer.status(), answer.field("Retry-After"), clock.instant(), most);
  }

  /** Notes why a response is not stored, for those who ask why. */
  private void note(Flight<?> flight, Cause cause, int status, List<Rule> rules) {
    if (lists.get(flight.key) == null) {
      lists.fates().notKept(flight.key, cause, status, rules);
    }
  }

  private boolean isFresh(StoredResponse held) {
    return stateOf(held) == Freshness.State.FRESH;
  }

  private Freshness.State stateOf(StoredResponse held) {
    return held.stateAt(clock.millis());
  }
}
