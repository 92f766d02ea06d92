package dev.bimgate.gateway.context;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an HTTP/2 request as the codec knows it, of which Vert.x tells neither whether it
 * ended with its head nor whether all of an answer has left. Only for the event loop.
 */
final class ClientStream {

  /** RFC 9113, section 7. */
  static final long NO_ERROR = 0;

  static final long PROTOCOL_ERROR = 1;
  static final long INTERNAL_ERROR = 2;

  private final @Nullable Http2Stream stream;

  private ClientStream(@Nullable Http2Stream stream) {
    this.stream = stream;
  }

  static ClientStream of(HttpServerRequest request) {
    Channel channel = ((ConnectionBase) request.connection()).channel();
    Http2ConnectionHandler codec = channel.pipeline().get(Http2ConnectionHandler.class);
    return new ClientStream(
        codec == null ? null : codec.connection().stream(request.response().streamId()));
  }

  /** Whether bytes of the request may still come. */
  boolean isOpenForRequest() {
    return stream != null && stream.state().remoteSideOpen();
  }

  /** Whether bytes of the answer have still to leave. */
  boolean isOpenForResponse() {
    return stream != null && stream.state().localSideOpen();
  }
}
