package dev.bimgate.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;

/**
 * Sends a body with back-pressure, and never makes a truncated one look complete.
 *
 * <p>Belongs to one Vert.x context. From {@link #start} on it owns the source's handlers; when the
 * call is over it leaves the source paused.
 */
final class Upload {

  private final UploadBody body;
  private final HttpClientRequest request;
  private final IdleTimeout watch;
  private final Runnable onSent;
  private final Runnable onBroken;
  private long takenBytes;
  private boolean stopped;
  private boolean whole;

  /**
   * An upload that has not begun.
   *
   * @param onSent runs when the last byte has been written to the connection
   * @param onBroken runs when the source fails, or its length is not what was promised
   */
  Upload(
      UploadBody body,
      HttpClientRequest request,
      IdleTimeout watch,
      Runnable onSent,
      Runnable onBroken) {
    this.body = body;
    this.request = request;
    this.watch = watch;
    this.onSent = onSent;
    this.onBroken = onBroken;
  }

  void start() {
    request.drainHandler(nothing -> drained());
    body.source().exceptionHandler(failure -> broken());
    body.source().handler(this::send);
    body.source().endHandler(nothing -> end());
    body.source().resume();
  }

  /** Stops reading and sending. */
  void stop() {
    if (!stopped) {
      stopped = true;
      body.source().pause();
    }
  }

  /** Whether all of the body, and its end, have been given to the connection. */
  boolean isWhole() {
    return whole;
  }

  private void send(Buffer chunk) {
    if (stopped) {
      return;
    }
    takenBytes += chunk.length();
    if (!body.isChunked() && takenBytes > body.lengthBytes()) {
      broken();
      return;
    }
    watch.moved();
    request.write(chunk);
    if (request.writeQueueFull()) {
      body.source().pause();
      watch.writing(true);
    }
  }

  private void drained() {
    if (!stopped) {
      watch.writing(false);
      body.source().resume();
    }
  }

  private void end() {
    if (stopped) {
      return;
    }
    if (!body.isChunked() && takenBytes < body.lengthBytes()) {
      broken();
      return;
    }
    stopped = true;
    whole = true;
    watch.writing(true);
    request
        .end()
        .onSuccess(
            nothing -> {
              watch.writing(false);
              onSent.run();
            });
  }

  private void broken() {
    if (!stopped) {
      stop();
      onBroken.run();
    }
  }
}
