package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/** Reads a body to its end. */
final class BodyCollector {

  private BodyCollector() {}

  static Future<Buffer> of(ReadStream<Buffer> body) {
    Promise<Buffer> whole = Promise.promise();
    Buffer collected = Buffer.buffer();
    body.exceptionHandler(whole::tryFail);
    body.endHandler(nothing -> whole.tryComplete(collected));
    body.handler(collected::appendBuffer);
    body.resume();
    return whole.future();
  }
}
