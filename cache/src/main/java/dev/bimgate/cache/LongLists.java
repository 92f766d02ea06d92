package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/** Keys whose last answer could not be shared: for a while nobody waits for another there. */
final class LongLists {

  static final long REMEMBERED_MILLIS = 60_000;

  /** A forgotten key costs one wait in vain. */
  static final int MAX_KEYS = 10_000;

  private final Cache<ListKey, Long> until =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).executor(Runnable::run).build();

  void remember(ListKey key, long nowMillis) {
    until.put(key, nowMillis + REMEMBERED_MILLIS);
  }

  boolean contains(ListKey key, long nowMillis) {
    Long end = until.getIfPresent(key);
    if (end == null) {
      return false;
    }
    long left = end - nowMillis;
    if (left > 0 && left <= REMEMBERED_MILLIS) {
      return true;
    }
    until.asMap().remove(key, end);
    return false;
  }

  long count() {
    until.cleanUp();
    return until.estimatedSize();
  }
}
