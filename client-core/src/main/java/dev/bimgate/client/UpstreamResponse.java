package dev.bimgate.client;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;

/**
 * A response of Bimplus: status and headers, and the body as a stream.
 *
 * <p>Whoever holds one either reads the body to its end or calls {@link #reset}; until then it
 * occupies a connection. It belongs to the Vert.x context on which the call was made: use it there.
 */
public final class UpstreamResponse {

  private final Exchange exchange;
  private final ResponseBody body;

  UpstreamResponse(Exchange exchange, ResponseBody body) {
    this.exchange = exchange;
    this.body = body;
  }

  /** The status, from 200 to 599. */
  public int status() {
    return body.head().statusCode();
  }

  /** The reason phrase, unchanged, possibly empty. */
  public String statusMessage() {
    return body.head().statusMessage();
  }

  /** The HTTP version of the response. */
  public HttpVersion version() {
    return body.head().version();
  }

  /** All headers, unchanged, in order, repeated ones included. */
  public MultiMap headers() {
    return body.head().headers();
  }

  /**
   * The body in its original content coding, paused at first, so that a slow reader slows Bimplus.
   * Its exception handler gets an {@link UpstreamException} when the body is truncated: the
   * promised length was not reached, the last chunk did not arrive, or a timeout passed. A handler
   * set after the failure gets it at once.
   */
  public ReadStream<Buffer> body() {
    return body;
  }

  /** Reads the body to its end; in place of {@link #body}. */
  public Future<Buffer> readAll() {
    return ListCallFilter.whole(body);
  }

  /** The trailers; empty until the body has ended. */
  public MultiMap trailers() {
    return body.head().trailers();
  }

  /**
   * Lifts the list-timeout from a list whose body is streamed rather than stored; the idle-timeout
   * remains. Without effect on other responses.
   */
  public void liftDeadline() {
    exchange.liftDeadline();
  }

  /**
   * Cancels the call: both directions are reset, the connection is closed, and the body fails with
   * {@link UpstreamFailure#CANCELLED}. Without effect once both have ended.
   */
  public void reset() {
    exchange.fail(UpstreamFailure.CANCELLED);
  }
}
