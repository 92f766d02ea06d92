package dev.bimgate.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops heads that are no answer to our request before Vert.x sees them, and closes the connection.
 * So it does with whatever else goes wrong on a connection.
 *
 * <p>Vert.x takes any interim status but 100 and 103 for the final answer and gives the connection
 * back: the next caller would then receive the first caller's body. So this sits in front of it, on
 * the connection's own event loop, where nothing can come in between.
 *
 * <p>An exception Vert.x tells its requests at once, even one whose answer's head still waits for
 * its turn on another event loop; the head then meets a request that has failed. The end of a
 * connection it tells in turn. So nothing but the end is told, and what caused it is kept here.
 */
final class HeadGuard extends ChannelInboundHandlerAdapter {

  private static final String VERTX_HANDLER = "handler";
  private static final int CLOSING_SECONDS = 1;

  private static final AttributeKey<Throwable> CAUSE =
      AttributeKey.valueOf(HeadGuard.class, "CAUSE");

  private final HttpConnection connection;
  private boolean finalAnswer;
  private boolean closed;

  private HeadGuard(HttpConnection connection) {
    this.connection = connection;
  }

  /** What closed that connection; null if nothing did, or the other side. */
  static @Nullable Throwable causeOfEnd(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().attr(CAUSE).get();
  }

  static void installOn(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channelHandlerContext()
        .pipeline()
        .addBefore(VERTX_HANDLER, "bimgate-head-guard", new HeadGuard(connection));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closed) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpResponse head && !isAcceptable(head)) {
      ReferenceCountUtil.release(message);
      exceptionCaught(context, new UpstreamException(UpstreamFailure.MALFORMED));
      return;
    }
    if (message instanceof HttpResponse head) {
      finalAnswer = head.status().code() >= 200;
    }
    if (message instanceof LastHttpContent && finalAnswer) {
      closeIfMoreCame(context);
    }
    context.fireChannelRead(message);
  }

  /**
   * Bytes behind an answer, before anything else was asked, belong to nobody: they would stand at
   * the beginning of the next caller's answer. The answer itself is whole; after it Vert.x closes.
   */
  private void closeIfMoreCame(ChannelHandlerContext context) {
    if (ReceivedBytes.on(context.channel()).goesOn()) {
      connection.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    closed = true;
    context.channel().attr(CAUSE).setIfAbsent(cause);
    context.close();
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
