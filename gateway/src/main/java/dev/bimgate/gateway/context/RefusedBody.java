package dev.bimgate.gateway.context;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
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
public final class RefusedBody {

  private static final AttributeKey<RefusedBody> OF_THIS_CONNECTION =
      AttributeKey.valueOf(RefusedBody.class, "connection");

  private long taken;
  private @Nullable Consumer<HeadFault> answer;
  private long refused;
  private @Nullable HeadFault fault;

  private RefusedBody() {}

  /** Counts the requests on a connection, from its first one on. */
  public static void countOn(HttpConnection connection) {
    channel(connection).attr(OF_THIS_CONNECTION).set(new RefusedBody());
  }

  /**
   * Sets what to do if the body of this request, which has just arrived, is malformed.
   *
   * @return the error that is known already: the request waited behind another one
   */
  public static @Nullable HeadFault answerWith(ServerExchange request, Consumer<HeadFault> answer) {
    RefusedBody body = channel(request.request().connection()).attr(OF_THIS_CONNECTION).get();
    if (body == null || !isChunked(request)) {
      return null;
    }
    body.taken++;
    if (body.refused == body.taken) {
      return body.fault;
    }
    body.answer = answer;
    request.whenOver(() -> body.forget(answer));
    return null;
  }

  /**
   * Responds to the request with a malformed body, at once if that is still possible, or in its
   * turn.
   *
   * @param number which of the requests of this connection with a chunked body it is, from 1
   * @return false when its turn is still to come
   */
  public static boolean refuse(Channel channel, long number, HeadFault fault) {
    RefusedBody body = channel.attr(OF_THIS_CONNECTION).get();
    if (body == null) {
      return true;
    }
    if (number > body.taken) {
      body.refused = number;
      body.fault = fault;
      return false;
    }
    Consumer<HeadFault> answer = body.answer;
    body.answer = null;
    if (answer != null) {
      answer.accept(fault);
    }
    return true;
  }

  private void forget(Consumer<HeadFault> over) {
    if (answer == over) {
      answer = null;
    }
  }

  private static boolean isChunked(ServerExchange request) {
    return request.request().version() != HttpVersion.HTTP_2
        && request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }
}
