package dev.bimgate.benchmarks;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A miss with the lookups that wait for it, from the first until the last completes, without
 * upstream and without building the response. The cache is full: each list stored evicts one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MissCost {

  /** Room for about 10,000 lists. */
  private static final long MAX_SIZE_BYTES = 20_000_000;

  private final FilledCache filled = new FilledCache(MAX_SIZE_BYTES);
  private int list;

  @Param({"0", "10", "1000"})
  public int waiters;

  @Benchmark
  public Object missWithWaiters() {
    CacheKey key = FilledCache.key("team", list++);
    var upstream = new CompletableFuture<OriginResponse<Void>>();
    Origin<Void> source = known -> upstream;
    CompletableFuture<LookupResult<Void>> last =
        filled.cache.lookup(key, LookupOptions.DEFAULTS, source);
    for (int waiter = 0; waiter < waiters; waiter++) {
      last = filled.cache.lookup(key, LookupOptions.DEFAULTS, source);
    }
    upstream.complete(new OriginResponse.Complete<>(filled.answer));
    return last.join();
  }
}
