package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** The body of a request: whether one comes, and what becomes of one that nobody reads. */
public final class RequestBody {

  /** How long a client may go on sending a body that nobody wants before it is cut off. */
  private static final long DRAIN_MILLIS = 1_000;

  private RequestBody() {}

  /**
   * True when the head of a request that has just arrived announces a body. In HTTP/2 that is any
   * stream which does not end with its head, whatever the method.
   */
  static boolean isAnnounced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    if (request.version() == HttpVersion.HTTP_2) {
      return ClientStream.of(request).isOpenForRequest();
    }
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  /** The announced length; -1 when only the end of the body will tell. */
  public static long lengthBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length);
  }

  /**
   * True when the client waits for 100 before it sends the body (RFC 9110, section 10.1.1); one of
   * HTTP/1.0 knows no interim answers.
   */
  public static boolean expectsContinue(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_1_0
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  /**
   * Prepares an answer that is given although nobody will read the body: what still comes of it is
   * thrown away.
   */
  public static void discardAfterAnswer(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded() && context.announcesBody()) {
      closeIfUnread(context);
      request.handler(bytes -> {}).resume();
    }
  }

  /**
   * Prepares an answer that may end before the body of its request does.
   *
   * <p>In HTTP/1.1 the rest of that body stands before the next request, so the connection closes
   * after such an answer; a second is left to read the rest, or the close would destroy the answer
   * on its way. In HTTP/2 it is the stream that is given up, without an error (RFC 9113, section
   * 8.1).
   */
  static void closeIfUnread(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || !context.announcesBody()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      context.whenOver(() -> giveUpUnlessRead(context));
    } else {
      closeAfterAnswer(context);
    }
  }

  private static void giveUpUnlessRead(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      request.handler(bytes -> {}).resume();
      context.later(DRAIN_MILLIS, () -> giveUpOnceAnswered(context));
    }
  }

  /** A reset before the end of the answer is on its way would take the rest of it along. */
  private static void giveUpOnceAnswered(ServerExchange context) {
    ClientStream stream = ClientStream.of(context.request());
    if (stream.isOpenForResponse()) {
      context.later(DRAIN_MILLIS, () -> giveUpOnceAnswered(context));
    } else if (stream.isOpenForRequest()) {
      context.response().reset(ClientStream.NO_ERROR);
    }
  }

  /**
   * Closes the HTTP/1.1 connection of a request after its answer, and says so in its head unless
   * that has left. What still comes of the request's body is read for a second before.
   */
  public static void closeAfterAnswer(ServerExchange context) {
    HttpServerResponse response = context.response();
    if (!response.headWritten()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    context.whenOver(() -> closeOnceRead(context));
  }

  private static void closeOnceRead(ServerExchange context) {
    HttpServerRequest request = context.request();
    HttpConnection connection = request.connection();
    if (request.isEnded() || !context.announcesBody()) {
      connection.close();
      return;
    }
    request.handler(bytes -> {}).endHandler(ended -> connection.close()).resume();
    context.later(DRAIN_MILLIS, connection::close);
  }
}
