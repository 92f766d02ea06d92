package dev.bimgate.gateway.context;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The hard end of a client's connection, by which nothing that was cut looks whole, however it is
 * framed: some bodies of HTTP/1.0 are ended by an orderly end of TCP, or of TLS, alone.
 */
public final class ConnectionReset {

  private ConnectionReset() {}

  /** Resets the connection, on its event loop; what has not left yet is thrown away. */
  public static void reset(HttpConnection connection) {
    reset(((ConnectionBase) connection).channel());
  }

  /** A client that has left has closed it already: then there is nothing to reset. */
  static void reset(Channel channel) {
    if (!channel.isOpen()) {
      return;
    }
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Past the pipeline, whose TLS handler would say good-bye.
    channel.unsafe().close(channel.voidPromise());
  }
}
