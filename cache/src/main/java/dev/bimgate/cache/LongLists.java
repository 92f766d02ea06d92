package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Keys whose last answer could not be shared, being too long or not to be kept: for a while nobody
 * waits for another there, unless an invalidation has made what was known of them out of date.
 */
final class LongLists {

  static final long REMEMBERED_MILLIS = 60_000;

  /** A forgotten key costs one wait in vain. A long key counts as several. */
  static final int MAX_KEYS = 10_000;

  private record Known(long untilMillis, long generation) {}

  private final Cache<ListKey, Known> keys =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((ListKey key, Known value) -> key.places())
          .executor(Runnable::run)
          .build();

  private final Generations generations;

  LongLists(Generations generations) {
    this.generations = generations;
  }

  /** Remembers a key by an answer to a load that began in that generation. */
  void remember(ListKey key, long generation, long nowMillis) {
    keys.put(key, new Known(nowMillis + REMEMBERED_MILLIS, generation));
  }

  boolean contains(ListKey key, long nowMillis) {
    Known known = keys.getIfPresent(key);
    if (known == null) {
      return false;
    }
    long left = known.untilMillis() - nowMillis;
    if (left > 0 && left <= REMEMBERED_MILLIS && generations.isValid(key, known.generation())) {
      return true;
    }
    keys.asMap().remove(key, known);
    return false;
  }

  long count() {
    return keys.estimatedSize();
  }
}
