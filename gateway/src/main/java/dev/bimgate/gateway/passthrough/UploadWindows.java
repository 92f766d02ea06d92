package dev.bimgate.gateway.passthrough;

import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The HTTP/2 connections with a window of 256 KB, for uploads: with the usual 64 KB a client waits
 * for most of its time (RFC 9113, section 6.9).
 *
 * <p>So much may arrive of what Bimplus does not take. So there are few of them at once, each until
 * it closes: a window cannot be taken back.
 */
final class UploadWindows {

  private static final int MAX_CONNECTIONS = 32;
  private static final int WINDOW_BYTES = 256 * 1024;

  private static final AttributeKey<Boolean> WIDE =
      AttributeKey.valueOf(UploadWindows.class, "WIDE");

  private final int maxConnections;
  private final AtomicInteger wide = new AtomicInteger();

  UploadWindows() {
    this(MAX_CONNECTIONS);
  }

  UploadWindows(int maxConnections) {
    this.maxConnections = maxConnections;
  }

  /** Widens the window of a request's connection, if it is HTTP/2 and not too many are wide. */
  void widen(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      return;
    }
    Channel channel = ClientStream.channelOf(request.connection());
    if (channel.hasAttr(WIDE) || !take()) {
      return;
    }
    channel.attr(WIDE).set(true);
    channel.closeFuture().addListener(closed -> wide.decrementAndGet());
    request.connection().setWindowSize(WINDOW_BYTES);
    // Vert.x does not, and what the client sends within the usual window would be no reason to.
    channel.flush();
  }

  private boolean take() {
    if (wide.incrementAndGet() <= maxConnections) {
      return true;
    }
    wide.decrementAndGet();
    return false;
  }
}
