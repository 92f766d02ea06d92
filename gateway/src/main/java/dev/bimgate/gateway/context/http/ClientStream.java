package dev.bimgate.gateway.context.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an HTTP/2 request as the codec knows it. Vert.x does not say whether it ended with
 * its headers, nor whether all of a response has been sent. Only for the event loop.
 */
public final class ClientStream {

  /** RFC 9113, section 7. */
  public static final long NO_ERROR = 0;

  public static final long PROTOCOL_ERROR = 1;
  public static final long INTERNAL_ERROR = 2;

  private final @Nullable Http2Stream stream;

  private ClientStream(@Nullable Http2Stream stream) {
    this.stream = stream;
  }

  /** The connection that has a client's streams, as Netty knows it. */
  public static Channel channelOf(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  public static ClientStream of(HttpServerRequest request) {
    Channel channel = channelOf(request.connection());
    Http2ConnectionHandler codec = channel.pipeline().get(Http2ConnectionHandler.class);
    return new ClientStream(
        codec == null ? null : codec.connection().stream(request.response().streamId()));
  }

  public boolean isOpenForRequest() {
    return stream != null && stream.state().remoteSideOpen();
  }

  /** Whether bytes of the response are still to be sent. */
  public boolean isOpenForResponse() {
    return stream != null && stream.state().localSideOpen();
  }
}
