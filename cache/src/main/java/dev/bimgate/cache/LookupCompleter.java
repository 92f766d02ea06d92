package dev.bimgate.cache;

import dev.bimgate.cache.fetch.Fetch;
import dev.bimgate.cache.fetch.FetchResult;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.store.EntryStore;
import dev.bimgate.cache.store.StoredResponse;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Completes lookups with a stored response, the result of a fetch, or a stale response in place of
 * a failure (stale-if-error), and counts the outcome.
 */
final class LookupCompleter {

  private final InstantSource clock;
  private final CacheEvents events;
  private final EntryStore store;

  LookupCompleter(InstantSource clock, CacheEvents events, EntryStore store) {
    this.clock = clock;
    this.events = events;
    this.store = store;
  }

  void countHit(StoredResponse stored, long nowMillis) {
    events.lookedUp(stored.key.route(), LookupOutcome.HIT, stored.residentMillis(nowMillis));
    events.callSaved(LookupOutcome.HIT);
  }

  /** A fresh response that meets the request directives. */
  <S> LookupResult<S> hit(StoredResponse stored, long nowMillis) {
    countHit(stored, nowMillis);
    return remembered(stored, LookupOutcome.HIT, false, 0, Forward.NONE, nowMillis);
  }

  /**
   * A stale response, as it is.
   *
   * @param outcome why it is served
   * @param called whether this lookup has begun a revalidation behind it
   */
  <S> LookupResult<S> stale(
      StoredResponse stored, LookupOutcome outcome, boolean called, long nowMillis) {
    if (!called) {
      events.callSaved(outcome);
    }
    events.lookedUp(stored.key.route(), outcome, stored.residentMillis(nowMillis));
    return remembered(stored, outcome, false, 0, Forward.NONE, nowMillis);
  }

  /** For a lookup that may not go beyond the cache, where nothing is stored for it. */
  <S> LookupResult<S> withoutUpstream(CacheKey key, LookupOptions.OnMiss onMiss) {
    if (onMiss == LookupOptions.OnMiss.PASS) {
      return pass(key);
    }
    events.lookedUp(key.route(), LookupOutcome.MISS, 0);
    return new LookupResult.Unavailable<>();
  }

  void passedBy(CacheRoute route) {
    events.lookedUp(route, LookupOutcome.BYPASS, 0);
  }

  <S> LookupResult<S> pass(CacheKey key) {
    passedBy(key.route());
    return new LookupResult.Pass<>();
  }

  <S> void completeStarter(
      CompletableFuture<LookupResult<S>> asked,
      Fetch<S> mine,
      LookupOptions options,
      FetchResult result) {
    OriginResponse.Streamed<S> streamed = mine.streamed;
    if (streamed == null || staleIfError(mine.key, options, result) != null) {
      LookupOutcome outcome =
          result instanceof FetchResult.Responded responded
              ? responded.outcome()
              : LookupOutcome.MISS;
      if (outcome == LookupOutcome.COALESCED && !asked.isDone()) {
        events.callSaved(outcome);
      }
      end(asked, mine.key, options, result, outcome);
      mine.abandonStream();
      return;
    }
    if (!asked.isDone()) {
      events.lookedUp(mine.key.route(), LookupOutcome.MISS, 0);
    }
    if (!asked.complete(new LookupResult.Streamed<>(streamed.stream(), mine.forward))) {
      mine.abandonStream();
    }
  }

  <S> void completeWaiter(
      CompletableFuture<LookupResult<S>> asked,
      CacheKey key,
      LookupOptions options,
      FetchResult result) {
    boolean alone =
        result instanceof FetchResult.Unshared && staleIfError(key, options, result) == null;
    if (!asked.isDone() && !alone && result.forward() != Forward.NONE) {
      events.callSaved(LookupOutcome.COALESCED);
    }
    end(asked, key, options, result, LookupOutcome.COALESCED);
  }

