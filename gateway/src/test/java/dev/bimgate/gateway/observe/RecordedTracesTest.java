package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.Rate;
import dev.bimgate.gateway.context.RequestTrace;
import dev.bimgate.gateway.context.TraceStage;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests are recorded, and the trace context of their calls. */
class RecordedTracesTest {

  private static final String ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SENT = "00-" + ID + "-b7ad6b7169203331-";

  private final Tracer tracer = SdkTracerProvider.builder().build().get("test");
  private final MultiMap received = MultiMap.caseInsensitiveMultiMap();

  @ParameterizedTest
  @CsvSource({
    "0.00, 0.00, false",
    "0.01, 0.0099, true",
    "0.01, 0.01, false",
    "1.00, 0.9999, true",
  })
  void aPartOfTheRequestsWithoutTraceIsRecorded(double part, double drawn, boolean recorded) {
    assertThat(trace(part, drawn).isRecorded()).isEqualTo(recorded);
  }

  @ParameterizedTest
  @CsvSource({"0, 01, true", "1, 00, false", "0, 03, true", "1, 02, false"})
  void ofRequestsWithATraceTheSenderDecides(double part, String flags, boolean recorded) {
    received.add("traceparent", SENT + flags);

    assertThat(trace(part, 0).isRecorded()).isEqualTo(recorded);
  }

  @Test
  void anInvalidTraceThatIsRecordedIsAnotherTraceWithoutState() {
    received.add("traceparent", "00-" + ID + "-0000000000000000-01").add("tracestate", "a=1");

    RequestTrace trace = trace(1, 0);

    assertThat(trace.isRecorded()).isTrue();
    assertThat(trace.id()).isNotEqualTo(ID);
    assertThat(sent(trace).get("traceparent")).matches("00-" + trace.id() + "-[0-9a-f]{16}-03");
    assertThat(sent(trace).contains("tracestate")).isFalse();
  }

  /** W3C Trace Context, section 3.3.1.5. */
  @Test
  void anInvalidStateEndsAndTheTraceGoesOn() {
    received.add("traceparent", SENT + "01").add("tracestate", "not even, valid");

    RequestTrace trace = trace(0, 0);

    assertThat(trace.id()).isEqualTo(ID);
    assertThat(sent(trace).contains("tracestate")).isFalse();
  }

  /** W3C Trace Context, Level 2: it says something of the ID, which stays. */
  @ParameterizedTest
  @CsvSource({"01, 01", "03, 03", "ff, 03", "05, 01"})
  void theFlagRandomIsPassedOnAndUnknownFlagsAreNot(String flags, String passedOn) {
    received.add("traceparent", SENT + flags);

    assertThat(sent(trace(0, 0)).get("traceparent"))
        .startsWith("00-" + ID + "-")
        .endsWith("-" + passedOn);
  }

  /** Anybody can send the flag {@code sampled}. */
  @Test
  void noMoreRequestsThanTheRateAreRecordedBecauseTheirSenderWantsIt() {
    Traces traces = new Traces(tracer, 0, Rate.of("100/m"), () -> 0);
    long minute = TimeUnit.MINUTES.toNanos(1_000_000);

    assertThat(recordedOf(traces, minute)).isEqualTo(100);
    assertThat(recordedOf(traces, minute + TimeUnit.SECONDS.toNanos(59))).isZero();
    assertThat(recordedOf(traces, minute + TimeUnit.MINUTES.toNanos(1))).isEqualTo(100);
  }

  private static long recordedOf(Traces traces, long atNanos) {
    return IntStream.range(0, 1_000).filter(i -> traces.isBelowMaximum(atNanos)).count();
  }

  private RequestTrace trace(double part, double drawn) {
    return new Traces(tracer, part, Rate.of("100/s"), () -> drawn)
        .traceOf(received, HttpMethod.GET);
  }

  /** The headers of a call to Bimplus. */
  private MultiMap sent(RequestTrace trace) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(received);
    trace.start(TraceStage.UPSTREAM).propagateTo(headers);
    return headers;
  }
}
