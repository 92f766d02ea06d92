package dev.bimgate.gateway.protocol;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicInteger;

/** The most connections that a server has at once; those above it are closed as they arrive. */
final class ConnectionLimit {

  private final int maxConnections;
  private final AtomicInteger open = new AtomicInteger();

  ConnectionLimit(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  /** Counts a new connection until it is closed; false when it was closed at once. */
  boolean accepts(Channel connection) {
    boolean accepted = open.incrementAndGet() <= maxConnections;
    connection.closeFuture().addListener(closed -> open.decrementAndGet());
    if (!accepted) {
      connection.close();
    }
    return accepted;
  }
}
