package dev.bimgate.gateway.context;

import io.vertx.core.AsyncResult;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link StreamedResponse} on its way to the client, no faster than the client reads.
 *
 * <p>One that arrives whole in one chunk is written with the headers and the end of the response at
 * once; its end arrives with it.
 */
final class StreamedBody {

  private final RequestContext request;
  private final StreamedResponse source;
  private final HttpServerResponse response;
  private final Runnable broken;

  /** The body, from its only chunk to its end. */
  private @Nullable Buffer whole;

  private boolean timed;
  private boolean failed;

  /**
   * A body of which nothing has been read; the headers of the response are complete.
   *
   * @param broken runs when the source fails on the way
   */
  StreamedBody(RequestContext request, StreamedResponse source, Runnable broken) {
    this.request = request;
    this.source = source;
    this.response = request.response();
    this.broken = broken;
  }

  void begin() {
    source.body().exceptionHandler(failure -> fail());
    source.body().endHandler(nothing -> end());
    source.body().handler(this::take);
    source.body().resume();
  }

  private void take(Buffer chunk) {
    if (failed) {
      return;
    }
    if (isWhole(chunk)) {
      whole = chunk;
      return;
    }
    response.write(chunk, this::written);
    if (response.writeQueueFull()) {
      awaitDrain();
    }
  }

  private boolean isWhole(Buffer chunk) {
    String length =
        response.headWritten() ? null : source.headers().get(HttpHeaders.CONTENT_LENGTH);
    return length != null && length.equals(Integer.toString(chunk.length()));
  }

  private void awaitDrain() {
    source.body().pause();
    if (!timed) {
      timed = true;
      SendTimeout.begin(request, SendTimeout.LIMIT_MILLIS);
    }
    response.drainHandler(drained -> source.body().resume());
  }

  /** The rest of a body that nobody takes is only read. */
  private void written(AsyncResult<Void> write) {
    if (write.failed() && !failed) {
      fail();
      source.body().resume();
    }
  }

  private void end() {
    if (failed || request.isOver()) {
      return;
    }
    MultiMap trailers = source.trailers().get();
    if (!trailers.isEmpty()) {
      response.trailers().addAll(trailers);
    }
    if (whole == null) {
      response.end();
    } else if (StoredBody.isShort(request, whole.length())) {
      StoredBody.send(request, whole.getBytes(), noFurther -> {});
    } else {
      response.end(whole);
    }
  }

  private void fail() {
    failed = true;
    if (!request.isOver()) {
      broken.run();
      request.cutOff();
    }
  }
}
