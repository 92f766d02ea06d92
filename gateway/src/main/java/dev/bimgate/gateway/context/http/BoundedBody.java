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
    Chunks chunks = new Chunks();
    source.exceptionHandler(read::tryFail);
    source.endHandler(nothing -> read.tryComplete(new BoundedBody(chunks.bytes, true)));
    source.handler(
        chunk -> {
          chunks.add(chunk);
          if (chunks.bytes.length() > maxBytes && !read.future().isComplete()) {
            source.pause();
            // The next reader of the source hears of a failure in between.
            source.exceptionHandler(null);
            read.complete(new BoundedBody(chunks.bytes, false));
          }
        });
    source.resume();
    return read.future();
  }

  /** What has arrived: the first chunk itself, which mostly is all, or a copy of several. */
  private static final class Chunks {

    private Buffer bytes = Buffer.buffer(0);
    private boolean isCopy;

    void add(Buffer chunk) {
      if (bytes.length() == 0) {
        bytes = chunk;
        return;
      }
      if (!isCopy) {
        bytes = bytes.copy();
        isCopy = true;
      }
      bytes.appendBuffer(chunk);
    }
  }
}
