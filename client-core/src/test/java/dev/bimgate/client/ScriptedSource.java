package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A body whose every chunk, end and failure a test brings about. */
final class ScriptedSource implements ReadStream<Buffer> {

  private final Promise<Void> held = Promise.promise();
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private Runnable onResume = () -> {};
  private volatile boolean paused = true;

  /** Completes when somebody reads. */
  Future<Void> held() {
    return held.future();
  }

  void onResume(Runnable action) {
    onResume = action;
  }

  boolean isPaused() {
    return paused;
  }

  void emit(Buffer chunk) {
    if (handler != null) {
      handler.handle(chunk);
    }
  }

  void end() {
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  void fail(Throwable failure) {
    if (exceptionHandler != null) {
      exceptionHandler.handle(failure);
    }
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    exceptionHandler = newHandler;
    return this;
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
  public ReadStream<Buffer> pause() {
    paused = true;
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    paused = false;
    held.tryComplete();
    onResume.run();
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    return resume();
  }
}
