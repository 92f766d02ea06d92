package dev.bimgate.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A stream that records demand and sends what the test says, when it says. */
final class FakeUpstream implements ReadStream<Buffer> {

  private long asked = Long.MAX_VALUE;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;

  /** How many chunks may be sent. */
  long asked() {
    return asked;
  }

  void send(Buffer chunk) {
    assertThat(asked).as("chunks asked for").isPositive();
    asked--;
    if (handler != null) {
      handler.handle(chunk);
    }
  }

  void send(String chunk) {
    send(Buffer.buffer(chunk));
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
  public FakeUpstream handler(@Nullable Handler<Buffer> handler) {
    this.handler = handler;
    return this;
  }

  @Override
  public FakeUpstream endHandler(@Nullable Handler<Void> handler) {
    endHandler = handler;
    return this;
  }

  @Override
  public FakeUpstream exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }

  @Override
  public FakeUpstream pause() {
    asked = 0;
    return this;
  }

  @Override
  public FakeUpstream resume() {
    asked = Long.MAX_VALUE;
    return this;
  }

  @Override
  public FakeUpstream fetch(long amount) {
    asked += amount;
    return this;
  }
}
