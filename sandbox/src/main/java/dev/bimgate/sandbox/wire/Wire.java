package dev.bimgate.sandbox.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection below its codec: bytes written here are sent unchanged.
 *
 * <p>It sits between encoder and socket, so raw bytes keep their place among those of Vert.x, which
 * continues to count requests and responses. To be used on the connection's event loop alone.
 */
final class Wire extends ChannelOutboundHandlerAdapter {

  private static final String ENCODER = "httpEncoder";
  private static final byte LINE_END = '\n';

  private final ChannelHandlerContext vertx;
  private @Nullable ChannelHandlerContext place;
  private @Nullable ByteBuf insertion;

  private Wire(ChannelHandlerContext vertx) {
    this.vertx = vertx;
  }

  /** The wire under this connection, which must be open. */
  static Wire under(HttpConnection connection) {
    ChannelHandlerContext vertx = ((ConnectionBase) connection).channelHandlerContext();
    ChannelPipeline pipeline = vertx.pipeline();
    Wire known = pipeline.get(Wire.class);
    if (known != null) {
      return known;
    }
    Wire wire = new Wire(vertx);
    pipeline.addBefore(ENCODER, "wire", wire);
    return wire;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  boolean isOpen() {
    return vertx.channel().isActive();
  }

  /** Whether the other side reads what was sent. */
  boolean isWritable() {
    return vertx.channel().isWritable();
  }

  void send(String bytes) {
    if (place != null) {
      place.writeAndFlush(bytes(bytes), place.voidPromise());
    }
  }

  /** Inserts these bytes after the status line of the next response. */
  void insertIntoHead(String bytes) {
    insertion = bytes(bytes);
  }

  /** Closes this side of the connection; the other side may still send. */
  void finish() {
    if (!isOpen()) {
      return;
    }
    vertx.flush();
    ((DuplexChannel) vertx.channel()).shutdownOutput();
  }

  /** Resets the connection (RST). */
  void reset() {
    vertx.flush();
    vertx.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    vertx.close();
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    ByteBuf lines = insertion;
    if (lines == null || !(message instanceof ByteBuf head)) {
      super.write(context, message, promise);
      return;
    }
    insertion = null;
    int statusLine = head.bytesBefore(LINE_END) + 1;
    ByteBuf before = head.readRetainedSlice(statusLine);
    context.write(Unpooled.wrappedBuffer(before, lines, head), promise);
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
