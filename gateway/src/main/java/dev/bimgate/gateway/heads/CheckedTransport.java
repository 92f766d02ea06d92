package dev.bimgate.gateway.heads;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;

/** The transport of the JDK, with a {@link HeadCheck} on every connection that comes in. */
final class CheckedTransport extends JDKTransport {

  /** As Vert.x names its handler of TLS. */
  private static final String TLS = "ssl";

  private static final String NAME = "heads";

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
    super.configure(options, domainSocket, server);
    ChannelHandler handlers = server.config().childHandler();
    server.childHandler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(handlers);
            addCheck(channel.pipeline());
          }
        });
  }

  /** Behind TLS, in front of all else. */
  private static void addCheck(ChannelPipeline pipeline) {
    ChannelHandlerContext tls = pipeline.context(TLS);
    if (tls == null) {
      pipeline.addFirst(NAME, new HeadCheck());
    } else {
      pipeline.addAfter(TLS, NAME, new HeadCheck());
    }
  }
}
