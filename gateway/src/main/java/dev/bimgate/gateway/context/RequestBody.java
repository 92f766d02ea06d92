package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.BoundedBody;
import dev.bimgate.gateway.context.http.ClientStream;
import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;

/** The body of a request: whether one is announced, and how an unread one is discarded. */
public final class RequestBody {

  /** How long a client may go on sending an unwanted body before its connection is closed. */
  private static final long DRAIN_MILLIS = 1_000;

  /** Above a form with the longest token, which needs no escapes. */
  private static final int MAX_SHORT_BYTES = 16_384;

  private static final long MAX_SHORT_MILLIS = 5_000;

  private RequestBody() {}

  /**
   * True when a request that has just arrived announces a body. In HTTP/2 that is any stream that
   * does not end with its headers, whatever the method.
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

  /** The announced length; -1 when it is unknown. */
  public static long lengthBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length);
  }

  /**
   * True when the client waits for 100 before it sends the body (RFC 9110, section 10.1.1);
   * HTTP/1.0 has no interim responses.
   */
  public static boolean expectsContinue(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_1_0
        && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
  }

  /**
   * Reads a short body whole, from a client that nobody has authenticated: 16 KB within 5 seconds.
   *
   * @param next gets the body, or the beginning of a longer one, unless the exchange is over by
   *     then
   * @param onTimeout runs if it takes too long, unless the exchange is over by then
   */
  public static void readShort(
      ServerExchange exchange, Consumer<BoundedBody> next, Runnable onTimeout) {
    HttpServerRequest request = exchange.request();
    if (expectsContinue(request)) {
      request.response().writeContinue();
    }
    Future<BoundedBody> body = BoundedBody.read(request, MAX_SHORT_BYTES);
    body.onSuccess(
        read ->
            exchange.step(
                () -> {
                  if (!exchange.isOver()) {
                    next.accept(read);
                  }
                }));
    exchange.later(
        MAX_SHORT_MILLIS,
        () -> {
          if (!body.isComplete() && !exchange.isOver()) {
            onTimeout.run();
          }
        });
  }

  /** Prepares a response that does not need the body: the rest of the body is discarded. */
  public static void discardAfterResponse(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded() && context.announcesBody()) {
      closeIfUnread(context);
      request.handler(bytes -> {}).resume();
    }
  }

  /**
   * Prepares a response that may end before the body of its request does.
   *
   * <p>In HTTP/1.1 the rest of that body precedes the next request, so the connection closes after
   * such a response; the rest is read for a second, or the close would destroy the response on its
   * way. In HTTP/2 the stream is reset, without an error (RFC 9113, section 8.1).
   */
  static void closeIfUnread(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (request.isEnded() || !context.announcesBody()) {
      return;
    }
    if (request.version() == HttpVersion.HTTP_2) {
      context.whenOver(() -> giveUpUnlessRead(context));
    } else {
      closeAfterResponse(context);
    }
  }

  private static void giveUpUnlessRead(ServerExchange context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      request.handler(bytes -> {}).resume();
      context.later(DRAIN_MILLIS, () -> giveUpAfterResponse(context));
    }
  }

  /** A reset before the end of the response is sent would truncate it. */
  private static void giveUpAfterResponse(ServerExchange context) {
    ClientStream stream = ClientStream.of(context.request());
    if (stream.isOpenForResponse()) {
      context.later(DRAIN_MILLIS, () -> giveUpAfterResponse(context));
    } else if (stream.isOpenForRequest()) {
      context.response().reset(ClientStream.NO_ERROR);
    }
  }

  /**
   * Closes the HTTP/1.1 connection of a request after its response, and sends {@code Connection:
   * close} unless the headers have left. The rest of the request's body is read for a second
   * before.
   */
  public static void closeAfterResponse(ServerExchange context) {
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
