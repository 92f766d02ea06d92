package dev.bimgate.benchmarks;

import dev.bimgate.cache.Field;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListSource;
import dev.bimgate.cache.Reuse;
import dev.bimgate.cache.SourceAnswer;
import dev.bimgate.cache.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A Bimplus whose lists do not change; counts the calls, 304s included. */
final class SimulatedBimplus implements ListSource<Void> {

  private static final byte[] LIST = "[{\"id\":\"a-project\"}]".getBytes(StandardCharsets.UTF_8);
  private static final Validators TAG = new Validators("\"a-tag\"", null);

  private final InstantSource clock;
  private final List<Runnable> heldBack = new ArrayList<>();
  private boolean holds;
  private int status = 200;
  private List<Field> refusal = List.of();
  private long calls;

  SimulatedBimplus(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<SourceAnswer<Void>> fetch(@Nullable ListAnswer known) {
    calls++;
    SourceAnswer<Void> answer = answer(known);
    if (!holds) {
      return CompletableFuture.completedFuture(answer);
    }
    CompletableFuture<SourceAnswer<Void>> late = new CompletableFuture<>();
    heldBack.add(() -> late.complete(answer));
    return late;
  }

  /** Responds with this error from now on. */
  void refuses(RefusedBy how) {
    status = how.status();
    String seconds = how.retryAfterSeconds();
    refusal = seconds == null ? List.of() : List.of(new Field("Retry-After", seconds));
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

  private SourceAnswer<Void> answer(@Nullable ListAnswer known) {
    if (status == 200 && known != null) {
      return new SourceAnswer.NotModified<>(
          List.of(), clock.instant(), Duration.ZERO, Reuse.CONFIGURED);
    }
    ListAnswer.Builder answer = ListAnswer.builder(status, LIST, clock.instant());
    return new SourceAnswer.Whole<>(
        status == 200 ? answer.validators(TAG).toKeep() : answer.fields(refusal).toPass());
  }
}
