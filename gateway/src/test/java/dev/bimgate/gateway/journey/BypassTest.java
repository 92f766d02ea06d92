package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's cache bypass. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class BypassTest {

  private static final String BYPASS = "/q/gateway/bypass";

  @Inject Ground ground;
  @Inject Operator operator;
  @Inject RequestLines log;

  @AfterEach
  void switchOff() {
    end().statusCode(200);
  }

  @Test
  void whileItIsOnEachRequestGoesToBimplus() {
    list();
    begin();

    Response first = list();
    Response second = list();

    assertThat(first.header("Cache-Status")).isEqualTo("bimplus-gateway; fwd=bypass");
    assertThat(second.header("Cache-Status")).isEqualTo("bimplus-gateway; fwd=bypass");
    assertThat(ground.callsTo(ground.projects())).isEqualTo(3);
    assertThat(log.of(second.header("X-Request-Id"))).contains(" lookup=bypass ");
  }

  /** Promise 4, whatever way the 403 came. */
  @Test
  void a403MeanwhileRemovesTheStoredList() {
    list();
    begin();
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 403, 1);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(403);

    end().statusCode(200);

    assertThat(list().header("Cache-Status")).startsWith("bimplus-gateway; fwd=uri-miss;");
  }

  /** RFC 9111, section 5.2.1.7: Bimplus must not be asked, bypass or not. */
  @Test
  void whileItIsOnOnlyIfCachedGetsNothing() {
    list();
    begin();

    ground
        .as(Ground.USER)
        .header("Cache-Control", "only-if-cached")
        .get(ground.projects())
        .then()
        .statusCode(504);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void whileItIsOnReadsOfTeamsGoToBimplusToo() {
    begin();

    ground
        .as(Ground.USER)
        .get("/v2/teams")
        .then()
        .statusCode(200)
        .header("Cache-Status", containsString("fwd=bypass"))
        .body(not(containsString("teamWorksConnection")));
  }

  @Test
  void whatWasStoredBeforeIsServedAgainAfterwards() {
    list();
    begin();
    list();

    end().body("bypass", is(false));

    assertThat(list().header("Cache-Status")).startsWith("bimplus-gateway; hit");
  }

  @Test
  void aResponseMeanwhileIsNotStored() {
    begin();
    list();
    end();

    assertThat(list().header("Cache-Status")).contains("fwd=uri-miss");
  }

  @Test
  void aWriteMeanwhileInvalidatesTheStoredLists() {
    list();
    begin();
    ground
        .as(Ground.USER)
        .contentType("application/json")
        .body("{\"name\":\"Footbridge\"}")
        .post(ground.projects())
        .then()
        .statusCode(201);
    end();

    assertThat(list().header("Cache-Status")).contains("fwd=uri-miss");
  }

  @Test
  void theResponseSaysSinceWhenAndByWhichRequest() {
    Response begun = begin().extract().response();
    String id = begun.header("X-Request-Id");

    begun.then().body("bypass", is(true)).body("since", Operator.aMoment()).body("by", is(id));
    begin()
        .body("since", is(begun.<String>path("since")))
        .body("by", is(id))
        .body("until", nullValue());
    end().body("ended.since", is(begun.<String>path("since"))).body("ended.by", is(id));
    end().body("bypass", is(false)).body("ended", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"15m", "PT15M", "900"})
  void withATimeItEndsByItself(String time) {
    operator.post(BYPASS, "{\"for\":\"" + time + "\"}").statusCode(200);
    list();
    ground.clock().advance(Duration.ofMinutes(15));

    assertThat(list().header("Cache-Status")).contains("fwd=uri-miss");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"for\":15}",
        "{\"for\":\"soon\"}",
        "{\"for\":\"0s\"}",
        "{\"for\":\"-5s\"}",
        "{\"for\":\"P31D\"}",
        "{\"until\":\"15m\"}"
      })
  void aMalformedBodyIs400AndSwitchesNothing(String body) {
    operator
        .post(BYPASS, body)
        .statusCode(400)
        .body("type", is("urn:bimgate:problem:invalid-body"));

    list();
    assertThat(list().header("Cache-Status")).contains("; hit");
  }

  @Test
  void readinessReportsItAndStaysUp() {
    begin();
    ground
        .plain()
        .get(operator.url("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'list-cache' }.data.bypass", is(true));
    end();

    ground
        .plain()
        .get(operator.url("/q/health/ready"))
        .then()
        .body("checks.find { it.name == 'list-cache' }.data.bypass", is(false));
  }

  @Test
  void itIsCountedAsALookupAndAsAnUpstreamRequest() {
    double lookups = bypasses();
    double calls = operator.counted("bypass", "done");

    begin();
    list();

    assertThat(bypasses()).isEqualTo(lookups + 1);
    assertThat(operator.counted("bypass", "done")).isEqualTo(calls + 1);
  }

  @Test
  void bothEndsAreLoggedWithTheIdOfTheirRequest() {
    try (HeardLog heard = HeardLog.of("dev.bimgate.gateway.admin")) {
      String begun = begin().extract().header("X-Request-Id");
      String ended = end().extract().header("X-Request-Id");

      assertThat(heard.lines()).hasSize(2);
      assertThat(heard.lines().get(0)).endsWith("request=" + begun);
      assertThat(heard.lines().get(1)).endsWith("request=" + ended);
    }
  }

  @Test
  void withoutTheAdminTokenNothingIsSwitched() {
    ground.as(Ground.USER).post(operator.url(BYPASS)).then().statusCode(401);
    list();

    assertThat(list().header("Cache-Status")).contains("; hit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH"})
  void anotherMethodIs405(String method) {
    operator
        .request()
        .request(method, operator.url(BYPASS))
        .then()
        .statusCode(405)
        .header("Allow", "POST, DELETE");
  }

  private double bypasses() {
    return operator.meter(
        "gateway_cache_lookups_total{", "route=\"projects\"", "outcome=\"bypass\"");
  }

  private ValidatableResponse begin() {
    return operator.request().post(operator.url(BYPASS)).then().statusCode(200);
  }

  private ValidatableResponse end() {
    return operator.request().delete(operator.url(BYPASS)).then();
  }

  private Response list() {
    Response list = ground.as(Ground.USER).get(ground.projects());
    list.then().statusCode(200);
    return list;
  }
}