  /** Completes a lookup when another completes. */
  static <S> void follow(
      CompletableFuture<LookupResult<S>> other, CompletableFuture<LookupResult<S>> asked) {
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
      CompletableFuture<LookupResult<S>> asked,
      CacheKey key,
      LookupOptions options,
      FetchResult result,
      LookupOutcome outcome) {
    if (asked.isDone()) {
      return;
    }
    StoredResponse staleIfError = staleIfError(key, options, result);
    if (staleIfError != null) {
      asked.complete(servedStale(key, staleIfError, result, outcome == LookupOutcome.COALESCED));
    } else if (result instanceof FetchResult.Unshared) {
      asked.complete(pass(key));
    } else if (result instanceof FetchResult.Responded responded) {
      asked.complete(responded(key, responded, outcome));
    } else if (result instanceof FetchResult.Failed failed) {
      events.lookedUp(key.route(), outcome, 0);
      asked.completeExceptionally(failed.cause());
    }
  }

  private <S> LookupResult<S> responded(
      CacheKey key, FetchResult.Responded responded, LookupOutcome outcome) {
    long now = clock.millis();
    StoredResponse stored = responded.stored();
    if (responded.outcome() == LookupOutcome.HIT && stored != null) {
      return hit(stored, now);
    }
    if (responded.outcome() == LookupOutcome.SHARED) {
      return shared(key, responded, now);
    }
    events.lookedUp(key.route(), outcome, 0);
    return responded(responded, outcome, now);
  }

  /** A list of another gateway, whoever waited for it: none of them has made a call. */
  private <S> LookupResult<S> shared(CacheKey key, FetchResult.Responded responded, long now) {
    LookupOutcome outcome = LookupOutcome.SHARED;
    long ageMillis = Math.max(0, now - responded.response().arrivedMillis());
    events.lookedUp(key.route(), outcome, ageMillis);
    events.callSaved(outcome);
    return responded(responded, outcome, now);
  }

  private static <S> LookupResult<S> responded(
      FetchResult.Responded responded, LookupOutcome outcome, long now) {
    StoredResponse stored = responded.stored();
    long ttl = stored == null ? 0 : stored.freshness.ttlSeconds(now);
    ListResponse response = responded.response();
    return new LookupResult.Found<>(
        response,
        outcome,
        responded.isStored(),
        outcome == LookupOutcome.COALESCED,
        responded.upstreamStatus(),
        response.ageSeconds(now),
        ttl,
        responded.forward());
  }

  /** The response to serve instead of a failure, as it is stored by now; null if there is none. */
  private @Nullable StoredResponse staleIfError(
      CacheKey key, LookupOptions options, FetchResult result) {
    StoredResponse stored = result.isFailing() ? store.get(key) : null;
    return stored != null
            && options.allowsLoadBegunAt(stored.begunAtNanos)
            && stored.allowsStaleIfError(clock.millis())
        ? stored
        : null;
  }

  /** A fresh one too: it is served because its revalidation failed, and the client has waited. */
  private <S> LookupResult<S> servedStale(
      CacheKey key, StoredResponse stored, FetchResult result, boolean joined) {
    long now = clock.millis();
    LookupOutcome outcome = LookupOutcome.STALE_IF_ERROR;
    events.lookedUp(key.route(), outcome, stored.residentMillis(now));
    return remembered(stored, outcome, joined, result.upstreamStatus(), result.forward(), now);
  }

  private static <S> LookupResult<S> remembered(
      StoredResponse stored,
      LookupOutcome outcome,
      boolean joined,
      int upstreamStatus,
      Forward forward,
      long nowMillis) {
    return new LookupResult.Found<>(
        stored.response,
        outcome,
        false,
        joined,
        upstreamStatus,
        stored.response.ageSeconds(nowMillis),
        stored.freshness.ttlSeconds(nowMillis),
        forward);
  }
}
