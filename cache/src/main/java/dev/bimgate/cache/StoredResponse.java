package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/** A kept list with what the cache knows about it; two are equal only if they are the same. */
final class StoredResponse {

  /** How long a list that may not be told any more is kept for its validators. */
  private static final long ASKED_ABOUT_MILLIS = 3_600_000;

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

  /** What hits were told last. */
  private volatile @Nullable SharedHit<?> lastHit;

  StoredResponse(
      ListKey key, ListAnswer answer, Freshness freshness, long generation, long nowMillis) {
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
  boolean isValid(ListKey key, Generations generations) {
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

  /** The last hit, while it is right: then the list is fresh, and age and ttl are the same. */
  @SuppressWarnings("unchecked") // a Found holds nothing of its type parameter
  <S> @Nullable SharedHit<S> hitAgain(long nowMillis) {
    SharedHit<?> last = lastHit;
    return last != null && last.isRightAt(nowMillis, freshness) ? (SharedHit<S>) last : null;
  }

  /** A hit to tell now, and to whoever asks while its whole seconds stay the same. */
  <S> SharedHit<S> hit(long nowMillis) {
    Freshness now = freshness;
    long age = answer.ageMillis(nowMillis);
    long left = now.leftMillis(nowMillis);
    long sameFor = Math.min(left, Math.min(1000 - age % 1000, left % 1000 + 1));
    long ttl = now.ttlSeconds(nowMillis);
    var found =
        new Lookup.Found<S>(
            answer, LookupOutcome.HIT, false, false, 0, age / 1000, ttl, Forward.NONE);
    var hit = new SharedHit<>(found, now, nowMillis, nowMillis + sameFor);
    lastHit = hit;
    return hit;
  }

  /** What may be done with it at a moment. */
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
