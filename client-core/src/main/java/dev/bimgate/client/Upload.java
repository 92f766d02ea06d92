package dev.bimgate.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;

/**
 * Sends a body as fast as Bimplus takes it, and never makes a cut one look whole.
 *
 * <p>Belongs to one Vert.x context. From {@link #start} on it owns the source's handlers; when the
 * call is over it leaves the source paused.
 */
final class Upload {

  /** What an upload tells the call it belongs to. */
  interface Listener {
    /** The last byte has been handed to the connection. */
    void sent();

    /** The source failed, or its length is not what was promised. */
    void broken();
  }

  private final UploadBody body;
  private final HttpClientRequest request;
  private final IdleWatch watch;
  private final Listener listener;
  private long takenBytes;
  private boolean stopped;

  Upload(UploadBody body, HttpClientRequest request, IdleWatch watch, Listener listener) {
    this.body = body;
    this.request = request;
    this.watch = watch;
    this.listener = listener;
  }

  void start() {
    request.drainHandler(nothing -> drained());
    body.source().exceptionHandler(failure -> broken());
    body.source().handler(this::send);
    body.source().endHandler(nothing -> end());
    body.source().resume();
  }

  /** Nothing is read or sent from here on. */
  void stop() {
    if (!stopped) {
      stopped = true;
      body.source().pause();
    }
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
    watch.writing(true);
    request
        .end()
        .onSuccess(
            nothing -> {
              watch.writing(false);
              listener.sent();
            });
  }

  private void broken() {
    if (!stopped) {
      stop();
      listener.broken();
    }
  }
}
