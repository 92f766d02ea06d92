package dev.bimgate.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Rule;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last event of each key, for {@code explain}; written when responses are stored or removed,
 * never by a hit.
 */
public final class LastEvents {

  /** More keys are forgotten, as if they had never been requested. A long key counts as several. */
  public static final int MAX_KEYS = 10_000;

  /**
   * An event.
   *
   * @param generation of the load, where a response was stored: a later invalidation is what
   *     happened since
   */
  private record Noted(
      LastEventType type, long atMillis, int status, List<Rule> rules, long generation) {}

  private final Cache<CacheKey, Noted> latest =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((CacheKey key, Noted value) -> key.places())
          .executor(Runnable::run)
          .build();

  private final Generations generations;
  private final InstantSource clock;

  public LastEvents(Generations generations, InstantSource clock) {
    this.generations = generations;
    this.clock = clock;
  }

  void stored(StoredResponse stored) {
    latest.put(
        stored.key,
        new Noted(LastEventType.KEPT, stored.arrivedMillis, 0, List.of(), stored.generation));
  }

  void evicted(CacheKey key, EvictionReason reason) {
    latest.put(key, new Noted(LastEventType.of(reason), clock.millis(), 0, List.of(), 0));
  }

  /** The invalidation because of which the response was removed, unless more has happened since. */
  void invalidated(StoredResponse stored) {
    Generations.Ending ending = generations.invalidatedSince(stored.key, stored.generation);
    if (ending != null) {
      var noted = new Noted(LastEventType.of(ending.reason()), ending.atMillis(), 0, List.of(), 0);
      // Responses are removed some time after their invalidation.
      latest.asMap().merge(stored.key, noted, (last, late) -> isSince(last, late) ? last : late);
    }
  }

  private static boolean isSince(Noted last, Noted invalidation) {
    return last.type() != LastEventType.KEPT && last.atMillis() >= invalidation.atMillis();
  }

  /** A response was served and not stored, or none came. */
  public void notStored(CacheKey key, LastEventType type, int status, List<Rule> rules) {
    latest.put(key, new Noted(type, clock.millis(), status, rules, 0));
  }

  /** What last happened to a key under which nothing is stored; null if unknown. */
  @Nullable
  public LastEvent of(CacheKey key) {
    Noted noted = latest.policy().getIfPresentQuietly(key);
    if (noted == null) {
      return null;
    }
    Generations.Ending ending =
        noted.type() == LastEventType.KEPT
            ? generations.invalidatedSince(key, noted.generation())
            : null;
    if (ending != null) {
      return new LastEvent(
          LastEventType.of(ending.reason()), Instant.ofEpochMilli(ending.atMillis()), 0, List.of());
    }
    return new LastEvent(
        noted.type(), Instant.ofEpochMilli(noted.atMillis()), noted.status(), noted.rules());
  }

  public long count() {
    return latest.estimatedSize();
  }
}
