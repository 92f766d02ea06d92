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

/** Upstream rejects the caller while a load ends and the next one begins (promise 4). */
@JCStressTest
@Outcome(id = "-, -, -", expect = Expect.ACCEPTABLE, desc = "loads begun earlier: not stored")
@Outcome(id = "-, -, n", expect = Expect.ACCEPTABLE, desc = "a load begun meanwhile: stored")
@Outcome(id = "-, n, n", expect = Expect.ACCEPTABLE, desc = "and seen already when it returns")
@Outcome(id = "r, -, n", expect = Expect.ACCEPTABLE, desc = "a load begun after it: stored")
@Outcome(id = "r, n, n", expect = Expect.ACCEPTABLE, desc = "and seen already when it returns")
@Outcome(expect = Expect.FORBIDDEN, desc = "an older list is seen, or a newer one is not stored")
@State
public class RejectionAgainstLoad {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<Void>> load = cache.beginLoad();
  private volatile boolean rejected;

  @Actor
  public void endAndLoad(CCC_Result seen) {
    load.complete(RacedCache.OLD);
    seen.r1 = rejected ? 'r' : '-';
    cache.beginLoad().complete(RacedCache.NEW);
  }

  @Actor
  public void reject(CCC_Result seen) {
    cache.reject();
    seen.r2 = cache.seen();
    rejected = true;
  }

  @Arbiter
  public void afterwards(CCC_Result seen) {
    seen.r3 = cache.kept();
  }
}
