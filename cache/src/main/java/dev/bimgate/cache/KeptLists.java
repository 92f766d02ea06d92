package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.bimgate.cache.http.FieldLines;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lists in memory, within their bounds, less those that were invalidated.
 *
 * <p>An invalidated list is invisible at once, by its generation; its memory is freed a little
 * later by {@link #clear}, so that an invalidation costs the same however many lists it meets.
 */
final class KeptLists {

  /** How often lists past all their windows are looked for while lists come in. */
  static final long CLEARING_INTERVAL_MILLIS = 60_000;

  private final Generations generations = new Generations();
  private final Variants variants = new Variants();
  private final Fates fates;
  private final CallerShelves shelves;
  private final Cache<ListKey, StoredResponse> entries;
  private final InstantSource clock;
  private final ListCacheEvents events;
  private final Executor clearing;
  private final Predicate<ListKey> isKept = key -> peek(key) != null;
  private final AtomicBoolean clearingAsked = new AtomicBoolean();
  private volatile long nextClearingMillis;

  KeptLists(
      ListCacheOptions options, InstantSource clock, ListCacheEvents events, Executor clearing) {
    this.shelves = new CallerShelves(options.maxBytesPerCaller());
    this.clock = clock;
    this.fates = new Fates(generations, clock);
    this.events = events;
    this.clearing = clearing;
    this.nextClearingMillis = clock.millis() + CLEARING_INTERVAL_MILLIS;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(options.maxSizeBytes())
            .weigher((ListKey key, StoredResponse held) -> held.weightBytes)
            // Upkeep takes microseconds: handing it to a pool would cost more.
            .executor(Runnable::run)
            .removalListener(this::removed)
            .build();
  }

  /** The list under this key, unless it was invalidated. */
  @Nullable StoredResponse get(ListKey key) {
    StoredResponse held = entries.getIfPresent(key);
    return held != null && held.isValid(key, generations) ? held : null;
  }

  /** Like {@link #get}, leaving no trace in what is evicted next. */
  @Nullable StoredResponse peek(ListKey key) {
    StoredResponse held = entries.policy().getIfPresentQuietly(key);
    return held != null && held.isValid(key, generations) ? held : null;
  }

  Generations generations() {
    return generations;
  }

  Fates fates() {
    return fates;
  }

  /** The key of the answer to a request: the one that is kept, or that would be. */
  ListKey select(ListKey question, FieldLines request) {
    return variants.select(question, request, isKept);
  }

  /** Whether answers to the question are kept, if not to a request like the one with this key. */
  boolean isVaryMiss(ListKey key) {
    return variants.keysOf(key.question()).stream().anyMatch(isKept);
  }

  /** Keeps a loaded list, unless one of a later generation is there; false if it is not kept. */
  boolean keep(ListKey key, StoredResponse loaded) {
    StoredResponse present =
        entries
            .asMap()
            .compute(
                key,
                (same, other) ->
                    other != null && other.generation > loaded.generation
                        ? other
                        : shelve(same, loaded));
    return present == loaded && settle(key, loaded);
  }

  /** Keeps a renewed list in place of the one it was started from, and of no other. */
  boolean renew(ListKey key, StoredResponse seen, StoredResponse renewed) {
    StoredResponse present =
        entries
            .asMap()
            .computeIfPresent(key, (same, other) -> other == seen ? shelve(same, renewed) : other);
    return present == renewed && settle(key, renewed);
  }

  /** Removes this very list; a younger one under the same key stays. */
  boolean remove(ListKey key, StoredResponse seen) {
    return entries.asMap().remove(key, seen);
  }

  /**
   * Removes the answers to a question that was refused: that under the key it was asked with, and
   * those that are kept for other requests.
   *
   * @param loadedIn the generation in which it was asked: what was loaded in a later one stays
   */
  void removeRefused(ListKey key, long loadedIn) {
    Set<ListKey> keys = new HashSet<>(variants.keysOf(key.question()));
    keys.add(key.question());
    keys.add(key);
    for (ListKey each : keys) {
      StoredResponse held = peek(each);
      if (held != null && held.generation <= loadedIn) {
        removeRefused(each, held);
      }
    }
  }

  /** Removes this very list, since upstream refuses it to its caller. */
  void removeRefused(ListKey key, StoredResponse seen) {
    if (remove(key, seen)) {
      fates.notKept(key, Cause.REFUSED, 0, List.of());
    }
    events.invalidated(Invalidation.Reason.REFUSED);
  }

  /** Invalidates lists; they are invisible when this returns. */
  void invalidate(Invalidation what) {
    generations.invalidate(what, clock.millis());
    clearSoon();
    events.invalidated(what.reason());
  }

  /** Ends the freshness of lists; none is told as fresh when this returns. */
  void makeStale(Invalidation what) {
    generations.makeStale(what, clock.millis());
  }

  /** Looks at each list that was not invalidated, leaving no trace in what is evicted next. */
  void forEach(BiConsumer<ListKey, StoredResponse> look) {
    entries
        .asMap()
        .forEach(
            (key, held) -> {
              if (held.isValid(key, generations)) {
                look.accept(key, held);
              }
            });
  }

  long sizeBytes() {
    clearIfDue();
    return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  long count() {
    clearIfDue();
    return entries.estimatedSize();
  }

  CallerShelves shelves() {
    return shelves;
  }

  private StoredResponse shelve(ListKey key, StoredResponse held) {
    shelves.put(key, held);
    // Before it is there: it may be the one that has to make room.
    fates.kept(key, held);
    return held;
  }

  private boolean settle(ListKey key, StoredResponse held) {
    for (CallerShelves.Surplus surplus : shelves.takeSurplus(key.caller())) {
      if (remove(surplus.key(), surplus.held())) {
        evicted(surplus.key(), EvictionReason.SHARE);
      }
    }
    variants.noteKept(key, held.answer.reuse().variance(), this::evictVariant);
    clearIfDue();
    // An invalidation made while the list was on its way in may have been cleared up after already.
    if (!held.isValid(key, generations)) {
      remove(key, held);
      return false;
    }
    return true;
  }

  private void evictVariant(ListKey key) {
    StoredResponse held = peek(key);
    if (held != null && remove(key, held)) {
      evicted(key, EvictionReason.VARIANTS);
    }
  }

  private void removed(@Nullable ListKey key, @Nullable StoredResponse held, RemovalCause cause) {
    if (key == null || held == null) {
      return;
    }
    shelves.remove(key, held);
    if (cause == RemovalCause.SIZE) {
      evicted(key, EvictionReason.SIZE);
    }
  }

  private void evicted(ListKey key, EvictionReason reason) {
    fates.evicted(key, reason);
    events.evicted(reason);
  }

  private void clearIfDue() {
    if (clock.millis() >= nextClearingMillis) {
      clearSoon();
    }
  }

  private void clearSoon() {
    if (!clearingAsked.compareAndSet(false, true)) {
      return;
    }
    try {
      clearing.execute(this::clear);
    } catch (RejectedExecutionException shutDown) {
      clearingAsked.set(false);
    }
  }

  private void clear() {
    // First, so that an invalidation made from here on asks for another round.
    clearingAsked.set(false);
    long now = clock.millis();
    nextClearingMillis = now + CLEARING_INTERVAL_MILLIS;
    for (Map.Entry<ListKey, StoredResponse> entry : entries.asMap().entrySet()) {
      clear(entry.getKey(), entry.getValue(), now);
    }
  }

  private void clear(ListKey key, StoredResponse held, long nowMillis) {
    boolean valid = held.isValid(key, generations);
    if (valid && held.isOfUse(nowMillis) || !remove(key, held)) {
      return;
    }
    if (valid) {
      evicted(key, EvictionReason.EXPIRED);
    } else {
      fates.invalidated(key, held);
    }
  }
}
