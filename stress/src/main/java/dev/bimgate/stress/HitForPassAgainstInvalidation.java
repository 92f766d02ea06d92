package dev.bimgate.stress;

import dev.bimgate.cache.fetch.OriginResponse;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.CCC_Result;

/** A load that began before an invalidation ends with a stream while it is made (promise 5). */
@JCStressTest
@Outcome(id = "l, l, p", expect = Expect.ACCEPTABLE, desc = "only a mark from after it counts")
@Outcome(expect = Expect.FORBIDDEN, desc = "an older mark counts, or a newer one does not")
@State
public class HitForPassAgainstInvalidation {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<String>> load = new CompletableFuture<>();

  public HitForPassAgainstInvalidation() {
    var unused = cache.lookup(load);
  }

  @Actor
  public void end() {
    load.complete(RacedCache.STREAMED);
  }

  @Actor
  public void invalidate(CCC_Result seen) {
    cache.invalidate();
    seen.r1 = cache.wouldStream();
  }

  @Arbiter
  public void afterwards(CCC_Result seen) {
    seen.r2 = cache.stream();
    seen.r3 = cache.stream();
  }
}
