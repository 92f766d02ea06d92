package dev.bimgate.gateway.limits;

import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.StageSpan;
import dev.bimgate.gateway.context.TraceStage;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.function.Function;

/**
 * A call to Bimplus with its span, from the wait for a connection to the headers of the response.
 */
final class TracedCall {

  private TracedCall() {}

  /**
   * Sends a call.
   *
   * @param send gets the span that the call belongs to
   */
  static Future<UpstreamResponse> send(
      RequestContext request, Function<StageSpan, Future<UpstreamResponse>> send) {
    StageSpan span = request.trace().start(TraceStage.UPSTREAM);
    try {
      return send.apply(span).onComplete(called -> end(span, called));
    } catch (RuntimeException defect) {
      span.fail(null);
      throw defect;
    }
  }

  private static void end(StageSpan span, AsyncResult<UpstreamResponse> called) {
    if (called.succeeded()) {
      span.end(called.result().status());
    } else {
      span.fail(called.cause() instanceof UpstreamException failed ? failed.failure() : null);
    }
  }
}
