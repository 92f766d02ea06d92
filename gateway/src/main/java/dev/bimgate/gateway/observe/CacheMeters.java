package dev.bimgate.gateway.observe;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

public final class CacheMeters implements CacheEvents {

  /** The ways to obtain a list without an upstream request. */
  private static final Set<LookupOutcome> SAVING =
      EnumSet.of(
          LookupOutcome.HIT,
          LookupOutcome.STALE,
          LookupOutcome.STALE_IF_ERROR,
          LookupOutcome.COALESCED);

  private static final Set<LookupOutcome> FROM_CACHE =
      EnumSet.of(
          LookupOutcome.HIT,
          LookupOutcome.STALE,
          LookupOutcome.STALE_IF_ERROR,
          LookupOutcome.SHARED);

  /** Their series exist from the first on: a gateway alone has none. */
  private static final Set<LookupOutcome> WITH_PEERS = EnumSet.of(LookupOutcome.SHARED);

  private final MeterRegistry registry;

  /** By the ordinal of the route. */
  private final List<EnumTable<LookupOutcome, Counter>> lookups;

  private final Map<LookupOutcome, Counter> saved = new EnumMap<>(LookupOutcome.class);
  private final Counter sharingWouldSave;
  private final EnumTable<EvictionReason, Counter> evictions;
  private final EnumTable<Invalidation.Reason, Counter> invalidations;
  private final Timer hitAge;

  /**
   * @param routes all routes of the cache, in their order
   */
  public CacheMeters(MeterRegistry registry, List<? extends CacheRoute> routes) {
    this.registry = registry;
    this.lookups =
        routes.stream()
            .map(
                route ->
                    new EnumTable<>(
                        LookupOutcome.class, WITH_PEERS, found -> lookups(route, found)))
            .toList();
    SAVING.forEach(found -> saved.put(found, savedBy(Labels.of(found))));
    this.sharingWouldSave = savedBy("shared_between_apps");
    this.evictions =
        new EnumTable<>(
            EvictionReason.class,
            reason ->
                Counter.builder("gateway.cache.evictions")
                    .description("Lists that left the cache without an invalidation")
                    .tag("reason", Labels.of(reason))
                    .register(registry));
    this.invalidations =
        new EnumTable<>(
            Invalidation.Reason.class,
            reason ->
                Counter.builder("gateway.cache.invalidations")
                    .description("Invalidations, each counted once however many lists it covers")
                    .tag("reason", Labels.of(reason))
                    .register(registry));
    this.hitAge =
        Timer.builder("gateway.cache.hit.age")
            .description("Age of lists served from the cache")
            .register(registry);
  }

  public void watch(ListCache cache) {
    Gauge.builder("gateway.cache.size.bytes", cache, ListCache::sizeBytes)
        .description(
            "Bytes of all cached lists (body, gzip form, headers, key) and of keys without one (how"
                + " responses vary, or hit-for-pass)")
        .register(registry);
    Gauge.builder("gateway.cache.entries", cache, ListCache::entryCount)
        .description("Stored lists")
        .register(registry);
  }

  @Override
  public void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {
    Counter counter =
        WITH_PEERS.contains(outcome)
            ? lookups(route, outcome)
            : lookups.get(route.ordinal()).get(outcome);
    counter.increment();
    if (FROM_CACHE.contains(outcome)) {
      hitAge.record(ageMillis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void callSaved(LookupOutcome by) {
    Counter counter = WITH_PEERS.contains(by) ? savedBy(Labels.of(by)) : saved.get(by);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void evicted(EvictionReason reason) {
    evictions.get(reason).increment();
  }

  @Override
  public void invalidated(Invalidation.Reason reason) {
    invalidations.get(reason).increment();
  }

  /** Counts a load that shared lists of the user's apps would have avoided. */
  public void sharingWouldHaveSaved() {
    sharingWouldSave.increment();
  }

  private Counter lookups(CacheRoute route, LookupOutcome found) {
    return Counter.builder("gateway.cache.lookups")
        .description("Lookups of lists, by outcome")
        .tag("route", Labels.of(route.name()))
        .tag("outcome", Labels.of(found))
        .register(registry);
  }

  private Counter savedBy(String by) {
    return Counter.builder("gateway.cache.calls.saved")
        .description("Upstream requests that lookups saved, or could have saved")
        .tag("by", by)
        .register(registry);
  }
}
