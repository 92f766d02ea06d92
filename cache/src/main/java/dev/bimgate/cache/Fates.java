package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.rules.Rule;
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
   * @param epoch of the load, where a list was kept: a later drop is what happened since
   */
  private record Noted(Cause cause, long atMillis, int status, List<Rule> rules, long epoch) {}

  private final Cache<ListKey, Noted> latest =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher((ListKey key, Noted value) -> key.places())
          .executor(Runnable::run)
          .build();

  private final Drops drops;
  private final InstantSource clock;

  Fates(Drops drops, InstantSource clock) {
    this.drops = drops;
    this.clock = clock;
  }

  void kept(ListKey key, Held held) {
    latest.put(key, new Noted(Cause.KEPT, held.arrivedMillis, 0, List.of(), held.epoch));
  }

  void evicted(ListKey key, EvictionReason reason) {
    latest.put(key, new Noted(Cause.of(reason), clock.millis(), 0, List.of(), 0));
  }

  /** The drop that has just cost the list its place; its moment is the drop's. */
  void dropped(ListKey key, Held held) {
    Mark mark = drops.goneSince(key, held.epoch);
    if (mark != null) {
      latest.put(key, new Noted(Cause.of(mark.reason()), mark.atMillis(), 0, List.of(), 0));
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
    Mark mark = noted.cause() == Cause.KEPT ? drops.goneSince(key, noted.epoch()) : null;
    if (mark != null) {
      return new Fate(Cause.of(mark.reason()), Instant.ofEpochMilli(mark.atMillis()), 0, List.of());
    }
    return new Fate(
        noted.cause(), Instant.ofEpochMilli(noted.atMillis()), noted.status(), noted.rules());
  }

  long count() {
    return latest.estimatedSize();
  }
}
