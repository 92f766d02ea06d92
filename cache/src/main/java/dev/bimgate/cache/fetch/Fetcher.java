package dev.bimgate.cache.fetch;

import dev.bimgate.cache.fetch.StoreDecision.Kind;
import dev.bimgate.cache.http.RetryAfter;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.model.Statuses;
import dev.bimgate.cache.store.EntryStore;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.cache.store.StoredResponse;
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
public final class Fetcher {

  private static final int NOT_MODIFIED = 304;

  private final CacheOptions options;
  private final InstantSource clock;
  private final EntryStore store;
  private final Fetches fetches;

  public Fetcher(CacheOptions options, InstantSource clock, EntryStore store) {
    this.options = options;
    this.clock = clock;
    this.store = store;
    this.fetches = new Fetches(store.generations());
  }

  public Fetches fetches() {
    return fetches;
  }

  /**
   * Runs a fetch that nobody else has started.
   *
   * @param known the response that the lookup had found
   * @param options of the lookup that has started it
   */
  public void run(Fetch<?> fetch, @Nullable StoredResponse known, LookupOptions options) {
    try {
      begin(fetch, known, options);
    } catch (RuntimeException | Error e) {
      fetches.complete(fetch, failed(fetch, e));
    }
  }

  private <S> void begin(Fetch<S> fetch, @Nullable StoredResponse known, LookupOptions options) {
    // Looked up again: another fetch may have completed before this one was started.
    StoredResponse seen = store.get(fetch.key);
    if (seen != null && seen != known && isFreshFor(options, seen)) {
      fetch.listBegunAtNanos = seen.begunAtNanos;
      var found =
          new FetchResult.Responded(seen.response, seen, LookupOutcome.HIT, 0, Forward.NONE);
      fetches.complete(fetch, found);
      return;
    }
    fetch.seen = seen;
    fetch.revalidates = seen != null && seen.stateAt(clock.millis()) != Freshness.State.EXPIRED;
    fetch.forward = forward(fetch.key, seen, options);
    ListResponse asked =
        seen == null || seen.response.validators().isEmpty() ? null : seen.response;
    await(fetch, asked, fetch.origin.fetch(asked));
  }

  private Forward forward(CacheKey key, @Nullable StoredResponse seen, LookupOptions options) {
    if (seen == null) {
      return store.isStored(key) ? Forward.VARY_MISS : Forward.URI_MISS;
    }
    return isFreshFor(options, seen) ? Forward.REQUEST : Forward.STALE;
  }

  private boolean isFreshFor(LookupOptions options, StoredResponse seen) {
    return options.allowsLoadBegunAt(seen.begunAtNanos) && seen.isFresh(clock.millis());
  }

  private <S> void await(
      Fetch<S> fetch, @Nullable ListResponse known, CompletionStage<OriginResponse<S>> asked) {
    asked.whenComplete((response, failure) -> arrived(fetch, known, response, failure));
  }

