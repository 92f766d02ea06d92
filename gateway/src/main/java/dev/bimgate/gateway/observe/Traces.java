package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.config.Rate;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RequestOutcome;
import dev.bimgate.gateway.context.RequestTrace;
import dev.bimgate.gateway.routes.CachedRoute;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the trace of each request, decides whether it is recorded, and records its first span.
 *
 * <p>Of requests without a trace context a part is recorded; others as their sender wants (W3C
 * Trace Context, section 3.2.2.5), up to a rate, since anybody can ask for it.
 */
public final class Traces {

  /** Nothing is recorded. */
  public static final Traces OFF = new Traces(null, 0, Rate.of("1/s"), () -> 0);

  private static final CharSequence TRACEPARENT = HttpHeaders.createOptimized("traceparent");

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> VERSION =
      AttributeKey.stringKey("network.protocol.version");
  private static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
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

  private static final Map<HttpVersion, String> VERSIONS =
      Map.of(HttpVersion.HTTP_1_0, "1.0", HttpVersion.HTTP_1_1, "1.1", HttpVersion.HTTP_2, "2");

  private static final int SERVER_ERROR = 500;

  private final @Nullable Tracer tracer;
  private final double part;
  private final Rate clientRate;
  private final DoubleSupplier random;
  private long period = Long.MIN_VALUE;
  private int wanted;

  /**
   * @param random from 0 to 1, which is not reached
   */
  Traces(@Nullable Tracer tracer, double part, Rate clientRate, DoubleSupplier random) {
    this.tracer = tracer;
    this.part = part;
    this.clientRate = clientRate;
    this.random = random;
  }

  /**
   * Traces that are recorded.
   *
   * @param part of the requests without a trace context, from 0 to 1
   * @param clientRate of the requests that are recorded because their sender wants it, at most
   */
  public static Traces recordedBy(Tracer tracer, double part, Rate clientRate) {
    return new Traces(tracer, part, clientRate, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** Begins the trace of a request that has arrived. */
  void begin(RequestContext request) {
    request.trace(traceOf(request.request().headers(), request.method()));
  }

  /** The trace of a request, with the span of the request if it is recorded. */
  RequestTrace traceOf(MultiMap headers, HttpMethod method) {
    if (!headers.contains(TRACEPARENT)) {
      return tracer != null && isChosen()
          ? recorded(Context.root(), method, tracer)
          : RequestTrace.NONE;
    }
    Context received = read(headers, ReceivedHeaders.WITHOUT_STATE);
    SpanContext sender = Span.fromContext(received).getSpanContext();
    if (tracer != null && (sender.isValid() ? isWanted(sender) : isChosen())) {
      return recorded(read(headers, ReceivedHeaders.WITH_STATE), method, tracer);
    }
    return sender.isValid()
        ? RequestTrace.passed(received)
        : RequestTrace.restarted(Context.root().with(Span.wrap(fresh())));
  }

  private static Context read(MultiMap headers, ReceivedHeaders getter) {
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, getter);
  }

  private boolean isChosen() {
    return random.getAsDouble() < part;
  }

  private boolean isWanted(SpanContext sender) {
    return sender.isSampled() && isBelowMaximum(System.nanoTime());
  }

  /** Counts a request that its sender wants recorded. */
  synchronized boolean isBelowMaximum(long nanos) {
    long now = Math.floorDiv(nanos, clientRate.period().toNanos());
    if (now != period) {
      period = now;
      wanted = 0;
    }
    return wanted++ < clientRate.calls();
  }

  private static SpanContext fresh() {
    IdGenerator ids = IdGenerator.random();
    return SpanContext.create(
        ids.generateTraceId(), ids.generateSpanId(), RequestTrace.RANDOM, TraceState.getDefault());
  }

  private static RequestTrace recorded(Context parent, HttpMethod method, Tracer tracer) {
    Span span =
        tracer
            .spanBuilder(nameOf(method))
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .startSpan();
    SpanContext sender = Span.fromContext(parent).getSpanContext();
    return RequestTrace.recorded(
        parent.with(span), tracer, sender.isValid() ? sender.getTraceFlags() : RequestTrace.RANDOM);
  }

  /** Ends the span of a request that has ended. */
  void end(RequestContext request, int status) {
    if (!request.trace().isRecorded()) {
      return;
    }
    Span span = request.trace().span();
    RequestOutcome outcome = request.outcome();
    describe(span, request, outcome);
    if (request.hasResponse()) {
      span.setAttribute(RequestTrace.STATUS, (long) status);
    }
    if (request.hasResponse() && status >= SERVER_ERROR) {
      RequestTrace.fail(span, Integer.toString(status));
    } else if (outcome.result().isFault()) {
      RequestTrace.fail(span, outcome.result().label());
    }
    span.end();
  }

  private static void describe(Span span, RequestContext request, RequestOutcome outcome) {
    String method = nameOf(request.method());
    span.updateName(method + ' ' + outcome.route().label());
    span.setAttribute(METHOD, method);
    span.setAttribute(SCHEME, request.request().isSSL() ? "https" : "http");
    span.setAttribute(VERSION, VERSIONS.get(request.request().version()));
    if (outcome.route() instanceof CachedRoute cached) {
      span.setAttribute(HTTP_ROUTE, cached.template());
    }
    span.setAttribute(ROUTE, outcome.route().label());
    span.setAttribute(OUTCOME, outcome.result().label());
    String cause = outcome.cause();
    if (cause != null) {
      span.setAttribute(CAUSE, cause);
    }
  }

  private static String nameOf(HttpMethod method) {
    return METHODS.contains(method) ? method.name() : "_OTHER";
  }
}
