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

/** A revalidation ends while its list is invalidated and another is loaded (promise 6). */
@JCStressTest
@Outcome(id = "n, n", expect = Expect.ACCEPTABLE, desc = "the later list stays")
@Outcome(expect = Expect.FORBIDDEN, desc = "the revalidated list has outlived the invalidation")
@State
public class ReplaceAgainstInvalidation {

  private final RacedCache cache = new RacedCache();
  private final CompletableFuture<OriginResponse<Void>> revalidation;

  public ReplaceAgainstInvalidation() {
    cache.beginLoad().complete(RacedCache.OLD);
    revalidation = cache.beginRevalidation();
  }

  @Actor
  public void renew() {
    revalidation.complete(RacedCache.RENEWED);
  }

  @Actor
  public void dropAndLoad(CC_Result seen) {
    cache.invalidate();
    cache.beginLoad().complete(RacedCache.NEW);
    seen.r1 = cache.seen();
  }

  @Arbiter
  public void afterwards(CC_Result seen) {
    seen.r2 = cache.kept();
  }
}
