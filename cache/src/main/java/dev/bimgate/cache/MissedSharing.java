package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

/** Remembers which app of a user last loaded a list, to tell what sharing would have saved. */
final class MissedSharing {

  /** A long key counts as several. */
  static final int MAX_KEYS = 10_000;

  private final Cache<ListKey, ListKey> lastLoaded =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((ListKey key, ListKey value) -> key.places())
          .executor(Runnable::run)
          .build();

  void loaded(ListKey key) {
    lastLoaded.put(key.withoutApp(), key);
  }

  /** The same list as another app of the same user last loaded it; null if none did. */
  @Nullable ListKey ofAnotherApp(ListKey key) {
    ListKey last = lastLoaded.getIfPresent(key.withoutApp());
    return last == null || last.equals(key) ? null : last;
  }
}
