package dev.bimgate.client.app;

import dev.bimgate.client.UploadBody;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** Bytes in memory as the body of one request. */
final class BytesStream implements ReadStream<Buffer> {

  private @Nullable Buffer rest;
  private boolean ended;
  private boolean paused = true;
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;

  private BytesStream(byte[] bytes) {
    this.rest = Buffer.buffer(bytes);
  }

  static UploadBody body(byte[] bytes) {
    return new UploadBody(new BytesStream(bytes), bytes.length);
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
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    paused = true;
    return this;
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    return resume();
  }

  @Override
  public ReadStream<Buffer> resume() {
    paused = false;
    Buffer all = rest;
    rest = null;
    if (all != null && handler != null) {
      handler.handle(all);
    }
    if (!paused && !ended) {
      ended = true;
      if (endHandler != null) {
        endHandler.handle(null);
      }
    }
    return this;
  }
}