  private <S> void arrived(
      Fetch<S> fetch,
      @Nullable ListResponse known,
      @Nullable OriginResponse<S> response,
      @Nullable Throwable failure) {
    FetchResult result;
    try {
      if (response instanceof OriginResponse.MismatchedNotModified<S> useless && !fetch.repeated) {
        fetch.repeated = true;
        await(fetch, null, useless.reload().get());
        return;
      }
      result = result(fetch, known, response, failure);
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
      @Nullable ListResponse known,
      @Nullable OriginResponse<S> response,
      @Nullable Throwable failure) {
    if (failure != null) {
      return failed(fetch, failure);
    }
    if (response instanceof OriginResponse.Complete<S> complete) {
      return whole(fetch, complete.response());
    }
    if (response instanceof OriginResponse.Shared<S> shared) {
      return shared(fetch, shared);
    }
    if (response instanceof OriginResponse.Streamed<S> streamed) {
      return unshared(fetch, streamed);
    }
    if (response instanceof OriginResponse.UnreadableRefusal<S> rejection) {
      int status = rejection.status();
      settle(fetch, Kind.UNREADABLE, status, LastEventType.REFUSED, List.of());
      return new FetchResult.Failed(rejection.failure(), status, fetch.forward);
    }
    if (response instanceof OriginResponse.NotSent<S> notSent) {
      settle(fetch, Kind.NOT_SENT, 0, LastEventType.LOAD_FAILED, List.of());
      return new FetchResult.Failed(notSent.failure(), 0, Forward.NONE);
    }
    if (response instanceof OriginResponse.NotModified<S> by
        && known != null
        && fetch.seen != null) {
      return confirmed(
          fetch,
          fetch.seen.response.freshened(
              by.headers(), by.arrivedAt(), by.receivedAge(), by.cacheability()));
    }
    Objects.requireNonNull(response, "the origin returned no response");
    return failed(fetch, new UnexpectedNotModifiedException());
  }

  private FetchResult failed(Fetch<?> fetch, Throwable failure) {
    settle(fetch, Kind.NONE, 0, LastEventType.LOAD_FAILED, List.of());
    Throwable cause = failure.getCause();
    return new FetchResult.Failed(
        failure instanceof CompletionException && cause != null ? cause : failure,
        0,
        fetch.forward);
  }

  private <S> FetchResult unshared(Fetch<S> fetch, OriginResponse.Streamed<S> streamed) {
    int status = streamed.status();
    if (Statuses.isSuccess(status)) {
      store.pass(fetch.key, fetch.generation);
    }
    LastEventType obstacle = StoreDecision.obstacle(status, streamed.rules());
    settle(fetch, Kind.STREAMED, status, obstacle, streamed.rules());
    fetch.streamed = streamed;
    return new FetchResult.Unshared(status, fetch.forward);
  }

  private FetchResult whole(Fetch<?> fetch, ListResponse response) {
    int status = response.status();
    StoredResponse stored = store(fetch, Kind.COMPLETE, response, status);
    var outcome = fetch.revalidates ? LookupOutcome.REVALIDATED : LookupOutcome.MISS;
    return new FetchResult.Responded(response, stored, outcome, status, fetch.forward);
  }

  private FetchResult shared(Fetch<?> fetch, OriginResponse.Shared<?> shared) {
    fetch.loadedElsewhere();
    ListResponse response = shared.response().arrivedAgo(shared.age(), clock.instant());
    StoredResponse stored = store(fetch, Kind.COMPLETE, response, 0);
    return shared.awaited()
        ? new FetchResult.Responded(response, stored, LookupOutcome.COALESCED, 0, fetch.forward)
        : new FetchResult.Responded(response, stored, LookupOutcome.SHARED, 0, Forward.NONE);
  }

  private FetchResult confirmed(Fetch<?> fetch, ListResponse renewed) {
    StoredResponse stored = store(fetch, Kind.NOT_MODIFIED, renewed, NOT_MODIFIED);
    return new FetchResult.Responded(
        renewed, stored, LookupOutcome.REVALIDATED, NOT_MODIFIED, fetch.forward);
  }

  /** Stores a response where allowed; null if it is not stored: then the table says what else. */
  private @Nullable StoredResponse store(
      Fetch<?> fetch, Kind kind, ListResponse response, int upstreamStatus) {
    CacheKey key =
        fetch.key.variant(response.cacheability().vary().variantOf(fetch.origin.request()));
    LastEventType obstacle = obstacle(fetch, key, response);
    StoredResponse stored = null;
    if (decide(fetch, kind, response.status(), obstacle, false) == StoreDecision.STORE) {
      stored = put(fetch, key, response);
    }
    if (stored == null) {
      LastEventType type = Objects.requireNonNullElse(obstacle, LastEventType.DROPPED_MEANWHILE);
      Duration pause = requestedPause(fetch, response);
      apply(fetch, decide(fetch, kind, response.status(), type, !pause.isZero()), pause);
      note(fetch, type, upstreamStatus, response.cacheability().rules());
    }
    return stored;
  }

  private @Nullable LastEventType obstacle(Fetch<?> fetch, CacheKey key, ListResponse response) {
    return StoreDecision.obstacle(
        response,
        fetch.seen != null,
        options.policy(key.route()).lifetimes(),
        StoredResponse.weightOf(key, response) <= options.maxStoredBytes(),
        store.generations().isValid(fetch.key, fetch.generation));
  }

  private StoreDecision decide(
      Fetch<?> fetch, Kind kind, int status, @Nullable LastEventType obstacle, boolean retryLater) {
    boolean current = !fetches.isSuperseded(fetch);
    StoreDecision decision = StoreDecision.of(kind, status, obstacle, current, retryLater);
    boolean probe = decision == StoreDecision.BACK_OFF && fetch.origin.isProbing();
    return probe ? StoreDecision.RETRY_SOON : decision;
  }

  private @Nullable StoredResponse put(Fetch<?> fetch, CacheKey key, ListResponse response) {
    // Requests for a fresher list wait for as long after a load of another gateway.
    long triedMillis = fetch.isLoadedElsewhere() ? response.arrivedMillis() : clock.millis();
    StoredResponse stored =
        new StoredResponse(
            key,
            response,
            freshness(key, response),
            fetch.generation,
            fetch.listBegunAtNanos,
            triedMillis);
    boolean sameKey = key.equals(fetch.key);
    StoredResponse renewed = fetch.revalidates && sameKey ? fetch.seen : null;
    boolean isStored = store.put(stored, renewed, () -> !fetches.isSuperseded(fetch));
    if (!sameKey && fetch.seen != null && !fetches.isSuperseded(fetch)) {
      store.remove(fetch.seen);
    }
    return isStored ? stored : null;
  }

  private Freshness freshness(CacheKey key, ListResponse response) {
    return response.freshness(options.policy(key.route()).lifetimes());
  }

  private Lifetimes lifetimes(CacheKey key, ListResponse response) {
    return response.cacheability().windowsOr(options.policy(key.route()).lifetimes());
  }

  private void settle(Fetch<?> fetch, Kind kind, int status, LastEventType type, List<Rule> rules) {
    apply(fetch, decide(fetch, kind, status, type, false), Duration.ZERO);
    note(fetch, type, status, rules);
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
        case RETRY_LATER -> seen.retryAfter(now, now + pause.toMillis());
        case BACK_OFF -> seen.failedAt(now, fetches.successes());
        case RETRY_SOON -> seen.notSentAt(now, fetches.successes());
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
  public void reject(CacheKey key, long askedIn, @Nullable StoredResponse seen) {
    // First: a response that arrives in between is either not stored, or seen here.
    fetches.reject(key.withoutVariant(), askedIn);
    store.reject(key, askedIn, seen);
  }

  /**
   * For how long upstream requests a back-off, but no longer than the response was fresh: this
   * bounds how late a withdrawn right is noticed once upstream has recovered.
   */
  private Duration requestedPause(Fetch<?> fetch, ListResponse response) {
    StoredResponse seen = fetch.seen;
    if (seen == null || !Statuses.allowsStaleIfError(response.status())) {
      return Duration.ZERO;
    }
    Duration most = lifetimes(fetch.key, seen.response).freshFor();
    return RetryAfter.pause(
        response.status(), response.header("Retry-After"), clock.instant(), most);
  }

  /** Records why a response is not stored, for {@code explain}. */
  private void note(Fetch<?> fetch, LastEventType type, int status, List<Rule> rules) {
    if (store.get(fetch.key) == null) {
      store.lastEvents().notStored(fetch.key, type, status, rules);
    }
  }
}
