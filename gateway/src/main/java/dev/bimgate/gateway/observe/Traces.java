package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.context.RequestTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trace of each request, decides whether it is recorded, and records its first span.
 *
 * <p>Of requests without a trace context a part is recorded; others as their sender wants (W3C
 * Trace Context, section 3.2.2.5), up to a number, since anybody can ask for it.
 */
public final class Traces {

  /** Nothing is recorded. */
  public static final Traces OFF = new Traces(null, 0);

  /** The most requests in a second that are recorded because their sender wants it. */
  static final int MAX_WANTED_PER_SECOND = 100;

  private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("bimgate.route");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("bimgate.outcome");
  private static final AttributeKey<String> CAUSE = AttributeKey.stringKey("bimgate.cause");

  /** Any other method is {@code _OTHER}, as OpenTelemetry has it. */
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.CONNECT);

  private final @Nullable Tracer tracer;
  private final double part;
  private long second = Long.MIN_VALUE;
  private int wanted;

  private Traces(@Nullable Tracer tracer, double part) {
    this.tracer = tracer;
    this.part = part;
  }

  /**
   * Traces that are recorded.
   *
   * @param part of the requests without a trace context, from 0 to 1
   */
  public static Traces recordedBy(Tracer tracer, double part) {
    return new Traces(tracer, part);
  }

  /** Begins the trace of a request that has arrived. */
  void begin(RequestContext request) {
    MultiMap headers = request.request().headers();
    if (!headers.contains(TRACEPARENT)) {
      if (tracer != null && isChosen()) {
        record(request, Context.root(), tracer);
      }
      return;
    }
    Context received =
        W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), headers, ReceivedHeaders.GETTER);
    SpanContext sender = Span.fromContext(received).getSpanContext();
    if (tracer != null && (sender.isValid() ? isWanted(sender) : isChosen())) {
      record(request, received, tracer);
    } else {
      request.trace(
          sender.isValid()
              ? RequestTrace.passed(received)
              : RequestTrace.restarted(Context.root().with(Span.wrap(fresh()))));
    }
  }

  private boolean isChosen() {
    return ThreadLocalRandom.current().nextDouble() < part;
  }

  private boolean isWanted(SpanContext sender) {
    return sender.isSampled() && isBelowMaximum(System.nanoTime());
  }

  /** Counts a request that its sender wants recorded. */
  synchronized boolean isBelowMaximum(long nanos) {
    long now = TimeUnit.NANOSECONDS.toSeconds(nanos);
    if (now != second) {
      second = now;
      wanted = 0;
    }
    return wanted++ < MAX_WANTED_PER_SECOND;
  }

  private static SpanContext fresh() {
    IdGenerator ids = IdGenerator.random();
    return SpanContext.create(
        ids.generateTraceId(),
        ids.generateSpanId(),
        TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  private static void record(RequestContext request, Context parent, Tracer tracer) {
    Span span =
        tracer
            .spanBuilder(method(request))
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .startSpan();
    request.trace(RequestTrace.recorded(parent.with(span), tracer));
  }

  /** Ends the span of a request that has ended. */
  void end(RequestContext request, int status) {
    if (!request.trace().isRecorded()) {
      return;
    }
    Span span = request.trace().span();
    RequestOutcome outcome = request.outcome();
    span.updateName(method(request) + ' ' + outcome.route().label());
    span.setAttribute(METHOD, method(request));
    if (request.hasResponse()) {
      span.setAttribute(RequestTrace.STATUS, (long) status);
    }
    span.setAttribute(ROUTE, outcome.route().label());
    span.setAttribute(OUTCOME, outcome.result().label());
    String cause = outcome.cause();
    if (cause != null) {
      span.setAttribute(CAUSE, cause);
    }
    if (status >= 500 || outcome.result().isFault()) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }

  private static String method(RequestContext request) {
    return METHODS.contains(request.method()) ? request.method().name() : "_OTHER";
  }
}
