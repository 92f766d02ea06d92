package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Collector;
import dev.bimgate.gateway.CollectorResource;
import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traces of requests, as Bimplus and a collector get them. */
@QuarkusTest
@WithTestResource(CollectorResource.class)
@SuppressWarnings("NullAway.Init")
class TracesTest {

  private static final String SENDER = "b7ad6b7169203331";

  private final Collector collector = CollectorResource.collector();
  private final String trace = UUID.randomUUID().toString().replace("-", "");

  @Inject Ground ground;
  @Inject RequestLines log;

  @Test
  void theStagesOfAMissAreSpansBelowThatOfTheRequest() {
    get(ground.projects(), sampled()).then().statusCode(200);

    Map<String, Span> spans = spans(4);

    assertThat(spans).containsOnlyKeys("GET projects", "token", "lookup", "upstream");
    Span request = span(spans, "GET projects");
    assertThat(parent(request)).isEqualTo(SENDER);
    assertThat(List.of("token", "lookup", "upstream"))
        .allSatisfy(stage -> assertThat(parent(span(spans, stage))).isEqualTo(id(request)));
    assertThat(attributes(request))
        .containsOnly(
            Map.entry("http.request.method", "GET"),
            Map.entry("http.response.status_code", "200"),
            Map.entry("bimgate.route", "projects"),
            Map.entry("bimgate.outcome", "upstream"));
    assertThat(attributes(span(spans, "lookup")))
        .containsExactly(Map.entry("bimgate.result", "miss"));
    assertThat(attributes(span(spans, "upstream")))
        .containsExactly(Map.entry("http.response.status_code", "200"));
  }

  @Test
  void theCallToBimplusBelongsToItsSpanAndKeepsTheStateOfOthers() {
    ground
        .as(Ground.USER)
        .header("traceparent", sampled())
        .header("tracestate", "a=1", "b=2")
        .get(ground.projects())
        .then()
        .statusCode(200);

    String upstream = id(span(spans(4), "upstream"));
    assertThat(sent("traceparent")).containsExactly("00-" + trace + "-" + upstream + "-01");
    assertThat(sent("tracestate")).containsExactly("a=1,b=2");
  }

  @Test
  void aHitBelongsToThePresentTraceAndTheLogHasIt() {
    get(ground.projects(), "00-" + "1".repeat(32) + "-" + SENDER + "-01").then().statusCode(200);

    Response hit = get(ground.projects(), sampled());

    Map<String, Span> spans = spans(3);
    assertThat(spans).containsOnlyKeys("GET projects", "token", "lookup");
    assertThat(attributes(span(spans, "lookup"))).containsEntry("bimgate.result", "hit");
    assertThat(hit.getHeader("traceparent")).isNull();
    assertThat(log.of(hit.getHeader("X-Request-Id"))).endsWith(" trace=" + trace);
  }

  @Test
  void aRejectedTokenEndsItsStageWithTheCause() {
    String expired = ground.sandbox().tokens().with(Ground.USER).expired().sign();

    ground.with("Bearer " + expired).header("traceparent", sampled()).get("/v2/teams");

    Map<String, Span> spans = spans(2);
    assertThat(attributes(span(spans, "token"))).containsEntry("bimgate.result", "expired");
    assertThat(attributes(span(spans, "GET none"))).containsEntry("bimgate.cause", "expired");
  }

  @Test
  void aFailureOfBimplusEndsTheCallWithItsKind() {
    ground.sandbox().bimplus().switchOff();

    get(ground.echo(), sampled()).then().statusCode(502);

    Map<String, Span> spans = spans(3);
    assertThat(attributes(span(spans, "upstream"))).containsEntry("bimgate.result", "unreachable");
    assertThat(span(spans, "GET passthrough").getStatus().getCode().name())
        .isEqualTo("STATUS_CODE_ERROR");
  }

  /** The name of a method may hold anything. */
  @Test
  void noSpanHoldsATeamAUserAPathAQueryAMethodOrAToken() {
    ground
        .as(Ground.USER)
        .header("traceparent", sampled())
        .request("SECRET", ground.echo() + "?access_token=secret");
    String text = spans(3).values().toString();

    assertThat(text)
        .contains("_OTHER passthrough")
        .doesNotContainIgnoringCase("secret")
        .doesNotContain(ground.team(), ground.sandbox().tokens().subjectOf(Ground.USER), "eyJ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00-%s-b7ad6b7169203331-00", "cc-%s-b7ad6b7169203331-00-what-will-be"})
  void whatIsNotRecordedGoesOnAsItCame(String form) {
    String traceparent = form.formatted(trace);

    Response response =
        ground
            .as(Ground.USER)
            .header("traceparent", traceparent)
            .header("tracestate", "not even, valid")
            .get(ground.echo());

    assertThat(sent("traceparent")).containsExactly(traceparent);
    assertThat(sent("tracestate")).containsExactly("not even, valid");
    assertThat(log.of(response.getHeader("X-Request-Id"))).endsWith(" trace=" + trace);
  }

  /** W3C Trace Context, sections 3.2.2 and 3.4. */
  @ParameterizedTest
  @CsvSource({
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "0af7651916cd43dd8448eb211c80319c",
    "''",
  })
  void anInvalidTraceIsRestarted(String invalid) {
    Response response =
        ground
            .as(Ground.USER)
            .header("traceparent", invalid)
            .header("tracestate", "a=1")
            .get(ground.echo());

    assertThat(sent("tracestate")).isEmpty();
    assertThat(sent("traceparent"))
        .singleElement()
        .asString()
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
        .doesNotContain("0af7651916cd43dd8448eb211c80319c");
    String restarted = sent("traceparent").get(0).substring(3, 35);
    assertThat(log.of(response.getHeader("X-Request-Id"))).endsWith(" trace=" + restarted);
  }

  @Test
  void twoTracesAreNone() {
    ground
        .as(Ground.USER)
        .header("traceparent", sampled(), "00-" + "2".repeat(32) + "-" + SENDER + "-01")
        .get(ground.echo());

    assertThat(sent("traceparent"))
        .singleElement()
        .asString()
        .doesNotContain(trace, "2".repeat(32));
  }

  @Test
  void aRequestWithoutTraceGetsNone() {
    Response response = ground.as(Ground.USER).get(ground.echo());

    assertThat(sent("traceparent")).isEmpty();
    assertThat(log.of(response.getHeader("X-Request-Id"))).doesNotContain(" trace=");
  }

  private String sampled() {
    return "00-" + trace + "-" + SENDER + "-01";
  }

  private Response get(String path, String traceparent) {
    return ground.as(Ground.USER).header("traceparent", traceparent).get(path);
  }

  /** The values of a header of the last call to Bimplus. */
  private List<String> sent(String name) {
    return ground.lastCall().fieldValues(name);
  }

  private Map<String, Span> spans(int number) {
    return collector.await(trace, number).stream()
        .collect(Collectors.toMap(Span::getName, span -> span));
  }

  private static Span span(Map<String, Span> spans, String name) {
    assertThat(spans).containsKey(name);
    return spans.getOrDefault(name, Span.getDefaultInstance());
  }

  private static String id(Span span) {
    return Collector.hex(span.getSpanId().toByteArray());
  }

  private static String parent(Span span) {
    return Collector.hex(span.getParentSpanId().toByteArray());
  }

  private static Map<String, String> attributes(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, attribute -> text(attribute.getValue())));
  }

  private static String text(AnyValue value) {
    return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
  }
}
