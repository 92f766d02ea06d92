package dev.bimgate.gateway.drain;

import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.ClientStream;
import dev.bimgate.gateway.context.http.ConnectionReset;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a client, and the requests that are open on it.
 *
 * <p>Belongs to the event loop of the connection; every method but {@link #channel} is called
 * there.
 */
final class ClientConnection {

  private static final long NO_ERROR = 0;

  /** The first GOAWAY of a graceful shutdown rejects no stream yet (RFC 9113, section 6.8). */
  private static final int EVERY_STREAM = Integer.MAX_VALUE;

  /** Longer than any shutdown timeout: the gateway resets what is left, and not the codec. */
  private static final long NEVER_MILLIS = TimeUnit.DAYS.toMillis(24);

  private final HttpConnection connection;
  private final boolean http2;
  private final List<RequestContext> open = new ArrayList<>(1);
  private boolean toldToGo;
  private boolean finishing;
  private boolean saidClose;

  ClientConnection(HttpConnection connection, HttpVersion version) {
    this.connection = connection;
    this.http2 = version == HttpVersion.HTTP_2;
  }

  Channel channel() {
    return ClientStream.channelOf(connection);
  }

  /**
   * Registers a request that has arrived; false when it must be ignored, as the response before it
   * said {@code Connection: close} (RFC 9112, section 9.6).
   */
  boolean begin(RequestContext request) {
    if (saidClose) {
      return false;
    }
    open.add(request);
    request.whenOver(() -> ended(request));
    if (!http2 && asksToClose(request.request().headers())) {
      RequestBody.closeAfterResponse(request);
    }
    return true;
  }

  /** Finds {@code close} also among other options, where Vert.x would not. */
  private static boolean asksToClose(MultiMap headers) {
    return headers.contains(HttpHeaders.CONNECTION)
        && headers.getAll(HttpHeaders.CONNECTION).stream()
            .flatMap(options -> Arrays.stream(options.split(",")))
            .anyMatch(option -> option.trim().equalsIgnoreCase("close"));
  }

  private void ended(RequestContext request) {
    open.remove(request);
    saidClose =
        !http2
            && request
                .response()
                .headers()
                .contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true);
  }

  /** Asks the client to send its next requests elsewhere; all that it sends here is served. */
  void tellToGo() {
    if (!http2) {
      open.forEach(RequestBody::closeAfterResponse);
    } else if (!toldToGo) {
      toldToGo = true;
      connection.goAway(NO_ERROR, EVERY_STREAM);
    }
  }

  /**
   * Accepts no new requests. Those that have begun go on, and the connection closes after them; one
   * without a request stays open, so that a request already on its way still gets a 503.
   *
   * @return how many requests are open; -1 when only bytes of a response are left to send
   */
  int finish() {
    boolean idle = open.isEmpty() && !hasUnsentBytes();
    if (finishing) {
      return idle ? -1 : open.size();
    }
    if (http2) {
      finishing = true;
      connection.goAway(NO_ERROR);
      connection.shutdown(NEVER_MILLIS);
    } else if (!open.isEmpty()) {
      finishing = true;
      tellToGo();
    } else if (!idle) {
      finishing = true;
      connection.close();
    }
    return idle ? -1 : open.size();
  }

  /** A slow client has still to read bytes of a response that is otherwise over. */
  private boolean hasUnsentBytes() {
    ChannelOutboundBuffer unsent = channel().unsafe().outboundBuffer();
    return unsent != null && unsent.totalPendingWriteBytes() > 0;
  }

  /**
   * Resets what is still in progress.
   *
   * @return how many responses that truncated
   */
  int reset() {
    List<RequestContext> hit = List.copyOf(open);
    hit.forEach(request -> request.outcome().result(Outcome.DRAINED));
    ConnectionReset.reset(connection);
    // Without an open request, the unread bytes of the last response.
    return Math.max(1, hit.size());
  }
}
