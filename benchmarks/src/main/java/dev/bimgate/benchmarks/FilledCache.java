package dev.bimgate.benchmarks;

import dev.bimgate.cache.Ask;
import dev.bimgate.cache.Caller;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.ListCacheEvents;
import dev.bimgate.cache.ListCacheOptions;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.ListPolicy;
import dev.bimgate.cache.ListSource;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.User;
import dev.bimgate.cache.Windows;
import dev.bimgate.cache.http.Variance;
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

  final ListAnswer answer = ListAnswer.builder(200, new byte[BODY_BYTES], NOW).toKeep();
  final ListSource<Void> atOnce =
      known -> CompletableFuture.completedFuture(new SourceAnswer.Whole<>(answer));
  final List<ListKey> keys = new ArrayList<>();
  final ListCache cache;

  private final Queue<Runnable> clearings = new ArrayDeque<>();

  FilledCache(long maxSizeBytes) {
    Duration hour = Duration.ofHours(1);
    var policy = new ListPolicy(new Windows(hour, hour, hour), hour);
    var options =
        new ListCacheOptions(
            Stream.of(CachedRoute.values()).map(route -> policy).toList(),
            maxSizeBytes,
            4 << 20,
            1,
            false);
    cache = new ListCache(options, InstantSource.fixed(NOW), ListCacheEvents.NONE, clearings::add);
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
    Variance language = Variance.of(List.of("Accept-Language"));
    ListAnswer varies =
        ListAnswer.builder(200, new byte[BODY_BYTES], NOW)
            .reuse(new Reuse(true, null, language, List.of()))
            .toKeep();
    var answered = new CompletableFuture<SourceAnswer<Void>>();
    var unused = cache.lookup(key("varies", 0), Ask.PLAIN, known -> answered);
    answered.complete(new SourceAnswer.Whole<>(varies));
    return this;
  }

  /** Another key of the same text: a request never has the key object of an entry. */
  static ListKey key(String team, int list) {
    User user = new User("https://login.example/realms/allplan", "user-" + list % USERS);
    Caller caller = new Caller(user, "portal", Set.of("openid", "profile"));
    return ListKey.of(CachedRoute.PROJECTS, caller, team, "?view=" + list);
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
    ListKey key = key(team, list);
    if (!cache.lookup(key, Ask.PLAIN, atOnce).isDone()) {
      throw new IllegalStateException("a list that comes at once is awaited");
    }
    keys.add(key(team, list));
  }
}
