package dev.bimgate.gateway.protocol;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client may still be sending (RFC 9112, section 9.6). An immediate close
 * would become a reset, which destroys the response on its way; so our side ends first, and what
 * still arrives is discarded for a second.
 */
final class LingeringClose {

  private static final long LINGER_MILLIS = 1_000;

  private LingeringClose() {}

  static void close(ChannelHandlerContext context, ChannelPromise promise) {
    Channel channel = context.channel();
    channel.config().setAutoRead(true);
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(written -> endOutput(context, channel));
    context.executor().schedule(() -> context.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void endOutput(ChannelHandlerContext context, Channel channel) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound();
    } else if (channel instanceof DuplexChannel both) {
      both.shutdownOutput();
    }
  }
}
