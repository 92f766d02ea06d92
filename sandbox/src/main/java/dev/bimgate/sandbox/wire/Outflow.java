package dev.bimgate.sandbox.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** The sending of one response body: at the rate at which it is read, or slower if requested. */
public final class Outflow {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final long length;
  private final Source source;
  private final long bytesPerSecond;
  private long stopAt = -1;
  private Runnable onStop = () -> {};
  private boolean stopped;
  private long position;

  Outflow(Exchange exchange, long length, Source source, long bytesPerSecond) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.length = length;
    this.source = source;
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Makes the bytes of a body from a position on. */
  public interface Source {
    Buffer bytes(long from, int count);
  }

  /** Stops once after a number of bytes; the action decides whether to continue. */
  void stopAt(long position, Runnable action) {
    stopAt = position;
    onStop = action;
  }

  void start() {
    if (stopAt == 0) {
      response.writeHead();
    }
    next();
  }

  /** Continues from the current position. */
  void next() {
    while (!response.ended() && !response.closed()) {
      if (position == stopAt && !stopped) {
        stopped = true;
        onStop.run();
        return;
      }
      if (position == length) {
        response.end();
        return;
      }
      if (response.writeQueueFull()) {
        response.drainHandler(drained -> next());
        return;
      }
      int written = writeChunk();
      if (bytesPerSecond > 0) {
        rest(written);
        return;
      }
    }
  }

  private int writeChunk() {
    long end = stopped || stopAt < position ? length : Math.min(length, stopAt);
    int most =
        bytesPerSecond > 0
            ? (int) Math.max(1, Math.min(CHUNK_BYTES, bytesPerSecond / 10))
            : CHUNK_BYTES;
    int count = (int) Math.min(most, end - position);
    position += count;
    exchange.record().answered(position);
    Buffer bytes = source.bytes(position - count, count);
    if (position == length && position != stopAt) {
      response.end(bytes);
    } else {
      response.write(bytes);
    }
    return count;
  }

  private void rest(int written) {
    long millis = Math.max(1, written * 1000L / bytesPerSecond);
    exchange.vertx().setTimer(millis, timer -> next());
  }
}
