package dev.bimgate.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that a connection has received, before any is decoded: so half a status line is
 * known to be the beginning of a response.
 */
final class ReceivedBytes extends ChannelInboundHandlerAdapter {

  private static final String VERTX_CODEC = "codec";
  private static final AttributeKey<ReceivedBytes> OF_CHANNEL =
      AttributeKey.valueOf(ReceivedBytes.class, "OF_CHANNEL");

  /** Written by the connection's event loop alone. */
  private volatile long bytes;

  /** What the decoder is reading; null between reads. */
  private @Nullable ByteBuf decoding;

  static void installOn(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    ReceivedBytes counter = new ReceivedBytes();
    // An attribute outlives the pipeline, which is empty once the connection has closed.
    channel.attr(OF_CHANNEL).set(counter);
    channel.pipeline().addBefore(VERTX_CODEC, "bimgate-received-bytes", counter);
  }

  /** Bytes so far, also of a connection that has closed. */
  static long of(HttpConnection connection) {
    return on(((ConnectionBase) connection).channel()).bytes;
  }

  /**
   * Whether bytes have arrived that the decoder has not read yet; called on the event loop, from
   * within what it has just decoded.
   */
  boolean goesOn() {
    return decoding != null && decoding.isReadable();
  }

  static ReceivedBytes on(Channel channel) {
    return channel.attr(OF_CHANNEL).get();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf read)) {
      context.fireChannelRead(message);
      return;
    }
    bytes += read.readableBytes();
    // Retained, because the decoder releases what it has read to the end.
    decoding = read.retain();
    try {
      context.fireChannelRead(read);
    } finally {
      decoding = null;
      read.release();
    }
  }
}
