package dev.bimgate.gateway.context;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
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

  /**
   * The flag of a trace whose ID is random (W3C Trace Context, Level 2, section "Random Trace ID
   * Flag"). The SDK does not know it.
   */
  public static final TraceFlags RANDOM = TraceFlags.fromByte((byte) 2);

  /** Of a request that came without a trace context and is not recorded. */
  public static final RequestTrace NONE =
      new RequestTrace(Context.root(), null, false, TraceFlags.getDefault());

  /** The status of a response, as OpenTelemetry names it. */
  public static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  private static final String TRACESTATE = "tracestate";

  private final Context context;
  private final @Nullable Tracer tracer;
  private final boolean replaced;
  private final boolean random;
  private final StageSpan unrecorded;

  private RequestTrace(
      Context context, @Nullable Tracer tracer, boolean replaced, TraceFlags flags) {
    this.context = context;
    this.tracer = tracer;
    this.replaced = replaced;
    this.random = (flags.asByte() & RANDOM.asByte()) != 0;
    this.unrecorded = new StageSpan(this, context);
  }

  /**
   * A trace that is recorded, with the span of the request.
   *
   * @param flags of the trace; of them {@link #RANDOM} is passed on
   */
  public static RequestTrace recorded(Context withSpan, Tracer tracer, TraceFlags flags) {
    return new RequestTrace(withSpan, tracer, true, flags);
  }

  /** A trace that is not recorded here, as the request has it. */
  public static RequestTrace passed(Context received) {
    return new RequestTrace(received, null, false, TraceFlags.getDefault());
  }

  /** A new trace that is not recorded, in place of an invalid one. */
  public static RequestTrace restarted(Context fresh) {
    return new RequestTrace(fresh, null, true, RANDOM);
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
              random ? withRandom(caller) : caller,
              headers,
              (to, name, value) -> Objects.requireNonNull(to).set(name, value));
    }
  }

  private static Context withRandom(Context caller) {
    SpanContext span = Span.fromContext(caller).getSpanContext();
    byte flags = (byte) (span.getTraceFlags().asByte() | RANDOM.asByte());
    return caller.with(
        Span.wrap(
            SpanContext.create(
                span.getTraceId(),
                span.getSpanId(),
                TraceFlags.fromByte(flags),
                span.getTraceState())));
  }

  /**
   * Marks a span as failed.
   *
   * @param type a status, or a name from an enum (OpenTelemetry, {@code error.type})
   */
  public static void fail(Span span, String type) {
    span.setStatus(StatusCode.ERROR);
    span.setAttribute(ERROR_TYPE, type);
  }
}
