package dev.bimgate.benchmarks.calls;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.routes.CachedRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Users of an app who read lists through the gateway's own cache, with a simulated clock and a
 * simulated Bimplus.
 */
final class Simulation {

  /** The defaults of the settings. */
  static final Duration FRESH_FOR = Duration.ofSeconds(60);

  private static final Duration STALE_WHILE_REVALIDATE = Duration.ofSeconds(60);
  private static final Duration STALE_IF_ERROR = Duration.ofMinutes(10);
  private static final long MAX_SIZE_BYTES = 64 << 20;
  private static final long MAX_ENTRY_SIZE_BYTES = 4 << 20;
  private static final double MAX_SHARE_PER_CALLER = 0.1;

  private final SimulatedClock clock = new SimulatedClock();
  private final SimulatedBimplus bimplus = new SimulatedBimplus(clock);
  private final List<CompletableFuture<LookupResult<Void>>> reads = new ArrayList<>();
  private final ListCache cache;

  Simulation(Duration freshFor) {
    RoutePolicy policy =
        new RoutePolicy(new Lifetimes(freshFor, STALE_WHILE_REVALIDATE, STALE_IF_ERROR), freshFor);
    CacheOptions options =
        new CacheOptions(
            Stream.of(CachedRoute.values()).map(route -> policy).toList(),
            MAX_SIZE_BYTES,
            MAX_ENTRY_SIZE_BYTES,
            MAX_SHARE_PER_CALLER,
            false);
    cache = new ListCache(options, clock, CacheEvents.NONE, Runnable::run);
  }

  SimulatedBimplus bimplus() {
    return bimplus;
  }

  /** Advances the clock. */
  void pass(Duration time) {
    clock.advance(time);
  }

  /** Reads a list. The caller is part of the key, not the token. */
  void read(CacheKey key, LookupOptions lookupOptions) {
    reads.add(cache.lookup(key, lookupOptions, bimplus));
  }

  /** Each user reads each of their lists once, as the vendor's SDK does. */
  void everybodyReads(CachedRoute route, int users, int teams) {
    for (int user = 0; user < users; user++) {
      for (int team = 0; team < (route.perTeam() ? teams : 1); team++) {
        // It sends Cache-Control: no-cache with each read. The parameter _ is no part of a key.
        read(key(route, user, team), LookupOptions.DEFAULTS.withRevalidation());
      }
    }
  }

  static CacheKey key(CachedRoute route, int user, int team) {
    User named = new User("https://login.example/realms/allplan", "user-" + user);
    Caller caller = new Caller(named, "portal", Set.of("openid", "bimplus"));
    return CacheKey.of(route, caller, route.perTeam() ? "team-" + team : "", "");
  }

  /** Resets the counts. */
  void countFromNow() {
    reads.clear();
    bimplus.forgetCalls();
  }

  CallCount counted(String scenario, CachedRoute route) {
    long lists = reads.stream().filter(Simulation::isList).count();
    return new CallCount(scenario, route, reads.size(), bimplus.calls(), lists);
  }

  private static boolean isList(CompletableFuture<LookupResult<Void>> read) {
    return read.join() instanceof LookupResult.Found<Void> found
        && found.response().status() == 200;
  }
}
