package dev.bimgate.client;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response as a stream that is paused at first, reports a failure once, to late
 * listeners too, and notes when it is ready to read.
 */
final class ResponseBody implements ReadStream<Buffer> {

  private final HttpClientResponse head;
  private final IdleTimeout watch;
  private final Runnable onEnded;
  private long demand;
  private boolean ended;
  private boolean isReported;
  private @Nullable UpstreamException failure;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /** Takes over a response that has just arrived, on its context. */
  ResponseBody(HttpClientResponse head, IdleTimeout watch, Runnable onEnded) {
    this.head = head;
    this.watch = watch;
    this.onEnded = onEnded;
    head.pause();
    head.handler(this::take);
    head.endHandler(nothing -> end());
  }

  HttpClientResponse head() {
    return head;
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
    handler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
    endHandler = newHandler;
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    tellFailure();
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    demand = 0;
    watch.reading(false);
    head.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    if (ended || failure != null || amount == 0) {
      return this;
    }
    demand = Long.MAX_VALUE - demand < amount ? Long.MAX_VALUE : demand + amount;
    watch.reading(true);
    head.fetch(amount);
    return this;
  }

  /** Passes on no further byte; the rest is only drained. */
  void fail(UpstreamException newFailure) {
    if (ended || failure != null) {
      return;
    }
    failure = newFailure;
    tellFailure();
  }

  private void take(Buffer chunk) {
    watch.moved();
    if (failure != null) {
      return;
    }
    if (demand != Long.MAX_VALUE && --demand == 0) {
      watch.reading(false);
    }
    if (handler != null) {
      handler.handle(chunk);
    }
  }

  private void end() {
    ended = true;
    watch.reading(false);
    onEnded.run();
    if (failure == null && endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void tellFailure() {
    if (failure != null && exceptionHandler != null && !isReported) {
      isReported = true;
      exceptionHandler.handle(failure);
    }
  }
}
