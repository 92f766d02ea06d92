package dev.bimgate.cache.store;

import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Statuses;

/** A stored list and its cache metadata; two are equal only if they are the same. */
public final class StoredResponse {

  /** How long a list that may no longer be served is stored for its validators. */
  private static final long ASKED_ABOUT_MILLIS = 3_600_000;

  public final CacheKey key;
  public final ListResponse response;
  public final long arrivedMillis;

  /** The generation its load or revalidation began in. */
  public final long generation;

  /** When its load or revalidation began; long ago if another gateway has loaded it. */
  public final long begunAtNanos;

  public final int weightBytes;

  /** Replaced by one that has ended, once {@link #isValid} finds a soft purge that covers it. */
  public volatile Freshness freshness;

  /** The last generation in which no invalidation was found to cover it; saves a second check. */
  private volatile long validIn;

  /** When a load or revalidation of it last ended, whether it succeeded or not. */
  private volatile long triedMillis;

  /** The back-off after failed loads of it. */
  private volatile Backoff backoff = Backoff.NONE;

  public StoredResponse(
      CacheKey key,
      ListResponse response,
      Freshness freshness,
      long generation,
      long begunAtNanos,
      long triedMillis) {
    this.key = key;
    this.response = response;
    this.arrivedMillis = response.arrivedMillis();
    this.freshness = freshness;
    this.generation = generation;
    this.begunAtNanos = begunAtNanos;
    this.weightBytes = weightOf(key, response);
    this.validIn = generation;
    this.triedMillis = triedMillis;
  }

  public static int weightOf(CacheKey key, ListResponse response) {
    return (int) Math.min(Integer.MAX_VALUE, key.weightBytes() + response.weightBytes());
  }

  /** Whether it may be served at all; to be called before {@link #freshness} is read. */
  boolean isValid(Generations generations) {
    long now = generations.current();
    if (validIn == now) {
      return true;
    }
    if (!generations.isValid(key, generation)) {
      return false;
    }
    Generations.Ending stale = generations.staleSince(key, generation);
    if (stale != null) {
      freshness = freshness.endedAt(stale.atMillis());
      backoff = backoff.withoutPause();
    }
    validIn = now;
    return true;
  }

  /** The request headers by which it differs from others under its key. */
  Vary vary() {
    return response.cacheability().vary();
  }

  /** The list itself. */
  public ListResponse response() {
    return response;
  }

  /** Its {@code Age} at a time (RFC 9111, section 4.2.3). */
  public long ageSeconds(long nowMillis) {
    return response.ageSeconds(nowMillis);
  }

  /** How long it is still fresh at a time, in whole seconds; negative when stale. */
  public long ttlSeconds(long nowMillis) {
    return freshness.ttlSeconds(nowMillis);
  }

  /** Whether it is served without an upstream call. */
  public boolean isFresh(long nowMillis) {
    return stateAt(nowMillis) == Freshness.State.FRESH;
  }

  /** What may be done with it at a time. */
  public Freshness.State stateAt(long nowMillis) {
    return freshness.at(nowMillis);
  }

  /** Whether it is usable from a time on: to be served, or validated. */
  public boolean isOfUse(long nowMillis) {
    return stateAt(nowMillis) != Freshness.State.EXPIRED
        || (response.cacheability().lifetimes() != null
            && !response.validators().isEmpty()
            && residentMillis(nowMillis) < ASKED_ABOUT_MILLIS);
  }

  /** Whether it may be served instead of a failure: another failure is no better. */
  public boolean allowsStaleIfError(long nowMillis) {
    return stateAt(nowMillis) != Freshness.State.EXPIRED
        && !Statuses.allowsStaleIfError(response.status());
  }

  public void triedAt(long nowMillis) {
    triedMillis = nowMillis;
  }

  /** Records a failed load or revalidation. */
  public void failedAt(long nowMillis, long successes) {
    triedMillis = nowMillis;
    backoff = backoff.afterFailure(nowMillis, successes);
  }

  /** Records a load or revalidation that was not sent. */
  public void notSentAt(long nowMillis, long successes) {
    triedMillis = nowMillis;
    backoff = backoff.afterNothingSent(nowMillis, successes);
  }

  /** Records a failure with a time to retry. */
  public void retryAfter(long nowMillis, long untilMillis) {
    triedMillis = nowMillis;
    backoff = backoff.withRetryAfter(untilMillis);
  }

  /** The back-off at a time: none, unless it may be served in place of a failure. */
  public Backoff backoffAt(long nowMillis) {
    return allowsStaleIfError(nowMillis) ? backoff : Backoff.NONE;
  }

  public long triedMillis() {
    return triedMillis;
  }

  public long sinceTriedMillis(long nowMillis) {
    return nowMillis - triedMillis;
  }

  public long residentMillis(long nowMillis) {
    return Math.max(0, nowMillis - arrivedMillis);
  }
}
