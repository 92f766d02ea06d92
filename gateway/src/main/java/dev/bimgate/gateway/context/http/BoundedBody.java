package dev.bimgate.gateway.context.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A body read up to a limit: whole, or the beginning of a longer one.
 *
 * @param bytes what was read
 * @param whole false when the source, paused again, has more
 */
public record BoundedBody(Buffer bytes, boolean whole) {

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
            // The next reader of the source hears of a failure in between.
            source.exceptionHandler(null);
            read.complete(new BoundedBody(bytes, false));
          }
        });
    source.resume();
    return read.future();
  }
}
