package dev.bimgate.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.Ask;
import dev.bimgate.cache.Invalidation;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.http.FieldLines;
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
          dev.bimgate.cache.Scope.team(CachedRoute.PROJECTS, "nobodys"), Invalidation.Reason.WRITE);

  private final FilledCache filled = FilledCache.of(0, "", LISTS);
  private final FilledCache varied = FilledCache.of(0, "", LISTS).withOneThatVaries();
  private final ListKey[] keys = filled.keys.toArray(ListKey[]::new);
  private final Cache<ListKey, ListAnswer> bare = bare();
  private int next;

  /** The goal is at most twice {@link #bareCaffeine}. */
  @Benchmark
  public @Nullable Object hit() {
    return filled.cache.hit(nextKey(), Ask.PLAIN, FieldLines.NONE, NOW_MILLIS);
  }

  /** A hit of a list that does not vary, where upstream has sent {@code Vary} for another. */
  @Benchmark
  public @Nullable Object hitWhereAnotherVaries() {
    return varied.cache.hit(nextKey(), Ask.PLAIN, FieldLines.NONE, NOW_MILLIS);
  }

  /** An invalidation that covers other lists, and the hit right after it. */
  @Benchmark
  public @Nullable Object dropElsewhereAndHit() {
    filled.cache.invalidate(ELSEWHERE);
    return filled.cache.hit(nextKey(), Ask.PLAIN, FieldLines.NONE, NOW_MILLIS);
  }

  @Benchmark
  public @Nullable Object bareCaffeine() {
    return bare.getIfPresent(nextKey());
  }

  private ListKey nextKey() {
    int index = next;
    next = index + 1 < 1 << 30 ? index + 1 : 0;
    return keys[index % LISTS];
  }

  /** With the same bound and weights, and no maintenance on other threads, like the cache. */
  private Cache<ListKey, ListAnswer> bare() {
    Cache<ListKey, ListAnswer> cache =
        Caffeine.newBuilder()
            .maximumWeight(1L << 40)
            .weigher((ListKey key, ListAnswer answer) -> (int) answer.weightBytes())
            .executor(Runnable::run)
            .build();
    for (int list = 0; list < LISTS; list++) {
      cache.put(FilledCache.key("other-" + list % 1_000, list), filled.answer);
    }
    return cache;
  }
}
