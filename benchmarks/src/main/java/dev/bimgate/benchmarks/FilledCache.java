package dev.bimgate.benchmarks;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.routes.CachedRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A cache with lists of 1.3 KB in it, on a stopped clock; it clears what was put off when {@link
 * #clear} is called.
 */
final class FilledCache {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final int USERS = 100;
  private static final int BODY_BYTES = 1_300;

  final ListResponse answer = ListResponse.builder(200, new byte[BODY_BYTES], NOW).buildStored();
  final Origin<Void> atOnce =
      known -> CompletableFuture.completedFuture(new OriginResponse.Complete<>(answer));
  final List<CacheKey> keys = new ArrayList<>();
  final ListCache cache;

  private final Queue<Runnable> clearings = new ArrayDeque<>();

  FilledCache(long maxSizeBytes) {
    Duration hour = Duration.ofHours(1);
    var policy = new RoutePolicy(new Lifetimes(hour, hour, hour), hour);
    var options =
        new CacheOptions(
            Stream.of(CachedRoute.values()).map(route -> policy).toList(),
            maxSizeBytes,
            4 << 20,
            1,
            false);
    cache = new ListCache(options, InstantSource.fixed(NOW), CacheEvents.NONE, clearings::add);
  }

  /** A cache with a number of lists of one team, and then others up to a number in all. */
  static FilledCache of(int ofOneTeam, String team, int inAll) {
    FilledCache filled = new FilledCache(1L << 40);
    for (int list = 0; list < inAll; list++) {
      filled.keep(list < ofOneTeam ? team : "other-" + list % 1_000, list);
    }
    return filled;
  }

  /** Stores one more list, which varies by language. */
  FilledCache withOneThatVaries() {
    Vary language = Vary.of(List.of("Accept-Language"));
    ListResponse varies =
        ListResponse.builder(200, new byte[BODY_BYTES], NOW)
            .cacheability(new Cacheability(true, null, language, List.of()))
            .buildStored();
    var answered = new CompletableFuture<OriginResponse<Void>>();
    var unused = cache.lookup(key("varies", 0), LookupOptions.DEFAULTS, known -> answered);
    answered.complete(new OriginResponse.Complete<>(varies));
    return this;
  }

  /** Another key of the same text: a request never has the key object of an entry. */
  static CacheKey key(String team, int list) {
    User user = new User("https://login.example/realms/allplan", "user-" + list % USERS);
    Caller caller = new Caller(user, "portal", Set.of("openid", "profile"));
    return CacheKey.of(CachedRoute.PROJECTS, caller, team, "?view=" + list);
  }

  /** Runs the clearing that the cache has put off; false if there was none. */
  boolean clear() {
    Runnable clearing = clearings.poll();
    if (clearing == null) {
      return false;
    }
    clearing.run();
    return true;
  }

  private void keep(String team, int list) {
    CacheKey key = key(team, list);
    if (!cache.lookup(key, LookupOptions.DEFAULTS, atOnce).isDone()) {
      throw new IllegalStateException("a list that comes at once is awaited");
    }
    keys.add(key(team, list));
  }
}
