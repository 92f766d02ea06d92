package dev.bimgate.cache;

import org.jspecify.annotations.Nullable;

/** A kept list with what the cache knows about it; two are equal only if they are the same. */
final class Held {

  final ListAnswer answer;
  final Freshness freshness;
  final long arrivedMillis;

  /** The epoch its load or revalidation began in. */
  final long epoch;

  final int weightBytes;

  /** The last epoch in which no drop was found to concern it; saves looking again. */
  private volatile long sparedIn;

  /** When a load or revalidation of it last ended, whether it succeeded or not. */
  private volatile long triedMillis;

  /** What hits were told last; told again as long as age and time to live are the same seconds. */
  private volatile @Nullable SharedHit<?> lastHit;

  Held(ListKey key, ListAnswer answer, Windows windows, long epoch, long nowMillis) {
    this.answer = answer;
    this.arrivedMillis = answer.arrivedMillis();
    this.freshness = new Freshness(arrivedMillis, windows);
    this.epoch = epoch;
    this.weightBytes = weightOf(key, answer);
    this.sparedIn = epoch;
    this.triedMillis = nowMillis;
  }

  static int weightOf(ListKey key, ListAnswer answer) {
    return (int) Math.min(Integer.MAX_VALUE, key.weightBytes() + answer.weightBytes());
  }

  boolean isSpared(ListKey key, Drops drops) {
    long now = drops.epoch();
    if (sparedIn == now) {
      return true;
    }
    if (!drops.spares(key, epoch)) {
      return false;
    }
    sparedIn = now;
    return true;
  }

  /** The hit to tell now: one object a second, however many ask. */
  @SuppressWarnings("unchecked") // a Found holds nothing of its type parameter
  <S> SharedHit<S> hit(long nowMillis) {
    long age = answer.ageSeconds(nowMillis);
    long ttl = freshness.ttlSeconds(nowMillis);
    SharedHit<?> last = lastHit;
    if (last != null && last.says(age, ttl)) {
      return (SharedHit<S>) last;
    }
    var next = new SharedHit<S>(new Lookup.Found<>(answer, LookupOutcome.HIT, false, 0, age, ttl));
    lastHit = next;
    return next;
  }

  void triedAt(long nowMillis) {
    triedMillis = nowMillis;
  }

  long sinceTriedMillis(long nowMillis) {
    return nowMillis - triedMillis;
  }

  long residentMillis(long nowMillis) {
    return Math.max(0, nowMillis - arrivedMillis);
  }
}
