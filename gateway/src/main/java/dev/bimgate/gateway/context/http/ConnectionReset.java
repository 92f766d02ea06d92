package dev.bimgate.gateway.context.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;

/**
 * Resets a client's connection, so that no truncated response looks complete, whatever its framing:
 * some HTTP/1.0 bodies end by an orderly close of TCP, or of TLS, alone.
 */
public final class ConnectionReset {

  private ConnectionReset() {}

  /** Resets the connection, on its event loop; unsent bytes are discarded. */
  public static void reset(HttpConnection connection) {
    reset(ClientStream.channelOf(connection));
  }

  /** Does nothing if the client has already closed it. */
  static void reset(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Bypasses the pipeline, whose TLS handler would send close_notify.
    channel.unsafe().close(channel.voidPromise());
  }
}
