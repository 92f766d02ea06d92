package dev.bimgate.stress;

import dev.bimgate.cache.SourceAnswer;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZC_Result;

/** Upstream rejects the caller while a load ends and the next one begins (promise 4). */
@JCStressTest
@Outcome(id = "false, -", expect = Expect.ACCEPTABLE, desc = "loads begun earlier: not kept")
@Outcome(id = "false, n", expect = Expect.ACCEPTABLE, desc = "a load begun meanwhile: kept")
@Outcome(id = "true, n", expect = Expect.ACCEPTABLE, desc = "a load begun after it: kept")
@Outcome(expect = Expect.FORBIDDEN, desc = "an older list is kept, or a newer one is not")
@State
public class RejectionAgainstLoad {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<SourceAnswer<Void>> load = cache.beginLoad();
  private volatile boolean rejected;

  @Actor
  public void endAndLoad(ZC_Result seen) {
    load.complete(RacedCache.OLD);
    seen.r1 = rejected;
    cache.beginLoad().complete(RacedCache.NEW);
  }

  @Actor
  public void reject() {
    cache.reject();
    rejected = true;
  }

  @Arbiter
  public void afterwards(ZC_Result seen) {
    seen.r2 = cache.kept();
  }
}
