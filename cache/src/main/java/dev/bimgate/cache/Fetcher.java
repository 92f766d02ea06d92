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

/**
 * Runs fetches: contacts the origin, applies {@link StoreDecision} to the store, and completes the
 * lookups that wait.
 */
final class Fetcher {

  private static final int NOT_MODIFIED = 304;

  private final ListCacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetches fetches;

  Fetcher(ListCacheOptions options, InstantSource clock, EntryStore store) {
    this.options = options;
    this.clock = clock;
    this.store = store;
    this.fetches = new Fetches(store.generations());
  }

  Fetches fetches() {
    return fetches;
  }

  /**
   * Runs a fetch that nobody else has started.
   *
   * @param known the response that the lookup had found
   */
  void run(Fetch<?> fetch, @Nullable StoredResponse known) {
    try {
      begin(fetch, known);
    } catch (RuntimeException | Error e) {
      fetches.complete(fetch, failed(fetch, e));
    }
  }

  private <S> void begin(Fetch<S> fetch, @Nullable StoredResponse known) {
    // Looked up again: another fetch may have completed before this one was started.
    StoredResponse seen = store.get(fetch.key);
    if (seen != null && seen != known && seen.isFresh(clock.millis())) {
      var found = new FetchResult.Answered(seen.answer, seen, LookupOutcome.HIT, 0, Forward.NONE);
      fetches.complete(fetch, found);
      return;
    }
    fetch.seen = seen;
    fetch.revalidates = seen != null && seen.stateAt(clock.millis()) != Freshness.State.EXPIRED;
    fetch.forward = forward(fetch.key, seen);
    ListAnswer asked = seen == null || seen.answer.validators().isEmpty() ? null : seen.answer;
    await(fetch, asked, fetch.source.fetch(asked));
  }

  private Forward forward(ListKey key, @Nullable StoredResponse seen) {
    if (seen == null) {
      return store.isStored(key) ? Forward.VARY_MISS : Forward.URI_MISS;
    }
    return seen.isFresh(clock.millis()) ? Forward.REQUEST : Forward.STALE;
  }

  private <S> void await(
      Fetch<S> fetch, @Nullable ListAnswer known, CompletionStage<SourceAnswer<S>> asked) {
    asked.whenComplete((answer, failure) -> arrived(fetch, known, answer, failure));
  }

  private <S> void arrived(
      Fetch<S> fetch,
      @Nullable ListAnswer known,
      @Nullable SourceAnswer<S> answer,
      @Nullable Throwable failure) {
    FetchResult result;
    try {
      if (answer instanceof SourceAnswer.UnrelatedNotModified<S> useless && !fetch.repeated) {
        fetch.repeated = true;
        await(fetch, null, useless.anew().get());
        return;
      }
      result = result(fetch, known, answer, failure);
      int status = result.upstreamStatus();
      if (Statuses.isSuccess(status) || status == NOT_MODIFIED) {
        fetches.succeeded();
      }
    } catch (RuntimeException | Error e) {
      // Whatever goes wrong here, no lookup may be left waiting.
      result = failed(fetch, e);
    }
    fetches.complete(fetch, result);
  }

  private <S> FetchResult result(
      Fetch<S> fetch,
      @Nullable ListAnswer known,
      @Nullable SourceAnswer<S> answer,
      @Nullable Throwable failure) {
    if (failure != null) {
      return failed(fetch, failure);
    }
    if (answer instanceof SourceAnswer.Whole<S> whole) {
      return whole(fetch, whole.answer());
    }
    if (answer instanceof SourceAnswer.Passage<S> passage) {
      return unshared(fetch, passage);
    }
    if (answer instanceof SourceAnswer.UntoldRefusal<S> refusal) {
      int status = refusal.status();
      settle(fetch, Kind.UNREADABLE, status, Cause.REFUSED, List.of());
      return new FetchResult.Failed(refusal.failure(), status, fetch.forward);
    }
    if (answer instanceof SourceAnswer.NotModified<S> by && known != null && fetch.seen != null) {
      return confirmed(
          fetch,
          fetch.seen.answer.renewed(by.fields(), by.arrivedAt(), by.receivedAge(), by.reuse()));
    }
    Objects.requireNonNull(answer, "the source returned no response");
    return failed(fetch, new UnexpectedNotModifiedException());
  }

