package dev.bimgate.cache;

import dev.bimgate.cache.http.Variance;

/** A stored list with what the cache knows about it; two are equal only if they are the same. */
public final class StoredResponse {

  /** How long a list that may not be told any more is kept for its validators. */
  private static final long ASKED_ABOUT_MILLIS = 3_600_000;

  final ListKey key;
  final ListAnswer answer;
  final long arrivedMillis;

  /** The generation its load or revalidation began in. */
  final long generation;

  final int weightBytes;

  /** Replaced by one that has ended, once {@link #isValid} finds that a soft purge concerns it. */
  volatile Freshness freshness;

  /** The last generation in which no invalidation was found to cover it; saves looking again. */
  private volatile long validIn;

  /** When a load or revalidation of it last ended, whether it succeeded or not. */
  private volatile long triedMillis;

  /** What follows from the loads of it that have failed. */
  private volatile Backoff backoff = Backoff.NONE;

  StoredResponse(
      ListKey key, ListAnswer answer, Freshness freshness, long generation, long nowMillis) {
    this.key = key;
    this.answer = answer;
    this.arrivedMillis = answer.arrivedMillis();
    this.freshness = freshness;
    this.generation = generation;
    this.weightBytes = weightOf(key, answer);
    this.validIn = generation;
    this.triedMillis = nowMillis;
  }

  static int weightOf(ListKey key, ListAnswer answer) {
    return (int) Math.min(Integer.MAX_VALUE, key.weightBytes() + answer.weightBytes());
  }

  /** Whether it may be told at all; to be asked before {@link #freshness} is looked at. */
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

  /** By which fields of requests it differs from others under its key. */
  Variance variance() {
    return answer.reuse().variance();
  }

  /** The list itself. */
  public ListAnswer answer() {
    return answer;
  }

  /** The {@code Age} to tell at a moment (RFC 9111, section 4.2.3). */
  public long ageSeconds(long nowMillis) {
    return answer.ageSeconds(nowMillis);
  }

  /** How long it is still fresh at a moment, in whole seconds; negative when stale. */
  public long ttlSeconds(long nowMillis) {
    return freshness.ttlSeconds(nowMillis);
  }

  /** Whether it is served without asking anybody. */
  public boolean isFresh(long nowMillis) {
    return stateAt(nowMillis) == Freshness.State.FRESH;
  }

  /** What may be done with it at a time. */
  Freshness.State stateAt(long nowMillis) {
    return freshness.at(nowMillis);
  }

  /**
   * Whether it is of any use from a moment on: to be told, or to be asked about by its validators.
   */
  boolean isOfUse(long nowMillis) {
    return stateAt(nowMillis) != Freshness.State.EXPIRED
        || (answer.reuse().windows() != null
            && !answer.validators().isEmpty()
            && residentMillis(nowMillis) < ASKED_ABOUT_MILLIS);
  }

  /** Whether it may be told instead of a failure: another failure is no better. */
  boolean mayStandIn(long nowMillis) {
    return stateAt(nowMillis) != Freshness.State.EXPIRED && !Statuses.isFailing(answer.status());
  }

  void triedAt(long nowMillis) {
    triedMillis = nowMillis;
  }

  /** A load or revalidation of it has failed. */
  void failedAt(long nowMillis, long successes) {
    triedMillis = nowMillis;
    backoff = backoff.afterFailure(nowMillis, successes);
  }

  /** Upstream has refused, and wants to be let alone until a moment. */
  void refusedAt(long nowMillis, long untilMillis) {
    triedMillis = nowMillis;
    backoff = backoff.afterRefusal(untilMillis);
  }

  /**
   * What follows from failed loads at a moment: nothing, unless it may be served in their place.
   */
  Backoff backoffAt(long nowMillis) {
    return mayStandIn(nowMillis) ? backoff : Backoff.NONE;
  }

  long triedMillis() {
    return triedMillis;
  }

  long sinceTriedMillis(long nowMillis) {
    return nowMillis - triedMillis;
  }

  long residentMillis(long nowMillis) {
    return Math.max(0, nowMillis - arrivedMillis);
  }
}
