package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpServerResponse;

/**
 * Times out a response whose client has stopped reading: it holds one of few connections to
 * Bimplus, and an HTTP/2 client could keep it forever by opening no window and sending a {@code
 * PING} now and then.
 */
final class SendTimeout {

  /**
   * How long a client may accept no byte that is ready for it; a few hundred bytes a second are
   * enough.
   */
  static final long LIMIT_MILLIS = 60_000;

  private final ServerExchange request;
  private long writtenBytes;

  private SendTimeout(ServerExchange request) {
    this.request = request;
  }

  /** Watches the response to a request until it is over. */
  static void begin(ServerExchange request, long limitMillis) {
    request.every(limitMillis, new SendTimeout(request)::look);
  }

  /** Nothing more is written while written bytes are unsent. */
  private void look() {
    HttpServerResponse response = request.response();
    long written = response.bytesWritten();
    if (response.writeQueueFull() && written == writtenBytes) {
      request.cutOff();
    }
    writtenBytes = written;
  }
}
