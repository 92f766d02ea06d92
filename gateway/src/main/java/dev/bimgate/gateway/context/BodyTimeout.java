package dev.bimgate.gateway.context;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request on its way to Bimplus, timed out when the client sends less than 16 KB a
 * minute of it: an upload holds one of few connections to Bimplus.
 *
 * <p>A period in which the body was paused at any time does not count: then Bimplus reads slowly,
 * and not the client is late.
 */
public final class BodyTimeout implements ReadStream<Buffer> {

  /** The length of a period; the first begins when the body is first read. */
  public static final Duration PERIOD = Duration.ofMinutes(1);

  /** The least that a client sends in a period. */
  static final int LEAST_BYTES = 16 * 1024;

  private final ServerExchange exchange;
  private final HttpServerRequest body;
  private final Duration period;
  private final Runnable onTimeout;
  private boolean begun;
  private boolean reading;
  private boolean wasPaused;
  private boolean ended;
  private long receivedBytes;

  /**
   * The body of a request, which is paused.
   *
   * @param onTimeout runs once for each period with too little, unless the request is over
   */
  public BodyTimeout(ServerExchange exchange, Duration period, Runnable onTimeout) {
    this.exchange = exchange;
    this.body = exchange.request();
    this.period = period;
    this.onTimeout = onTimeout;
  }

  @Override
  public BodyTimeout handler(@Nullable Handler<Buffer> handler) {
    body.handler(handler == null ? null : bytes -> received(bytes, handler));
    return this;
  }

  private void received(Buffer bytes, Handler<Buffer> handler) {
    receivedBytes += bytes.length();
    handler.handle(bytes);
  }

  @Override
  public BodyTimeout endHandler(@Nullable Handler<Void> handler) {
    body.endHandler(
        nothing -> {
          ended = true;
          if (handler != null) {
            handler.handle(nothing);
          }
        });
    return this;
  }

  @Override
  public BodyTimeout exceptionHandler(@Nullable Handler<Throwable> handler) {
    body.exceptionHandler(
        failure -> {
          ended = true;
          if (handler != null) {
            handler.handle(failure);
          }
        });
    return this;
  }

  @Override
  public BodyTimeout pause() {
    reading = false;
    wasPaused = true;
    if (!ended) {
      body.pause(); // of HTTP/2, throws once it has ended
    }
    return this;
  }

  @Override
  public BodyTimeout resume() {
    return fetch(Long.MAX_VALUE);
  }

  @Override
  public BodyTimeout fetch(long amount) {
    reading = true;
    if (!begun) {
      begun = true;
      exchange.every(period.toMillis(), this::look);
    }
    body.fetch(amount);
    return this;
  }

  private void look() {
    // A response that has begun goes on, whatever becomes of the upload.
    boolean responded = exchange.response().headWritten();
    boolean late = reading && !wasPaused && !ended && !responded && receivedBytes < LEAST_BYTES;
    wasPaused = !reading;
    receivedBytes = 0;
    if (late) {
      onTimeout.run();
    }
  }
}
