package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The memory of what last happened to each key, for those who ask why; written where lists come and
 * go, and never by a hit.
 */
final class Fates {

  /** What is forgotten is told as never asked for. A long key counts as several. */
  static final int MAX_KEYS = 10_000;

  /**
   * A fate.
   *
   * @param generation of the load, where a list was kept: a later invalidation is what happened
   *     since
   */
  private record Noted(Cause cause, long atMillis, int status, List<Rule> rules, long generation) {}

  private final Cache<ListKey, Noted> latest =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((ListKey key, Noted value) -> key.places())
          .executor(Runnable::run)
          .build();

  private final Generations generations;
  private final InstantSource clock;

  Fates(Generations generations, InstantSource clock) {
    this.generations = generations;
    this.clock = clock;
  }

  void kept(ListKey key, StoredResponse held) {
    latest.put(key, new Noted(Cause.KEPT, held.arrivedMillis, 0, List.of(), held.generation));
  }

  void evicted(ListKey key, EvictionReason reason) {
    latest.put(key, new Noted(Cause.of(reason), clock.millis(), 0, List.of(), 0));
  }

  /** The invalidation that has just cost the list its place; its moment counts. */
  void invalidated(ListKey key, StoredResponse held) {
    Generations.Ending ending = generations.invalidatedSince(key, held.generation);
    if (ending != null) {
      latest.put(key, new Noted(Cause.of(ending.reason()), ending.atMillis(), 0, List.of(), 0));
    }
  }

  /** An answer was told and not kept, or none came. */
  void notKept(ListKey key, Cause cause, int status, List<Rule> rules) {
    latest.put(key, new Noted(cause, clock.millis(), status, rules, 0));
  }

  /** What last happened to a key of which nothing is kept; null if nothing is remembered. */
  @Nullable Fate of(ListKey key) {
    Noted noted = latest.policy().getIfPresentQuietly(key);
    if (noted == null) {
      return null;
    }
    Generations.Ending ending =
        noted.cause() == Cause.KEPT ? generations.invalidatedSince(key, noted.generation()) : null;
    if (ending != null) {
      return new Fate(
          Cause.of(ending.reason()), Instant.ofEpochMilli(ending.atMillis()), 0, List.of());
    }
    return new Fate(
        noted.cause(), Instant.ofEpochMilli(noted.atMillis()), noted.status(), noted.rules());
  }

  long count() {
    return latest.estimatedSize();
  }
}
