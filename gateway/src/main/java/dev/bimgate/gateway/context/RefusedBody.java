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
 * What is to be done when the body of a request turns out to be out of form while it comes: the
 * check of heads finds that out, the stages answer.
 *
 * <p>Only chunked bodies can be, so both sides count the requests of a connection that have one:
 * the check may be ahead of the stages, which take pipelined requests one after another. Where no
 * stages are, as on the management port, there is nobody to answer.
 */
public final class RefusedBody {

  private static final AttributeKey<RefusedBody> OF_THIS_CONNECTION =
      AttributeKey.valueOf(RefusedBody.class, "connection");

  private long taken;
  private @Nullable Consumer<HeadFault> answer;
  private long refused;
  private @Nullable HeadFault fault;

  private RefusedBody() {}

  /** Has the requests counted that come on a connection, from its first one on. */
  public static void countOn(HttpConnection connection) {
    channel(connection).attr(OF_THIS_CONNECTION).set(new RefusedBody());
  }

  /**
   * Says what to do if the body of this request, which has just arrived, cannot be read.
   *
   * @return what is known to be wrong with it already: it waited behind another one meanwhile
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
   * Has the request answered whose body cannot be read, now if it still can be, or in its turn.
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
