package dev.bimgate.gateway.lists;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** A paused stream whose beginning was read already; emits the beginning first. */
final class PrefixedStream implements ReadStream<Buffer> {

  private final ReadStream<Buffer> rest;
  private @Nullable Buffer prefix;
  private @Nullable Handler<Buffer> handler;
  private long demandAfterPrefix;

  PrefixedStream(Buffer prefix, ReadStream<Buffer> rest) {
    this.prefix = prefix;
    this.rest = rest;
  }

  @Override
  public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
    this.handler = newHandler;
    rest.handler(newHandler);
    return this;
  }

  @Override
  public ReadStream<Buffer> pause() {
    demandAfterPrefix = 0;
    rest.pause();
    return this;
  }

  @Override
  public ReadStream<Buffer> resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public ReadStream<Buffer> fetch(long amount) {
    Buffer first = prefix;
    if (first == null || handler == null) {
      rest.fetch(amount);
      return this;
    }
    prefix = null;
    demandAfterPrefix = amount == Long.MAX_VALUE ? amount : amount - 1;
    handler.handle(first);
    // The handler may have paused: then nothing more is wanted now.
    if (demandAfterPrefix > 0) {
      rest.fetch(demandAfterPrefix);
    }
    return this;
  }

  @Override
  public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
    rest.exceptionHandler(newHandler);
    return this;
  }

  @Override
  public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
    rest.endHandler(newHandler);
    return this;
  }
}
