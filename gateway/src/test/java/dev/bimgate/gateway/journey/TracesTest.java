package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Collector;
import dev.bimgate.gateway.CollectorResource;
import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.race.Arrivals;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The traces of requests, as Bimplus and a collector get them. */
@QuarkusTest
@TestProfile(PeersTest.WithPeers.class)
@WithTestResource(CollectorResource.class)
@SuppressWarnings("NullAway.Init")
class TracesTest {

  private static final String SENDER = "b7ad6b7169203331";

  private final Collector collector = CollectorResource.collector();
  private final String trace = randomId();

  @Inject Ground ground;
  @Inject HandPeers peers;
  @Inject Arrivals arrivals;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  @BeforeEach
  void reset() {
    peers.reset();
  }

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
            Map.entry("http.route", "/v2/{team}/projects"),
            Map.entry("network.protocol.version", "1.1"),
            Map.entry("url.scheme", "http"),
            Map.entry("bimgate.route", "projects"),
            Map.entry("bimgate.outcome", "upstream"));
    assertThat(attributes(span(spans, "lookup")))
        .containsExactly(Map.entry("bimgate.result", "miss"));
    assertThat(attributes(span(spans, "upstream")))
        .containsExactly(Map.entry("http.response.status_code", "200"));
    assertThat(spans.values()).extracting(TracesTest::status).containsOnly("STATUS_CODE_UNSET");
  }

  @Test
  void kindsAreThoseOfAServerAndOfItsCalls() {
    peers.shareLists();

    get(ground.projects(), sampled()).then().statusCode(200);

    assertThat(spans(5))
        .extractingFromEntries(entry -> entry.getKey() + " " + entry.getValue().getKind())
        .containsExactlyInAnyOrder(
            "GET projects SPAN_KIND_SERVER",
            "token SPAN_KIND_INTERNAL",
            "lookup SPAN_KIND_INTERNAL",
            "second_level SPAN_KIND_CLIENT",
            "upstream SPAN_KIND_CLIENT");
  }

  @Test
  void theSearchForAListOfAPeerEndsWhereTheCallBegins() {
    peers.shareLists();

    get(ground.projects(), sampled()).then().statusCode(200);

    Map<String, Span> spans = spans(5);
    Span search = span(spans, "second_level");
    assertThat(parent(search)).isEqualTo(id(span(spans, "GET projects")));
    assertThat(attributes(search)).containsExactly(Map.entry("bimgate.result", "miss"));
    assertThat(search.getEndTimeUnixNano())
        .isLessThanOrEqualTo(span(spans, "upstream").getStartTimeUnixNano());
  }

  @Test
  void ofRequestsThatShareALoadTheFirstOneHasTheCall() throws Exception {
    String other = randomId();
    get("/v2/teams", sampled(randomId())).then().statusCode(200);
    arrivals.reset();
    var gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    var first = CompletableFuture.supplyAsync(() -> get(ground.projects(), sampled()));
    arrivals.await(1);
    var second = CompletableFuture.supplyAsync(() -> get(ground.projects(), sampled(other)));
    arrivals.await(2);
    gate.release();

    assertThat(List.of(first.get(), second.get()))
        .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(200));
    assertThat(spans(4)).containsKey("upstream");
    Map<String, Span> joined = spans(other, 3);
    assertThat(joined).containsOnlyKeys("GET projects", "token", "lookup");
    assertThat(attributes(span(joined, "lookup"))).containsEntry("bimgate.result", "coalesced");
  }

  @Test
  void aRevalidationInTheBackgroundBelongsToTheRequestThatStartedIt() {
    get(ground.projects(), sampled(randomId())).then().statusCode(200);
    ground.clock().advance(Duration.ofSeconds(61));

    get(ground.projects(), sampled()).then().statusCode(200);

    Map<String, Span> spans = spans(4);
    assertThat(attributes(span(spans, "lookup"))).containsEntry("bimgate.result", "stale");
    assertThat(parent(span(spans, "upstream"))).isEqualTo(id(span(spans, "GET projects")));
  }

  @Test
  void aClientThatLeavesIsNoErrorAndHasNoStatus() throws Exception {
    var gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.echo()));
    try (RawConnection leaving = RawConnection.to(gateway)) {
      leaving.send(
          RawConnection.head(
              "GET " + ground.echo() + " HTTP/1.1",
              ground.authorization(),
              "traceparent: " + sampled()));
      gate.awaitArrivals(1);
    }

    Map<String, Span> spans = spans(3);
    gate.release();

    Span request = span(spans, "GET passthrough");
    assertThat(attributes(request))
        .containsEntry("bimgate.outcome", "client_gone")
        .doesNotContainKey("http.response.status_code");
    assertThat(status(request)).isEqualTo("STATUS_CODE_UNSET");
  }

  /** OpenTelemetry, status of HTTP spans: 4xx is an error of the client alone. */
  @Test
  void anErrorOfTheClientIsOneInTheCallAlone() {
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.Instead(404, Map.of(), ""), 1);

    get(ground.echo(), sampled()).then().statusCode(404);

    Map<String, Span> spans = spans(3);
    assertThat(status(span(spans, "GET passthrough"))).isEqualTo("STATUS_CODE_UNSET");
    assertThat(status(span(spans, "upstream"))).isEqualTo("STATUS_CODE_ERROR");
    assertThat(attributes(span(spans, "upstream")))
        .containsOnly(
            Map.entry("http.response.status_code", "404"), Map.entry("error.type", "404"));
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

    Map<String, Span> spans = spans(4);
    String upstream = id(span(spans, "upstream"));
    assertThat(spans.values()).extracting(Span::getTraceState).containsOnly("a=1,b=2");
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
    assertThat(parent(span(spans, "GET projects"))).isEqualTo(SENDER);
    assertThat(spans.values()).allSatisfy(span -> assertThat(span.getLinksList()).isEmpty());
    assertThat(hit.getHeaders().asList())
        .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
        .doesNotContain("traceparent", "tracestate", "traceresponse", "server-timing");
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
    assertThat(attributes(span(spans, "upstream")))
        .containsExactly(Map.entry("error.type", "unreachable"));
    assertThat(attributes(span(spans, "GET passthrough"))).containsEntry("error.type", "502");
    assertThat(List.of("upstream", "GET passthrough"))
        .allSatisfy(name -> assertThat(status(span(spans, name))).isEqualTo("STATUS_CODE_ERROR"));
  }

  /** The name of a method may hold anything. */
  @Test
  void noSpanHoldsATeamAUserAPathAQueryAMethodOrAToken() {
    ground
        .as(Ground.USER)
        .header("traceparent", sampled())
        .header("User-Agent", "secret")
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
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
    "0A-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c+b7ad6b7169203331-01",
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
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-02")
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

  private static String randomId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private String sampled() {
    return sampled(trace);
  }

  private static String sampled(String trace) {
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
    return spans(trace, number);
  }

  private Map<String, Span> spans(String trace, int number) {
    return collector.await(trace, number).stream()
        .collect(Collectors.toMap(Span::getName, span -> span));
  }

  private static Span span(Map<String, Span> spans, String name) {
    assertThat(spans).containsKey(name);
    return spans.getOrDefault(name, Span.getDefaultInstance());
  }

  private static String status(Span span) {
    return span.getStatus().getCode().name();
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
