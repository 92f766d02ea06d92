package dev.bimgate.cache;

import dev.bimgate.cache.http.FieldLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A cache with a manual clock and a manual upstream, for most tests. */
final class Bench {

  static final Duration FRESH = Duration.ofSeconds(60);
  static final Duration WHILE_REVALIDATE = Duration.ofSeconds(30);
  static final Duration IF_ERROR = Duration.ofMinutes(10);
  static final ListPolicy POLICY =
      new ListPolicy(new Windows(FRESH, WHILE_REVALIDATE, IF_ERROR), FRESH);

  final HandClock clock = new HandClock();
  final HandSource source = new HandSource(clock);
  final HeardEvents events = new HeardEvents();
  final ListCache cache;

  Bench() {
    this(options(POLICY));
  }

  Bench(ListCacheOptions options) {
    this(options, Runnable::run);
  }

  /** A bench whose clearing scans run when, and if, this executor runs them. */
  Bench(ListCacheOptions options, Executor clearing) {
    cache = new ListCache(options, clock, events, clearing);
  }

  static ListCacheOptions options(ListPolicy policy) {
    return new ListCacheOptions(TestRoute.policies(policy), 64 << 20, 4 << 20, 0.1, false);
  }

  static ListCacheOptions sharedBetweenApps() {
    return new ListCacheOptions(TestRoute.policies(POLICY), 64 << 20, 4 << 20, 0.1, true);
  }

  CompletableFuture<Lookup<String>> lookup(ListKey key) {
    return lookup(key, Ask.PLAIN);
  }

  CompletableFuture<Lookup<String>> lookup(ListKey key, Ask ask) {
    return cache.lookup(key, ask, source);
  }

  /** The fresh list in memory, for a request without directives. */
  @Nullable StoredResponse hit(ListKey key) {
    return cache.hit(key, Ask.PLAIN, FieldLines.NONE, clock.millis());
  }

  /** A lookup whose result the test ignores. */
  void ask(ListKey key) {
    ask(key, Ask.PLAIN);
  }

  void ask(ListKey key, Ask ask) {
    var unused = lookup(key, ask);
  }

  /** Stores a list under this key. */
  void keep(ListKey key, String body) {
    CompletableFuture<Lookup<String>> loaded = lookup(key);
    source.list(body);
    loaded.join();
  }
}
