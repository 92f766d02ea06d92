package dev.bimgate.stress;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.LookupResult;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.CI_Result;

/** A lookup while the in-flight load fails: it gets the failure or loads itself (promise 2). */
@JCStressTest
@Outcome(id = "f, 1", expect = Expect.ACCEPTABLE, desc = "they waited, and the load has failed")
@Outcome(id = "n, 2", expect = Expect.ACCEPTABLE, desc = "the lookup came later, and loaded itself")
@Outcome(expect = Expect.FORBIDDEN, desc = "they wait forever, or load although they waited")
@State
public class SingleFlightAgainstFailure {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<Void>> load = cache.beginLoad();
  private CompletableFuture<LookupResult<Void>> asked = new CompletableFuture<>();

  @Actor
  public void fail() {
    load.completeExceptionally(new IllegalStateException("disconnected"));
  }

  @Actor
  public void ask() {
    asked = cache.lookup(CompletableFuture.completedFuture(RacedCache.NEW));
  }

  @Arbiter
  public void afterwards(CI_Result seen) {
    seen.r1 = asked.isCompletedExceptionally() ? 'f' : asked.isDone() ? cache.kept() : 'w';
    seen.r2 = cache.loads.get();
  }
}
