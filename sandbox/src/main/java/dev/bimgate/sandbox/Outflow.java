package dev.bimgate.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/** The body of one answer on its way out: as fast as it is taken, or slower if so asked. */
final class Outflow {

  private static final int CHUNK_BYTES = 64 * 1024;

  private final Exchange exchange;
  private final HttpServerResponse response;
  private final long length;
  private final Source source;
  private final long bytesPerSecond;
  private final @Nullable Gate gate;
  private final long stopAt;
  private boolean stopped;
  private long position;

  Outflow(
      Exchange exchange, long length, Source source, long bytesPerSecond, @Nullable Fault fault) {
    this.exchange = exchange;
    this.response = exchange.response();
    this.length = length;
    this.source = source;
    this.bytesPerSecond = bytesPerSecond;
    this.gate = fault instanceof Fault.HoldBody hold ? hold.gate() : null;
    this.stopAt = stopAt(fault);
  }

  /** Makes the bytes of a body from a position on. */
  interface Source {
    Buffer bytes(long from, int count);
  }

  void start() {
    if (stopAt == 0) {
      response.writeHead();
    }
    next();
  }

  private void next() {
    while (!response.ended() && !response.closed()) {
      if (position == stopAt && !stopped) {
        stop();
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

  /** Where the fault wants it: the connection is cut, or the rest stands at the gate. */
  private void stop() {
    stopped = true;
    if (gate != null) {
      exchange.waitAt(gate, this::next);
    } else {
      // An empty write ends when all before it is on the wire.
      response.write(Buffer.buffer()).onComplete(flushed -> exchange.drop());
    }
  }

  private static long stopAt(@Nullable Fault fault) {
    if (fault instanceof Fault.HoldBody hold) {
      return hold.afterBytes();
    }
    return fault instanceof Fault.CutBody cut ? cut.afterBytes() : -1;
  }
}
