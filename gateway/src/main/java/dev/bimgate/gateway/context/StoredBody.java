package dev.bimgate.gateway.context;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * A response body from memory, written at once if it is short ({@link ShortResponseEncoder}), else
 * in slices as the client takes them.
 *
 * <p>Netty copies what is written and not yet sent. Of a long body that nobody reads, these copies
 * are bounded by the write queue and one slice; {@link SendTimeout} then ends the response.
 */
public final class StoredBody {

  /** The longest body that is written at once, and the length of a slice. */
  static final int SLICE_BYTES = 64 * 1024;

  private final ServerExchange request;
  private final byte[] bytes;
  private final int end;
  private int next;

  private StoredBody(ServerExchange request, byte[] bytes, int first, int length) {
    this.request = request;
    this.bytes = bytes;
    this.next = first;
    this.end = first + length;
  }

  /**
   * Ends the response of a request with stored bytes; the headers are complete, {@code
   * Content-Length} included.
   */
  public static void send(ServerExchange request, byte[] bytes, int first, int length) {
    send(request, bytes, first, length, SendTimeout.LIMIT_MILLIS);
  }

  /**
   * Whether {@link #send(RequestContext, byte[], Consumer)} may respond, with status 200 or 304,
   * and unless a header is set already that it writes.
   *
   * @param length of the body
   */
  public static boolean bypassesCodec(RequestContext request, int length) {
    return isShort(request, length) && CommonHeaders.suffice(request);
  }

  /** Whether a body of that length may be sent by {@link ShortResponseEncoder}. */
  static boolean isShort(RequestContext request, int length) {
    return length <= SLICE_BYTES
        && !request.isHead()
        && ShortResponseEncoder.isOn(request.request());
  }

  /**
   * Ends the response of a request with stored bytes and headers that need no validation.
   *
   * @param headers writes those that the response does not have, without {@code Content-Length},
   *     when the response is encoded
   */
  public static void send(RequestContext request, byte[] bytes, Consumer<HeaderTarget> headers) {
    // Without a promise: of a connection that breaks, the close handler learns.
    request.response().end(buffer(new StoredBytes(bytes, headers)), null);
  }

  static void send(
      ServerExchange request, byte[] bytes, int first, int length, long sendTimeoutMillis) {
    if (length <= SLICE_BYTES) {
      request.response().end(unsafeBuffer(bytes, first, length));
      return;
    }
    SendTimeout.begin(request, sendTimeoutMillis);
    StoredBody body = new StoredBody(request, bytes, first, length);
    request.response().drainHandler(drained -> request.step(body::write));
    body.write();
  }

  private void write() {
    HttpServerResponse response = request.response();
    while (next < end && !request.isOver() && !response.writeQueueFull()) {
      int length = Math.min(SLICE_BYTES, end - next);
      Buffer slice = unsafeBuffer(bytes, next, length);
      next += length;
      if (next < end) {
        response.write(slice);
      } else {
        response.end(slice);
      }
    }
  }

  /** Wraps the stored bytes: a copy for each client would cost more than the rest of a hit. */
  private static Buffer unsafeBuffer(byte[] stored, int first, int length) {
    return buffer(Unpooled.wrappedBuffer(stored, first, length));
  }

  @SuppressWarnings("deprecation") // The other factories copy.
  private static Buffer buffer(ByteBuf wrapped) {
    return Buffer.buffer(wrapped);
  }
}
