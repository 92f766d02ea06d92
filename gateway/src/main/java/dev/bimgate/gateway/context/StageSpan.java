package dev.bimgate.gateway.context;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
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

  /** An error without a name, as OpenTelemetry has it. */
  private static final String OTHER = "_OTHER";

  private static final int CLIENT_ERROR = 400;

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
      Span span = Span.fromContext(context);
      RequestTrace.fail(span, cause == null ? OTHER : Labels.of(cause));
      span.end();
    }
  }

  /** Ends the stage with the status of Bimplus's response; from 400 on it has failed. */
  public void end(int status) {
    if (!trace.isRecorded()) {
      return;
    }
    Span span = Span.fromContext(context);
    span.setAttribute(RequestTrace.STATUS, (long) status);
    if (status >= CLIENT_ERROR) {
      RequestTrace.fail(span, Integer.toString(status));
    }
    span.end();
  }
}
