package dev.bimgate.client;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;

/**
 * An answer of Bimplus: its head at once, its body as it comes.
 *
 * <p>Whoever holds one either reads the body to its end or calls {@link #reset}; until then it
 * occupies a connection. It belongs to the Vert.x context on which the call was made: use it there.
 */
public final class UpstreamResponse {

  private final Exchange exchange;
  private final AnswerBody body;

  UpstreamResponse(Exchange exchange, AnswerBody body) {
    this.exchange = exchange;
    this.body = body;
  }

  /** The status, from 200 to 599. */
  public int status() {
    return body.head().statusCode();
  }

  /** The reason phrase as it came, possibly empty. */
  public String statusMessage() {
    return body.head().statusMessage();
  }

  /** The version of the protocol in which Bimplus answered. */
  public HttpVersion version() {
    return body.head().version();
  }

  /** All fields as they came, in order, repeated ones included. */
  public MultiMap fields() {
    return body.head().headers();
  }

  /**
   * The body in its original coding, paused until somebody resumes it, so that a slow reader slows
   * Bimplus. Its exception handler gets an {@link UpstreamException} when the body is cut off: the
   * promised length was not reached, the last chunk did not come, or a time limit passed. A failure
   * that came before the handler was set is told when it is set.
   */
  public ReadStream<Buffer> body() {
    return body;
  }

  /** The fields after the body; empty until the body has ended. */
  public MultiMap trailers() {
    return body.head().trailers();
  }

  /**
   * Lifts the list-timeout from a list whose body is passed on rather than kept; the idle-timeout
   * goes on. Without effect on other answers.
   */
  public void liftDeadline() {
    exchange.liftDeadline();
  }

  /**
   * Gives the call up: what is under way in either direction is reset, the connection closed, and
   * the body fails with {@link UpstreamFailure#CANCELLED}. Without effect once both are through.
   */
  public void reset() {
    exchange.fail(UpstreamFailure.CANCELLED);
  }
}
