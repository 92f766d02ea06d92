package dev.bimgate.gateway.context;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.vertx.core.MultiMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a request belongs to (W3C Trace Context), and its spans if it is recorded.
 *
 * <p>The trace context of a request that is not recorded goes on as it came, unless it was invalid
 * (section 3.4).
 */
public final class RequestTrace {

  /** Of a request that came without a trace context and is not recorded. */
  public static final RequestTrace NONE = new RequestTrace(Context.root(), null, false);

  /** The status of a response, as OpenTelemetry names it. */
  public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  private static final String TRACESTATE = "tracestate";

  private final Context context;
  private final @Nullable Tracer tracer;
  private final boolean replaced;
  private final StageSpan unrecorded;

  private RequestTrace(Context context, @Nullable Tracer tracer, boolean replaced) {
    this.context = context;
    this.tracer = tracer;
    this.replaced = replaced;
    this.unrecorded = new StageSpan(this, context);
  }

  /** A trace that is recorded, with the span of the request. */
  public static RequestTrace recorded(Context withSpan, Tracer tracer) {
    return new RequestTrace(withSpan, tracer, true);
  }

  /** A trace that is not recorded here, as the request has it. */
  public static RequestTrace passed(Context received) {
    return new RequestTrace(received, null, false);
  }

  /** A new trace that is not recorded, in place of an invalid one. */
  public static RequestTrace restarted(Context fresh) {
    return new RequestTrace(fresh, null, true);
  }

  public boolean isRecorded() {
    return tracer != null;
  }

  /** The trace ID, for the log; null if there is none. */
  public @Nullable String id() {
    SpanContext known = span().getSpanContext();
    return known.isValid() ? known.getTraceId() : null;
  }

  /** The span of the request. */
  public Span span() {
    return Span.fromContext(context);
  }

  /** Begins the span of a stage. */
  public StageSpan start(TraceStage stage) {
    return tracer == null
        ? unrecorded
        : new StageSpan(
            this,
            context.with(
                tracer
                    .spanBuilder(stage.label)
                    .setSpanKind(stage.kind)
                    .setParent(context)
                    .startSpan()));
  }

  /** Sets the trace context of a call, unless the one that came goes on unchanged. */
  void propagate(Context caller, MultiMap headers) {
    if (replaced) {
      headers.remove(TRACESTATE);
      W3CTraceContextPropagator.getInstance()
          .inject(
              caller, headers, (to, name, value) -> Objects.requireNonNull(to).set(name, value));
    }
  }
}
