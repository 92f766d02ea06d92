package dev.bimgate.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The entries in memory, within their bounds, without what was invalidated.
 *
 * <p>An invalidated response is invisible at once, by its generation; {@link #clear} frees its
 * memory a little later, so an invalidation costs the same however many responses it covers.
 */
public final class EntryStore {

  /** How often expired responses are removed while others are stored. */
  static final long CLEARING_INTERVAL_MILLIS = 60_000;

  private final Generations generations = new Generations();
  private final LastEvents lastEvents;
  private final CallerShares shares;
  private final Cache<CacheKey, CacheEntry> entries;
  private final InstantSource clock;
  private final CacheEvents events;
  private final Executor clearing;
  private final AtomicBoolean clearingAsked = new AtomicBoolean();
  private volatile long nextClearingMillis;

  public EntryStore(
      CacheOptions options, InstantSource clock, CacheEvents events, Executor clearing) {
    this.shares = new CallerShares(options.maxBytesPerCaller());
    this.clock = clock;
    this.lastEvents = new LastEvents(generations, clock);
    this.events = events;
    this.clearing = clearing;
    this.nextClearingMillis = clock.millis() + CLEARING_INTERVAL_MILLIS;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(options.maxSizeBytes())
            .weigher((CacheKey key, CacheEntry entry) -> entry.weightBytes)
            // Maintenance takes microseconds: handing it to a pool would cost more.
            .executor(Runnable::run)
            .removalListener(this::removed)
            .build();
  }

  /** The response to a request, unless it was invalidated; null if there is none. */
  @Nullable
  public StoredResponse select(CacheKey key, Headers request) {
    CacheEntry entry = entries.getIfPresent(key.withoutVariant());
    return entry == null ? null : entry.select(request, generations);
  }

  /** The key and variant under which the response to a request is stored, or would be. */
  public CacheKey keyOf(CacheKey key, Headers request) {
    CacheEntry entry = entryOf(key);
    StoredResponse response = entry.select(request, generations);
    return response == null ? key.variant(entry.variantOf(request)) : response.key;
  }

  /** The valid response under a key and variant; does not count as an access. */
  @Nullable
  public StoredResponse get(CacheKey key) {
    StoredResponse response = entryOf(key).get(key.variant());
    return response != null && response.isValid(generations) ? response : null;
  }

  /** Whether requests for a key pass at a time. */
  public boolean isPassed(CacheKey key, long nowMillis) {
    return entryOf(key).isPassed(key, nowMillis, generations);
  }

  /** Whether a response of any variant is stored under a key. */
  public boolean isStored(CacheKey key) {
    return entryOf(key).responses().stream().anyMatch(each -> each.isValid(generations));
  }

  private CacheEntry entryOf(CacheKey key) {
    CacheEntry entry = entries.policy().getIfPresentQuietly(key.withoutVariant());
    return entry == null ? CacheEntry.EMPTY : entry;
  }

  public Generations generations() {
    return generations;
  }

  public LastEvents lastEvents() {
    return lastEvents;
  }

  /**
   * Stores a response, in place of exactly the one that it freshens, or else of any that is not of
   * a later generation; false if it is not stored.
   *
   * @param current checked in the step that stores it, so that a rejection, which marks fetches
   *     first and removes responses second, meets it in one or the other
   */
  public boolean put(
      StoredResponse response, @Nullable StoredResponse renewed, BooleanSupplier current) {
    Change change =
        update(
            response.key,
            before -> {
              CacheEntry after =
                  current.getAsBoolean()
                      ? before.with(response, renewed, shares.maxBytesPerCaller())
                      : before;
              if (after != before) {
                // Before it is stored: it may be the one that is evicted.
                lastEvents.stored(response);
              }
              return after;
            });
    if (change.before() == change.after()) {
      return false;
    }
    boolean isFull = change.after().responses().size() == CacheEntry.MAX_RESPONSES;
    change.removed().stream()
        .filter(each -> !each.key.equals(response.key) && each.isValid(generations))
        .forEach(each -> evicted(each, isFull ? EvictionReason.VARIANTS : EvictionReason.SHARE));
    evictSurplus(response.key);
    clearIfDue();
    // Again, now that it is visible: an invalidation during the store may have been cleared
    // already, and the fetch that replaced this one may not have seen it.
    if (!response.isValid(generations) || !current.getAsBoolean()) {
      remove(response);
      return false;
    }
    return true;
  }

  /** Marks a key hit-for-pass, for a fetch that began in that generation. */
  public void pass(CacheKey key, long generation) {
    long now = clock.millis();
    update(key, entry -> entry.passed(key, generation, now).withoutOld(key, now, generations));
    evictSurplus(key);
    clearIfDue();
  }

  /** Removes this very response; a younger one of the same variant stays. */
  public boolean remove(StoredResponse response) {
    return !update(response.key, entry -> entry.without(response::equals)).removed().isEmpty();
  }

  /**
   * Removes the responses of all variants under a key that upstream has rejected.
   *
   * @param askedIn the generation of that request: what was loaded in a later one stays
   * @param seen the response that was to be revalidated, of whatever generation
   */
  public void reject(CacheKey key, long askedIn, @Nullable StoredResponse seen) {
    Change change =
        update(
            key,
            entry ->
                entry.without(
                    each ->
                        each == seen || (each.generation <= askedIn && each.isValid(generations))));
    for (StoredResponse each : change.removed()) {
      lastEvents.notStored(each.key, LastEventType.REFUSED, 0, List.of());
      events.invalidated(Invalidation.Reason.REFUSED);
    }
    if (seen != null && !change.removed().contains(seen)) {
      events.invalidated(Invalidation.Reason.REFUSED);
    }
  }

  private record Change(CacheEntry before, CacheEntry after) {

    List<StoredResponse> removed() {
      return before.responses().stream().filter(each -> !after.contains(each)).toList();
    }
  }

  /** Changes the entry of a key in one step. */
  private Change update(CacheKey key, UnaryOperator<CacheEntry> change) {
    Change[] made = new Change[1];
    entries
        .asMap()
        .compute(
            key.withoutVariant(),
            (same, present) -> {
              CacheEntry before = present == null ? CacheEntry.EMPTY : present;
              CacheEntry after = change.apply(before);
              made[0] = new Change(before, after);
              if (after.isEmpty()) {
                return null;
              }
              if (after != before) {
                shares.put(same, after);
              }
              return after;
            });
    return made[0];
  }

  /** Invalidates lists; they are invisible when this returns. */
  public void invalidate(Invalidation what) {
    generations.invalidate(what, clock.millis());
    clearSoon();
    events.invalidated(what.reason());
  }

  /** Ends the freshness of lists; none is served as fresh when this returns. */
  public void softPurge(Invalidation what) {
    generations.softPurge(what, clock.millis());
  }

  /** Visits each valid response; does not count as an access. */
  public void forEach(Consumer<StoredResponse> look) {
    entries
        .asMap()
        .values()
        .forEach(
            entry ->
                entry.responses().stream().filter(each -> each.isValid(generations)).forEach(look));
  }

  public long sizeBytes() {
    clearIfDue();
    return entries.policy().eviction().orElseThrow().weightedSize().orElseThrow();
  }

  /** The number of stored responses. */
  public long count() {
    clearIfDue();
    return shares.responses();
  }

  /** Makes an entry the youngest of its caller, and evicts the oldest beyond the caller's share. */
  private void evictSurplus(CacheKey youngest) {
    for (Map.Entry<CacheKey, CacheEntry> surplus : shares.takeSurplus(youngest.withoutVariant())) {
      if (entries.asMap().remove(surplus.getKey(), surplus.getValue())) {
        surplus.getValue().responses().forEach(each -> evicted(each, EvictionReason.SHARE));
      }
    }
  }

  private void removed(@Nullable CacheKey key, @Nullable CacheEntry entry, RemovalCause cause) {
    if (key == null || entry == null) {
      return;
    }
    shares.remove(key, entry);
    if (cause == RemovalCause.SIZE) {
      entry.responses().forEach(each -> evicted(each, EvictionReason.SIZE));
    }
  }

  private void evicted(StoredResponse response, EvictionReason reason) {
    lastEvents.evicted(response.key, reason);
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
    // First, so that an invalidation from here on schedules another round.
    clearingAsked.set(false);
    long now = clock.millis();
    nextClearingMillis = now + CLEARING_INTERVAL_MILLIS;
    entries.asMap().forEach((key, entry) -> clear(key, entry, now));
  }

  private void clear(CacheKey key, CacheEntry entry, long now) {
    entry.responses().forEach(each -> clear(each, now));
    if (entry.withoutOld(key, now, generations) != entry) {
      update(key, each -> each.withoutOld(key, now, generations));
    }
  }

  private void clear(StoredResponse response, long now) {
    boolean valid = response.isValid(generations);
    if (valid && response.isOfUse(now) || !remove(response)) {
      return;
    }
    if (valid) {
      evicted(response, EvictionReason.EXPIRED);
    } else {
      lastEvents.invalidated(response);
    }
  }
}
