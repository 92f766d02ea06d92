package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {

  private final Chunks source = new Chunks();

  @Test
  void aBodyOfSeveralChunksIsWhole() {
    Future<BoundedBody> read = BoundedBody.read(source, 9);
    Buffer first = Buffer.buffer("one");

    source.arrived(first);
    source.arrived(Buffer.buffer("two"));
    source.arrived(Buffer.buffer("six"));
    source.end();

    assertThat(read.result().whole()).isTrue();
    assertThat(read.result().bytes()).hasToString("onetwosix");
    // Whoever sent it may still use it.
    assertThat(first).hasToString("one");
  }

  @Test
  void ofALongerBodyTheBeginningIsRead() {
    Future<BoundedBody> read = BoundedBody.read(source, 5);

    source.arrived(Buffer.buffer("one"));
    source.arrived(Buffer.buffer("two"));

    assertThat(read.result().whole()).isFalse();
    assertThat(read.result().bytes()).hasToString("onetwo");
    assertThat(source.paused).isTrue();
  }

  @Test
  void aBodyMayBeEmpty() {
    Future<BoundedBody> read = BoundedBody.read(source, 5);

    source.end();

    assertThat(read.result().whole()).isTrue();
    assertThat(read.result().bytes().length()).isZero();
  }

  /** A stream whose chunks the test sends. */
  private static final class Chunks implements ReadStream<Buffer> {

    private Handler<Buffer> handler = chunk -> {};
    private Handler<Void> endHandler = nothing -> {};
    private boolean paused = true;

    void arrived(Buffer chunk) {
      handler.handle(chunk);
    }

    @SuppressWarnings("NullAway") // the end has no value
    void end() {
      endHandler.handle(null);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> newHandler) {
      return this;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> newHandler) {
      handler = newHandler == null ? chunk -> {} : newHandler;
      return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> newHandler) {
      endHandler = newHandler == null ? nothing -> {} : newHandler;
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
      return this;
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
      return resume();
    }
  }
}