  private FetchResult failed(Fetch<?> fetch, Throwable failure) {
    settle(fetch, Kind.NONE, 0, Cause.LOAD_FAILED, List.of());
    Throwable cause = failure.getCause();
    return new FetchResult.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure,
        0,
        fetch.forward);
  }

  private <S> FetchResult unshared(Fetch<S> fetch, SourceAnswer.Passage<S> passage) {
    int status = passage.status();
    if (Statuses.isSuccess(status)) {
      store.pass(fetch.key, fetch.generation);
    }
    Cause obstacle = StoreDecision.obstacle(status, passage.rules());
    settle(fetch, Kind.STREAMED, status, obstacle, passage.rules());
    fetch.passage = passage;
    return new FetchResult.Unshared(status, fetch.forward);
  }

  private FetchResult whole(Fetch<?> fetch, ListAnswer answer) {
    int status = answer.status();
    StoredResponse held = store(fetch, Kind.COMPLETE, answer, status);
    var outcome = fetch.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new FetchResult.Answered(answer, held, outcome, status, fetch.forward);
  }

  private FetchResult confirmed(Fetch<?> fetch, ListAnswer renewed) {
    StoredResponse held = store(fetch, Kind.NOT_MODIFIED, renewed, NOT_MODIFIED);
    return new FetchResult.Answered(
        renewed, held, LookupOutcome.REVALIDATED, NOT_MODIFIED, fetch.forward);
  }

  /** Stores a response where allowed; null if it is not stored: then the table says what else. */
  private @Nullable StoredResponse store(
      Fetch<?> fetch, Kind kind, ListAnswer answer, int upstreamStatus) {
    ListKey key = fetch.key.variant(answer.reuse().variance().variantOf(fetch.source.request()));
    Cause obstacle = obstacle(fetch, key, answer);
    StoredResponse held = null;
    if (decide(fetch, kind, answer.status(), obstacle, false) == StoreDecision.STORE) {
      held = put(fetch, key, answer);
    }
    if (held == null) {
      Cause cause = Objects.requireNonNullElse(obstacle, Cause.DROPPED_MEANWHILE);
      Duration pause = pauseAskedFor(fetch, answer);
      apply(fetch, decide(fetch, kind, answer.status(), cause, !pause.isZero()), pause);
      note(fetch, cause, upstreamStatus, answer.reuse().rules());
    }
    return held;
  }

  private @Nullable Cause obstacle(Fetch<?> fetch, ListKey key, ListAnswer answer) {
    return StoreDecision.obstacle(
        answer,
        fetch.seen != null,
        options.policy(key.route()).windows(),
        StoredResponse.weightOf(key, answer) <= options.maxKeptBytes(),
        store.generations().isValid(fetch.key, fetch.generation));
  }

  private StoreDecision decide(
      Fetch<?> fetch, Kind kind, int status, @Nullable Cause obstacle, boolean retryLater) {
    boolean current = !fetches.isSuperseded(fetch);
    return StoreDecision.of(kind, status, obstacle, current, retryLater);
  }

  private @Nullable StoredResponse put(Fetch<?> fetch, ListKey key, ListAnswer answer) {
    StoredResponse held =
        new StoredResponse(key, answer, freshness(key, answer), fetch.generation, clock.millis());
    boolean sameKey = key.equals(fetch.key);
    StoredResponse renewed = fetch.revalidates && sameKey ? fetch.seen : null;
    boolean isStored = store.put(held, renewed, () -> !fetches.isSuperseded(fetch));
    if (!sameKey && fetch.seen != null && !fetches.isSuperseded(fetch)) {
      store.remove(fetch.seen);
    }
    return isStored ? held : null;
  }

  private Freshness freshness(ListKey key, ListAnswer answer) {
    // The configured times count from arrival: no upstream clock makes a response older then.
    Duration age = answer.reuse().windows() == null ? Duration.ZERO : answer.receivedAge();
    return new Freshness(answer.arrivedMillis(), age, windows(key, answer));
  }

  private Windows windows(ListKey key, ListAnswer answer) {
    return answer.reuse().windowsOr(options.policy(key.route()).windows());
  }

  private void settle(Fetch<?> fetch, Kind kind, int status, Cause cause, List<Rule> rules) {
    apply(fetch, decide(fetch, kind, status, cause, false), Duration.ZERO);
    note(fetch, cause, status, rules);
  }

  /** Applies the decision to the store, where the response is not stored. */
  private void apply(Fetch<?> fetch, StoreDecision decision, Duration pause) {
    StoredResponse seen = fetch.seen;
    if (decision == StoreDecision.REJECT) {
      reject(fetch.key, fetch.generation, seen);
    } else if (seen != null) {
      long now = clock.millis();
      switch (decision) {
        case REMOVE -> store.remove(seen);
        case RETRY_LATER -> seen.refusedAt(now, now + pause.toMillis());
        case BACK_OFF -> seen.failedAt(now, fetches.successes());
        case KEEP -> seen.triedAt(now);
        case STORE, REJECT, LEAVE -> {}
      }
    }
  }

  /**
   * Removes what is stored under a rejected key, and keeps in-flight responses out.
   *
   * @param askedIn the generation of that request: a later one is more recent
   * @param seen the response that was to be revalidated, of whatever generation
   */
  void reject(ListKey key, long askedIn, @Nullable StoredResponse seen) {
    // First: a response that arrives in between is either not stored, or seen here.
    fetches.reject(key.question(), askedIn);
    store.reject(key, askedIn, seen);
  }

  /**
   * For how long upstream requests a back-off, but no longer than the response was fresh: this
   * bounds how late a withdrawn right is noticed once upstream has recovered.
   */
  private Duration pauseAskedFor(Fetch<?> fetch, ListAnswer answer) {
    StoredResponse seen = fetch.seen;
    if (seen == null || !Statuses.isFailing(answer.status())) {
      return Duration.ZERO;
    }
    Duration most = windows(fetch.key, seen.answer).freshFor();
    return RetryAfter.pause(answer.status(), answer.field("Retry-After"), clock.instant(), most);
  }

  /** Records why a response is not stored, for {@code explain}. */
  private void note(Fetch<?> fetch, Cause cause, int status, List<Rule> rules) {
    if (store.get(fetch.key) == null) {
      store.lastEvents().notStored(fetch.key, cause, status, rules);
    }
  }
}
