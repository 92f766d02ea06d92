package dev.bimgate.benchmarks;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.routes.CachedRoute;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * An invalidation of one team, with up to 10,000 lists of it, and the freeing of their memory,
 * which follows on another thread. Each runs on a freshly filled cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InvalidationCost {

  private static final String TEAM = "dropped";
  private static final int MOST_OF_ONE_TEAM = 10_000;
  private static final Invalidation OF_TEAM =
      new Invalidation(
          dev.bimgate.cache.model.Scope.team(CachedRoute.PROJECTS, TEAM),
          Invalidation.Reason.WRITE);

  @Param({"1000", "10000", "100000"})
  public int lists;

  private FilledCache filled = new FilledCache(0);
  private FilledCache dropped = new FilledCache(0);

  @Setup(Level.Invocation)
  public void fill() {
    int ofTeam = Math.min(lists, MOST_OF_ONE_TEAM);
    filled = FilledCache.of(ofTeam, TEAM, lists);
    dropped = FilledCache.of(ofTeam, TEAM, lists);
    dropped.cache.invalidate(OF_TEAM);
  }

  /** The goal is below 1 ms. */
  @Benchmark
  public void invalidationOfATeam() {
    filled.cache.invalidate(OF_TEAM);
  }

  @Benchmark
  public boolean freeingOfATeam() {
    return dropped.clear();
  }
}
