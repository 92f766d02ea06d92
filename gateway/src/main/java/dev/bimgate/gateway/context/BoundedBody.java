package dev.bimgate.gateway.context;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * The reading of a body up to a bound: either it is whole, or what was read is the beginning of a
 * body that goes on.
 *
 * @param bytes what was read
 * @param whole false when the source, paused again, has more
 */
public record BoundedBody(Buffer bytes, boolean whole) {

  /** Reads a paused source to its end, or until more than {@code maxBytes} have come. */
  public static Future<BoundedBody> read(ReadStream<Buffer> source, long maxBytes) {
    Promise<BoundedBody> read = Promise.promise();
    Buffer bytes = Buffer.buffer();
    source.exceptionHandler(read::tryFail);
    source.endHandler(nothing -> read.tryComplete(new BoundedBody(bytes, true)));
    source.handler(
        chunk -> {
          bytes.appendBuffer(chunk);
          if (bytes.length() > maxBytes && !read.future().isComplete()) {
            source.pause();
            // Who takes over hears of a failure that comes in between.
            source.exceptionHandler(null);
            read.complete(new BoundedBody(bytes, false));
          }
        });
    source.resume();
    return read.future();
  }
}
