package dev.bimgate.gateway.lists;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.store.StoredResponse;
import java.time.InstantSource;

/**
 * Counts the loads that would not have been needed, had the apps of one user shared their lists:
 * what {@code gateway.cache.shared-between-apps} would save.
 */
public final class MissedSharing {

  /** A long key counts as several. */
  static final int MAX_KEYS = 10_000;

  /** By the key without its app: the key under which an app of the user stored the list last. */
  private final Cache<CacheKey, CacheKey> lastStored =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((CacheKey shared, CacheKey own) -> shared.places())
          .executor(Runnable::run)
          .build();

  private final ListCache cache;
  private final InstantSource clock;
  private final Runnable count;

  public MissedSharing(ListCache cache, InstantSource clock, Runnable count) {
    this.cache = cache;
    this.clock = clock;
    this.count = count;
  }

  /** Notes that a lookup has loaded its list. */
  public void loaded(CacheKey key, boolean stored) {
    CacheKey shared = key.withoutApp();
    CacheKey last = lastStored.getIfPresent(shared);
    if (last != null && !last.equals(key) && isFresh(last)) {
      count.run();
    }
    if (stored) {
      lastStored.put(shared, key);
    }
  }

  private boolean isFresh(CacheKey key) {
    StoredResponse stored = cache.peek(key);
    return stored != null && stored.isFresh(clock.millis());
  }
}
