package dev.bimgate.gateway.context;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * The span of one stage; does nothing if the request is not recorded.
 *
 * <p>Its attributes are constants and statuses: no team, user, path, query or token gets into it.
 */
public final class StageSpan {

  private static final AttributeKey<String> RESULT = AttributeKey.stringKey("bimgate.result");

  private final RequestTrace trace;
  private final Context context;

  StageSpan(RequestTrace trace, Context context) {
    this.trace = trace;
    this.context = context;
  }

  /** Makes a call belong to this stage: sets its trace context. */
  public void propagateTo(MultiMap headers) {
    trace.propagate(context, headers);
  }

  /** Ends the stage; null for the usual result. Later calls do nothing. */
  public void end(@Nullable Enum<?> result) {
    if (!trace.isRecorded()) {
      return;
    }
    Span span = Span.fromContext(context);
    if (result != null) {
      span.setAttribute(RESULT, Labels.of(result));
    }
    span.end();
  }

  /** Ends the stage as failed; null if there is no name for the cause. */
  public void fail(@Nullable Enum<?> cause) {
    if (trace.isRecorded()) {
      Span.fromContext(context).setStatus(StatusCode.ERROR);
    }
    end(cause);
  }

  /** Ends the stage with the status of Bimplus's response. */
  public void end(int status) {
    if (trace.isRecorded()) {
      Span.fromContext(context).setAttribute(RequestTrace.STATUS, (long) status).end();
    }
  }
}
