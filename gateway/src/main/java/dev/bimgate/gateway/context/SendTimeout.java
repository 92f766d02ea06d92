package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/**
 * Times out a response whose client has stopped reading: it holds memory, or one of few connections
 * to Bimplus, and an HTTP/2 client could keep it forever by opening no window and sending a {@code
 * PING} now and then.
 */
public final class SendTimeout {

  /**
   * How long a client may accept no byte that is ready for it; a few hundred bytes a second are
   * enough.
   */
  static final long LIMIT_MILLIS = 60_000;

  private final ServerExchange request;

  /** At the last look; before the first, a pipelined response has written nothing and waits. */
  private long writtenBytes = -1;

  private SendTimeout(ServerExchange request) {
    this.request = request;
  }

  /** Watches the response to a request until it is over. */
  static void begin(ServerExchange request, long limitMillis) {
    request.every(limitMillis, new SendTimeout(request)::look);
  }

  /**
   * Runs the stages of a request once its client has taken enough of the responses before: however
   * many requests a client pipelines, one that reads nothing gets few responses into memory.
   *
   * <p>In HTTP/2 the streams at once are bounded, and a response without a body needs no window.
   */
  public static void whenRead(ServerExchange request, Runnable stages) {
    whenRead(request, LIMIT_MILLIS, stages);
  }

  static void whenRead(ServerExchange request, long limitMillis, Runnable stages) {
    HttpServerResponse response = request.response();
    if (!response.writeQueueFull() || request.request().version() == HttpVersion.HTTP_2) {
      Trampoline.take(request, stages);
      return;
    }
    begin(request, limitMillis);
    response.drainHandler(
        drained -> {
          response.drainHandler(null);
          if (!request.isOver()) {
            Trampoline.take(request, stages);
          }
        });
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
