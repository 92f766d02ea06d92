package dev.bimgate.stress;

import dev.bimgate.cache.fetch.OriginResponse;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two lookups for a list that is not stored, at the same time (promise 2). */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one load for both")
@Outcome(expect = Expect.FORBIDDEN, desc = "two loads at a time, or none")
@State
public class TwoColdLookups {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<Void>> upstream = new CompletableFuture<>();

  @Actor
  public void one() {
    var unused = cache.lookup(upstream);
  }

  @Actor
  public void other() {
    var unused = cache.lookup(upstream);
  }

  @Arbiter
  public void afterwards(I_Result seen) {
    seen.r1 = cache.loads.get();
  }
}
