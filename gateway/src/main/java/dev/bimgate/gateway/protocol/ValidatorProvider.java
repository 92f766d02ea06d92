package dev.bimgate.gateway.protocol;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Makes Vert.x validate the requests on all its servers' connections: those of HTTP, of TLS and of
 * the management port. Loaded as a service, before Vert.x is created.
 */
public final class ValidatorProvider implements VertxServiceProvider {

  /**
   * Verifies that before the first connection.
   *
   * @throws IllegalStateException when the servers of this Vert.x would not validate requests
   */
  public static void verify(Vertx vertx) {
    // By name: in development mode the transport survives a reload of classes.
    String transport = ((VertxInternal) vertx).transport().getClass().getName();
    if (!transport.equals(CheckedTransport.class.getName())) {
      throw new IllegalStateException(
          "requests would not be validated: META-INF/services is incomplete");
    }
  }

  /**
   * Bounds the connections to the management port, before its server listens. Quarkus bounds the
   * traffic port alone ({@code quarkus.http.limits.max-connections}).
   *
   * @param port 0, a free port of the system's choice, is not bounded: it may be any server's
   */
  public static void boundConnections(Vertx vertx, int port) {
    if (((VertxInternal) vertx).transport() instanceof CheckedTransport transport) {
      transport.boundedPort = port;
    }
  }

  /**
   * Replaces certificates of servers. Connections that arrive meanwhile wait.
   *
   * @param update returns when all servers have them
   */
  public static void updateCertificates(Vertx vertx, Runnable update) {
    if (((VertxInternal) vertx).transport() instanceof CheckedTransport transport) {
      transport.gate.whileClosed(update);
    } else {
      update.run();
    }
  }

  @Override
  public void init(VertxBuilder builder) {
    if (!(builder.findTransport() instanceof JDKTransport)) {
      throw new IllegalStateException(
          "requests are validated over the JDK's transport only:"
              + " quarkus.vertx.prefer-native-transport must be false");
    }
    builder.findTransport(new CheckedTransport());
  }

  /** The JDK's transport, with a {@link Http1Validator} on every accepted connection. */
  private static final class CheckedTransport extends JDKTransport {

    /** Vert.x's name for its TLS handler. */
    private static final String TLS = "ssl";

    private static final String NAME = "heads";

    /** Health checks, a scraper and operators need few. */
    private static final int MANAGEMENT_CONNECTIONS = 64;

    private final AcceptGate gate = new AcceptGate();

    private volatile int boundedPort;

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
      super.configure(options, domainSocket, server);
      ChannelHandler handlers = server.config().childHandler();
      boolean bounded = boundedPort != 0 && options.getPort() == boundedPort;
      ConnectionLimit limit = new ConnectionLimit(MANAGEMENT_CONNECTIONS);
      server.childHandler(
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              if (!bounded || limit.accepts(channel)) {
                gate.pass(channel, () -> initialize(channel.pipeline(), handlers));
              }
            }
          });
    }

    /** The check comes behind TLS, before everything else. */
    private static void initialize(ChannelPipeline pipeline, ChannelHandler handlers) {
      pipeline.addLast(handlers);
      ChannelHandlerContext tls = pipeline.context(TLS);
      if (tls == null) {
        pipeline.addFirst(NAME, new Http1Validator());
      } else {
        pipeline.addAfter(TLS, NAME, new Http1Validator());
      }
    }
  }
}
