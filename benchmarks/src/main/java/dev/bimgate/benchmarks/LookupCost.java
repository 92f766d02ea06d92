package dev.bimgate.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.gateway.routes.CachedRoute;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A lookup that finds a fresh list among 10,000, beside a bare Caffeine cache of the same lists.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LookupCost {

  private static final int LISTS = 10_000;
  private static final long NOW_MILLIS = FilledCache.NOW.toEpochMilli();
  private static final Invalidation ELSEWHERE =
      new Invalidation(
          dev.bimgate.cache.model.Scope.team(CachedRoute.PROJECTS, "nobodys"),
          Invalidation.Reason.WRITE);

  private final FilledCache filled = FilledCache.of(0, "", LISTS);
  private final FilledCache varied = FilledCache.of(0, "", LISTS).withOneThatVaries();
  private final CacheKey[] keys = filled.keys.toArray(CacheKey[]::new);
  private final Cache<CacheKey, ListResponse> bare = bare();
  private int next;

  /** The goal is at most twice {@link #bareCaffeine}. */
  @Benchmark
  public @Nullable Object hit() {
    return filled.cache.hit(nextKey(), LookupOptions.DEFAULTS, Headers.NONE, NOW_MILLIS);
  }

  /** A hit of a list that does not vary, where upstream has sent {@code Vary} for another. */
  @Benchmark
  public @Nullable Object hitWhereAnotherVaries() {
    return varied.cache.hit(nextKey(), LookupOptions.DEFAULTS, Headers.NONE, NOW_MILLIS);
  }

  /** An invalidation that covers other lists, and the hit right after it. */
  @Benchmark
  public @Nullable Object invalidateElsewhereAndHit() {
    filled.cache.invalidate(ELSEWHERE);
    return filled.cache.hit(nextKey(), LookupOptions.DEFAULTS, Headers.NONE, NOW_MILLIS);
  }

  @Benchmark
  public @Nullable Object bareCaffeine() {
    return bare.getIfPresent(nextKey());
  }

  private CacheKey nextKey() {
    int index = next;
    next = index + 1 < 1 << 30 ? index + 1 : 0;
    return keys[index % LISTS];
  }

  /** With the same bound and weights, and no maintenance on other threads, like the cache. */
  private Cache<CacheKey, ListResponse> bare() {
    Cache<CacheKey, ListResponse> cache =
        Caffeine.newBuilder()
            .maximumWeight(1L << 40)
            .weigher((CacheKey key, ListResponse answer) -> (int) answer.weightBytes())
            .executor(Runnable::run)
            .build();
    for (int list = 0; list < LISTS; list++) {
      cache.put(FilledCache.key("other-" + list % 1_000, list), filled.answer);
    }
    return cache;
  }
}
