package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpServerResponse;

/**
 * The end of an answer whose reader has stopped: it holds a connection to Bimplus, of which there
 * are few, and in HTTP/2 can be kept waiting for ever by a client that opens no window and sends a
 * {@code PING} now and then.
 */
final class ReaderWatch {

  /**
   * For how long a client may take nothing although there is something for it; whoever takes a few
   * hundred bytes a second is far from it.
   */
  static final long LIMIT_MILLIS = 60_000;

  private final ServerExchange request;
  private long writtenBytes;

  private ReaderWatch(ServerExchange request) {
    this.request = request;
  }

  /** Watches the answer to a request until it is over. */
  static void begin(ServerExchange request, long limitMillis) {
    request.every(limitMillis, new ReaderWatch(request)::look);
  }

  /** Nothing more is written as long as what was written has not been taken. */
  private void look() {
    HttpServerResponse response = request.response();
    long written = response.bytesWritten();
    if (response.writeQueueFull() && written == writtenBytes) {
      request.cutOff();
    }
    writtenBytes = written;
  }
}
