package dev.bimgate.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An upstream whose every response the test sends. */
final class HandSource implements ListSource<String> {

  private final HandClock clock;
  private final List<CompletableFuture<SourceAnswer<String>>> calls = new ArrayList<>();
  private final List<@Nullable Validators> conditions = new ArrayList<>();

  HandSource(HandClock clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<SourceAnswer<String>> fetch(@Nullable ListAnswer known) {
    var call = new CompletableFuture<SourceAnswer<String>>();
    calls.add(call);
    conditions.add(known == null ? null : known.validators());
    return call;
  }

  int calls() {
    return calls.size();
  }

  /** The validators of the latest call. */
  @Nullable Validators latestCondition() {
    return conditions.get(conditions.size() - 1);
  }

  void answer(SourceAnswer<String> answer) {
    answer(calls.size(), answer);
  }

  /** Responds to one call, the first being 1. */
  void answer(int call, SourceAnswer<String> answer) {
    calls.get(call - 1).complete(answer);
  }

  void list(String body) {
    list(calls.size(), body);
  }

  void list(int call, String body) {
    answer(call, new SourceAnswer.Whole<>(Lists.answer(200, body, clock.instant())));
  }

  void status(int status) {
    status(calls.size(), status);
  }

  void status(int call, int status) {
    ListAnswer answer = Lists.told(status, "status " + status, clock.instant());
    answer(call, new SourceAnswer.Whole<>(answer));
  }

  /** Responds with an error and {@code Retry-After}. */
  void refusal(int status, String retryAfter) {
    ListAnswer.Builder answer =
        ListAnswer.builder(status, Lists.bytes("status " + status), clock.instant())
            .fields(List.of(new Field("Retry-After", retryAfter)));
    answer(new SourceAnswer.Whole<>(answer.toPass()));
  }

  void notModified() {
    answer(
        new SourceAnswer.NotModified<>(List.of(), clock.instant(), Lists.NO_AGE, Reuse.CONFIGURED));
  }

  /** A 304 that does not concern the list; the next call is the repeated request of the cache. */
  void unrelated() {
    answer(new SourceAnswer.UnrelatedNotModified<>(() -> fetch(null)));
  }

  void fail(Throwable failure) {
    calls.get(calls.size() - 1).completeExceptionally(failure);
  }
}
