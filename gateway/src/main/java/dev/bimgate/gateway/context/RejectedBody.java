package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Connects the protocol check, which finds malformed bodies as they arrive, to the stages, which
 * respond.
 *
 * <p>Only chunked bodies can be malformed, so both sides count the requests of a connection that
 * have one: the check may be ahead of the stages, which take pipelined requests one after another.
 * Without stages, as on the management port, there is no response.
 */
public final class RejectedBody {

  private static final AttributeKey<RejectedBody> OF_THIS_CONNECTION =
      AttributeKey.valueOf(RejectedBody.class, "connection");

  private long taken;
  private @Nullable Consumer<ProtocolError> response;
  private long rejected;
  private @Nullable ProtocolError error;

  private RejectedBody() {}

  /** Counts the requests on a connection, from its first one on. */
  public static void countOn(HttpConnection connection) {
    ClientStream.channelOf(connection).attr(OF_THIS_CONNECTION).set(new RejectedBody());
  }

  /**
   * Sets what to do if the body of this request, which has just arrived, is malformed.
   *
   * @return the error that is known already: the request waited behind another one
   */
  public static @Nullable ProtocolError respondWith(
      ServerExchange request, Consumer<ProtocolError> response) {
    RejectedBody body =
        ClientStream.channelOf(request.request().connection()).attr(OF_THIS_CONNECTION).get();
    if (body == null || !isChunked(request)) {
      return null;
    }
    body.taken++;
    if (body.rejected == body.taken) {
      return body.error;
    }
    body.response = response;
    request.whenOver(() -> body.forget(response));
    return null;
  }

  /**
   * Responds to the request with a malformed body, at once if that is still possible, or in its
   * turn.
   *
   * @param number which of the requests of this connection with a chunked body it is, from 1
   * @return false when its turn is still to come
   */
  public static boolean reject(Channel channel, long number, ProtocolError error) {
    RejectedBody body = channel.attr(OF_THIS_CONNECTION).get();
    if (body == null) {
      return true;
    }
    if (number > body.taken) {
      body.rejected = number;
      body.error = error;
      return false;
    }
    Consumer<ProtocolError> response = body.response;
    body.response = null;
    if (response != null) {
      response.accept(error);
    }
    return true;
  }

  private void forget(Consumer<ProtocolError> over) {
    if (response == over) {
      response = null;
    }
  }

  private static boolean isChunked(ServerExchange request) {
    return request.request().version() != HttpVersion.HTTP_2
        && request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }
}
