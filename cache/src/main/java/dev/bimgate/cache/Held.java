package dev.bimgate.cache;

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
