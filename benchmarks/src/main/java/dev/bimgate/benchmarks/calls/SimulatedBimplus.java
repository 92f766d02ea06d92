package dev.bimgate.benchmarks.calls;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A Bimplus whose lists do not change; counts the calls, 304s included. */
final class SimulatedBimplus implements Origin<Void> {

  private static final byte[] LIST = "[{\"id\":\"a-project\"}]".getBytes(StandardCharsets.UTF_8);
  private static final Validators TAG = new Validators("\"a-tag\"", null);

  private final InstantSource clock;
  private final List<Runnable> heldBack = new ArrayList<>();
  private boolean holds;
  private int status = 200;
  private List<Header> refusal = List.of();
  private long calls;

  SimulatedBimplus(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<OriginResponse<Void>> fetch(@Nullable ListResponse known) {
    calls++;
    OriginResponse<Void> answer = answer(known);
    if (!holds) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<OriginResponse<Void>> late = new CompletableFuture<>();
    heldBack.add(() -> late.complete(answer));
    return late;
  }

  /** Responds with this error from now on. */
  void refuses(RefusedBy how) {
    status = how.status();
    String seconds = how.retryAfterSeconds();
    refusal = seconds == null ? List.of() : List.of(new Header("Retry-After", seconds));
  }

  /** Holds its responses back until they are released. */
  void holdsBack() {
    holds = true;
  }

  void sendsAll() {
    holds = false;
    heldBack.forEach(Runnable::run);
    heldBack.clear();
  }

  long calls() {
    return calls;
  }

  void forgetCalls() {
    calls = 0;
  }

  private OriginResponse<Void> answer(@Nullable ListResponse known) {
    if (status == 200 && known != null) {
      return new OriginResponse.NotModified<>(
          List.of(), clock.instant(), Duration.ZERO, Cacheability.CONFIGURED);
    }
    ListResponse.Builder answer = ListResponse.builder(status, LIST, clock.instant());
    return new OriginResponse.Complete<>(
        status == 200
            ? answer.validators(TAG).buildStored()
            : answer.headers(refusal).buildTransient());
  }
}
