package dev.bimgate.cache;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Validators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An upstream whose every response the test sends. */
final class HandSource implements Origin<String> {

  private final HandClock clock;
  private final List<CompletableFuture<OriginResponse<String>>> calls = new ArrayList<>();
  private final List<@Nullable Validators> conditions = new ArrayList<>();

  /** Whether its calls are scarce. */
  boolean economizes;

  /** Whether it rejects most calls. */
  boolean probing;

  /** How often the cache has asked whether its calls are scarce. */
  int timesAsked;

  HandSource(HandClock clock) {
    this.clock = clock;
  }

  @Override
  public CompletionStage<OriginResponse<String>> fetch(@Nullable ListResponse known) {
    var call = new CompletableFuture<OriginResponse<String>>();
    calls.add(call);
    conditions.add(known == null ? null : known.validators());
    return call;
  }

  @Override
  public boolean economizes() {
    timesAsked++;
    return economizes;
  }

  @Override
  public boolean isProbing() {
    return probing;
  }

  int calls() {
    return calls.size();
  }

  /** The validators of the latest call. */
  @Nullable Validators latestCondition() {
    return conditions.get(conditions.size() - 1);
  }

  void respond(OriginResponse<String> response) {
    respond(calls.size(), response);
  }

  /** Responds to one call, the first being 1. */
  void respond(int call, OriginResponse<String> response) {
    calls.get(call - 1).complete(response);
  }

  void notSent() {
    respond(new OriginResponse.NotSent<>(new IllegalStateException("rejected")));
  }

  void list(String body) {
    list(calls.size(), body);
  }

  void list(int call, String body) {
    respond(call, new OriginResponse.Complete<>(Lists.response(200, body, clock.instant())));
  }

  void status(int status) {
    status(calls.size(), status);
  }

  void status(int call, int status) {
    ListResponse response = Lists.transientResponse(status, "status " + status, clock.instant());
    respond(call, new OriginResponse.Complete<>(response));
  }

  /** Responds with an error and {@code Retry-After}. */
  void refusal(int status, String retryAfter) {
    ListResponse.Builder response =
        ListResponse.builder(status, Lists.bytes("status " + status), clock.instant())
            .headers(List.of(new Header("Retry-After", retryAfter)));
    respond(new OriginResponse.Complete<>(response.buildTransient()));
  }

  /** Responds with a list that another gateway has loaded. */
  void shared(String body, Duration age) {
    respond(new OriginResponse.Shared<>(elsewhere(body), age, false));
  }

  /** Responds with a list that another gateway has loaded meanwhile. */
  void awaited(String body) {
    respond(new OriginResponse.Shared<>(elsewhere(body), Duration.ZERO, true));
  }

  /** A list as a gateway has stored it whose clock is wrong by a day. */
  private ListResponse elsewhere(String body) {
    return Lists.response(200, body, clock.instant().minus(Duration.ofDays(1)));
  }

  void notModified() {
    respond(
        new OriginResponse.NotModified<>(
            List.of(), clock.instant(), Lists.NO_AGE, Cacheability.CONFIGURED));
  }

  /** A 304 that does not concern the list; the next call is the repeated request of the cache. */
  void unrelated() {
    respond(new OriginResponse.MismatchedNotModified<>(() -> fetch(null)));
  }

  void fail(Throwable failure) {
    calls.get(calls.size() - 1).completeExceptionally(failure);
  }
}
