package dev.bimgate.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stops heads that are no answer to our request before Vert.x sees them, and closes the connection.
 *
 * <p>Vert.x takes any interim status but 100 and 103 for the final answer and gives the connection
 * back: the next caller would then receive the first caller's body. So this sits in front of it, on
 * the connection's own event loop, where nothing can come in between.
 */
final class HeadGuard extends ChannelInboundHandlerAdapter {

  private static final String VERTX_HANDLER = "handler";

  private boolean closed;

  static void installOn(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channelHandlerContext()
        .pipeline()
        .addBefore(VERTX_HANDLER, "bimgate-head-guard", new HeadGuard());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpResponse head && !isAcceptable(head)) {
      closed = true;
      ReferenceCountUtil.release(message);
      context.fireExceptionCaught(new UpstreamException(UpstreamFailure.MALFORMED));
      context.close();
      return;
    }
    context.fireChannelRead(message);
  }

  /** A head that could not be decoded has no status of its own; Vert.x refuses it by itself. */
  private static boolean isAcceptable(HttpResponse head) {
    if (head.decoderResult().isFailure()) {
      return true;
    }
    int status = head.status().code();
    return status == 100 || status == 103 || (status >= 200 && status <= 599);
  }
}
