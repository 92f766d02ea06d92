package dev.bimgate.cache;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A cache with a manual clock and a manual upstream, for most tests. */
public final class Bench {

  static final Duration FRESH = Duration.ofSeconds(60);
  static final Duration WHILE_REVALIDATE = Duration.ofSeconds(30);
  static final Duration IF_ERROR = Duration.ofMinutes(10);
  public static final RoutePolicy POLICY =
      new RoutePolicy(new Lifetimes(FRESH, WHILE_REVALIDATE, IF_ERROR), FRESH);

  public final HandClock clock = new HandClock();
  final HandSource source = new HandSource(clock);
  final HeardEvents events = new HeardEvents();
  final ListCache cache;

  Bench() {
    this(options(POLICY));
  }

  Bench(CacheOptions options) {
    this(options, Runnable::run);
  }

  /** A bench whose clearing scans run when, and if, this executor runs them. */
  public Bench(CacheOptions options, Executor clearing) {
    cache = new ListCache(options, clock, clock::nanos, events, clearing);
  }

  public static CacheOptions options(RoutePolicy policy) {
    return new CacheOptions(TestRoute.policies(policy), 64 << 20, 4 << 20, 0.1, false);
  }

  static CacheOptions sharedBetweenApps() {
    return new CacheOptions(TestRoute.policies(POLICY), 64 << 20, 4 << 20, 0.1, true);
  }

  CompletableFuture<LookupResult<String>> lookup(CacheKey key) {
    return lookup(key, LookupOptions.DEFAULTS);
  }

  CompletableFuture<LookupResult<String>> lookup(CacheKey key, LookupOptions conditions) {
    return cache.lookup(key, conditions, source);
  }

  /** The fresh list in memory, for a request without directives. */
  @Nullable StoredResponse hit(CacheKey key) {
    return cache.hit(key, LookupOptions.DEFAULTS, Headers.NONE, clock.millis());
  }

  /** A lookup whose result the test ignores. */
  void ask(CacheKey key) {
    ask(key, LookupOptions.DEFAULTS);
  }

  void ask(CacheKey key, LookupOptions conditions) {
    var unused = lookup(key, conditions);
  }

  /** Stores a list under this key. */
  void keep(CacheKey key, String body) {
    CompletableFuture<LookupResult<String>> loaded = lookup(key);
    source.list(body);
    loaded.join();
  }
}
