package dev.bimgate.client;

import io.netty.channel.Channel;
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
 * Rejects response headers that are invalid for the request before Vert.x sees them, and closes the
 * connection, as it does after any other error on a connection.
 *
 * <p>Vert.x takes any interim status but 100 and 103 for the final response and returns the
 * connection to the pool: the next caller would then receive the first caller's body. So this
 * handler precedes it, on the connection's own event loop, where nothing can come in between.
 *
 * <p>Vert.x reports an exception to its requests at once, even while response headers are queued
 * for another event loop; they then meet a failed request. The end of a connection it reports in
 * turn. So this handler reports only the end, and records its cause.
 */
final class HeadGuard extends ChannelInboundHandlerAdapter {

  private static final String VERTX_HANDLER = "handler";
  private static final int CLOSING_SECONDS = 1;

  private static final AttributeKey<Throwable> CAUSE =
      AttributeKey.valueOf(HeadGuard.class, "CAUSE");

  private static final AttributeKey<HeadGuard> OF_CHANNEL =
      AttributeKey.valueOf(HeadGuard.class, "OF_CHANNEL");

  private final HttpConnection connection;

  /** Written by the connection's event loop alone. */
  private volatile int responses;

  private boolean finalResponse;
  private boolean closed;

  private HeadGuard(HttpConnection connection) {
    this.connection = connection;
  }

  /** What closed that connection; null if nothing did, or the other side. */
  static @Nullable Throwable causeOfEnd(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().attr(CAUSE).get();
  }

  static void installOn(HttpConnection connection) {
    HeadGuard guard = new HeadGuard(connection);
    Channel channel = ((ConnectionBase) connection).channel();
    channel.attr(OF_CHANNEL).set(guard);
    channel.pipeline().addBefore(VERTX_HANDLER, "bimgate-head-guard", guard);
  }

  /** The complete responses of that connection so far; exact on its event loop. */
  static int responsesOf(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().attr(OF_CHANNEL).get().responses;
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
      finalResponse = head.status().code() >= 200;
    }
    if (message instanceof LastHttpContent end && finalResponse) {
      ended(context, end);
    }
    context.fireChannelRead(message);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void ended(ChannelHandlerContext context, LastHttpContent end) {
    if (end.decoderResult().isSuccess()) {
      responses++;
    }
    closeIfMoreCame(context);
  }

  /**
   * Bytes after a response, before the next request, would become the beginning of the next
   * caller's response. This one is complete; after it Vert.x closes.
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

  /** Headers that could not be decoded have no status of their own; Vert.x rejects them. */
  private static boolean isAcceptable(HttpResponse head) {
    if (head.decoderResult().isFailure()) {
      return true;
    }
    int status = head.status().code();
    return status == 100 || status == 103 || (status >= 200 && status <= 599);
  }
}
