package dev.bimgate.stress;

import dev.bimgate.cache.fetch.OriginResponse;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.CC_Result;

/** A load that began before an invalidation ends while the invalidation is made (promise 5). */
@JCStressTest
@Outcome(id = "-, -", expect = Expect.ACCEPTABLE, desc = "nobody sees the older list")
@Outcome(expect = Expect.FORBIDDEN, desc = "a list from before the invalidation is seen")
@State
public class EpochAgainstLoad {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<Void>> load = cache.beginLoad();

  @Actor
  public void end() {
    load.complete(RacedCache.OLD);
  }

  @Actor
  public void drop(CC_Result seen) {
    cache.invalidate();
    seen.r1 = cache.seen();
  }

  @Arbiter
  public void afterwards(CC_Result seen) {
    seen.r2 = cache.kept();
  }
}
