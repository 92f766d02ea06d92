package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Legacy tokens: who is accepted, for how long, and what others get. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LegacyDeprecationTest {

  private static final String AUTHORIZE = "/v2/authorize";
  private static final String NOBODYS = "0123456789abcdef0123456789abcdef";

  @Inject Ground ground;
  @Inject RequestLines log;

  @Test
  void theTokenIsLookedUpOnceAndTheListComesFromTheCache() {
    String field = "bimPLUS " + oldLogin(Ground.USER);

    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground
        .with(field)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit"));

    assertThat(ground.sandbox().recorder().matching(Requests.to(AUTHORIZE)))
        .singleElement()
        .satisfies(
            asked -> {
              assertThat(asked.method()).isEqualTo("GET");
              assertThat(asked.fieldValues("Authorization")).containsExactly(field);
            });
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void bothSchemesAreOneToken() {
    String token = oldLogin(Ground.USER);

    ground.with("Bearer " + token).get(ground.projects()).then().statusCode(200);
    ground.with("BimPlus " + token).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(AUTHORIZE)).isEqualTo(1);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void theClientIdIsForwardedBothWaysAndDoesNotChangeTheCaller() {
    Response first = login("");
    String clientId = first.path("client_id");

    Response second = login(",\"client_id\":\"" + clientId + "\"");

    assertThat(second.<String>path("client_id")).isEqualTo(clientId);
    assertThat(second.<String>path("token_type")).isEqualTo("BimPlus");
    for (Response login : new Response[] {first, second}) {
      String token = login.path("access_token");
      ground.with("BimPlus " + token).get("/v2/teams").then().statusCode(200);
    }
  }

  @Test
  void twoLoginsOfOneUserAreOneCallerAndShareAList() {
    ground.with("BimPlus " + oldLogin(Ground.USER)).get(ground.projects()).then().statusCode(200);

    ground
        .with("BimPlus " + oldLogin(Ground.USER))
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit"));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void anotherUserAndTheSameUserWithAJwtHaveListsOfTheirOwn() {
    ground.with("BimPlus " + oldLogin(Ground.USER)).get(ground.projects()).then().statusCode(200);

    ground
        .with("BimPlus " + oldLogin(Ground.OTHER_USER))
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; fwd=uri-miss"));
    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; fwd=uri-miss"));
  }

  @Test
  void theLineOfARequestHasTheUserIdAndTheApplication() {
    String id =
        ground.with("BimPlus " + oldLogin(Ground.USER)).get("/v2/teams").getHeader("X-Request-Id");

    assertThat(log.of(id))
        .contains(" user=" + ground.sandbox().tokens().subjectOf(Ground.USER))
        .containsPattern(" app=[0-9a-f-]{36} ");
  }

  @Test
  void aTokenThatBimplusRejectsIs401AndNothingElseIsRequested() {
    Response response = ground.with("BimPlus " + NOBODYS).get(ground.projects());
    ground.with("Bearer " + NOBODYS).get("/v2/teams").then().statusCode(401);

    response
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
        .body("type", is("urn:bimgate:problem:invalid-token"))
        .body("detail", containsString("/v2/.well-known/openid-configuration"));
    assertThat(log.of(response.header("X-Request-Id"))).contains(" cause=legacy_refused");
    assertThat(ground.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 410})
  void onceBimplusHasRemovedTheLegacyLoginATokenIs401WithTheWayOut(int status) {
    String token = oldLogin(Ground.USER);
    ground.sandbox().bimplus().faults().answer(Requests.to(AUTHORIZE), status, 9);

    Response response = ground.with("BimPlus " + token).get("/v2/teams");

    response
        .then()
        .statusCode(401)
        .body("detail", containsString("/v2/.well-known/openid-configuration"))
        .body("detail", containsString("legacy tokens"));
    assertThat(log.of(response.header("X-Request-Id"))).contains(" cause=legacy_removed");
  }

  @ParameterizedTest
  @CsvSource({
    "429, 503, upstream-unavailable",
    "500, 503, upstream-unavailable",
    "503, 503, upstream-unavailable",
    "302, 502, upstream-malformed",
    "304, 502, upstream-malformed",
    "400, 502, upstream-malformed"
  })
  void aTokenThatMayBeValidIsNever401(int status, int told, String type) {
    String token = oldLogin(Ground.USER);
    ground.sandbox().bimplus().faults().answer(Requests.to(AUTHORIZE), status, 9);

    Response response = ground.with("BimPlus " + token).get("/v2/teams");

    response
        .then()
        .statusCode(told)
        .header("WWW-Authenticate", nullValue())
        .header("Retry-After", told == 503 ? notNullValue() : nullValue())
        .body("type", is("urn:bimgate:problem:" + type));
    assertThat(log.of(response.header("X-Request-Id"))).contains(" cause=legacy_");
  }

  @Test
  void retryAfterIsThatOfBimplus() {
    Map<String, String> fields = Map.of("Retry-After", "120");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(AUTHORIZE), new Fault.Instead(429, fields, "{}"), 1);

    ground
        .with("BimPlus " + oldLogin(Ground.USER))
        .get("/v2/teams")
        .then()
        .statusCode(503)
        .header("Retry-After", is("120"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>maintenance</html>",
        "{\"audience\":\"app\",\"expires_in\":99}",
        "{\"user_id\":\"\",\"audience\":\"app\",\"expires_in\":99}"
      })
  void aMalformedResponseIs502(String body) {
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(AUTHORIZE), new Fault.Instead(200, Map.of(), body), 1);

    ground
        .with("BimPlus " + oldLogin(Ground.USER))
        .get("/v2/teams")
        .then()
        .statusCode(502)
        .body("type", is("urn:bimgate:problem:upstream-malformed"));
  }

  @Test
  void aResponseThatIsTooLongIs502() {
    String body = "{\"user_id\":\"u\",\"audience\":\"a\",\"expires_in\":99,\"more\":\"%s\"}";
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(
            Requests.to(AUTHORIZE),
            new Fault.Instead(200, Map.of(), String.format(Locale.ROOT, body, "x".repeat(100_000))),
            1);

    ground.with("BimPlus " + oldLogin(Ground.USER)).get("/v2/teams").then().statusCode(502);
  }

  @Test
  void aTokenRevokedAtBimplusIsAcceptedForHalfAMinuteAndNotLonger() {
    ground.clock().stop();
    String field = "BimPlus " + oldLogin(Ground.USER);
    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.sandbox().bimplus().endLegacyLogins();

    ground.clock().advance(Duration.ofSeconds(25));
    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.clock().advance(Duration.ofSeconds(5));

    ground.with(field).get(ground.projects()).then().statusCode(401);
  }

  @Test
  void inAnOutageTokensAreAcceptedForTenMinutesAfterTheLastVerification() {
    ground.clock().stop();
    String field = "BimPlus " + oldLogin(Ground.USER);
    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.sandbox().bimplus().switchOff();

    ground.clock().advance(Duration.ofSeconds(590));
    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.clock().advance(Duration.ofSeconds(10));

    ground
        .with(field)
        .get(ground.projects())
        .then()
        .statusCode(502)
        .body("type", is("urn:bimgate:problem:upstream-unreachable"));
  }

  @Test
  void aTokenRevokedInAnOutageIsRejectedWithTheFirstResponseAfterIt() {
    String field = "BimPlus " + oldLogin(Ground.USER);
    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.sandbox().bimplus().switchOff();
    ground.clock().advance(Duration.ofSeconds(40));
    ground.with(field).get(ground.projects()).then().statusCode(200);

    ground.sandbox().bimplus().endLegacyLogins();
    ground.sandbox().bimplus().switchOn();
    ground.clock().advance(Duration.ofSeconds(1));

    ground.with(field).get(ground.projects()).then().statusCode(401);
  }

  @Test
  void inAnOutageAnUnknownTokenGetsTheProblemOfBimplus() {
    String token = oldLogin(Ground.USER);
    ground.sandbox().bimplus().switchOff();
    ground.with("BimPlus " + token).get(ground.projects()).then().statusCode(502);
    ground.sandbox().bimplus().switchOn();

    ground.clock().advance(Duration.ofSeconds(1));

    ground.with("BimPlus " + token).get(ground.projects()).then().statusCode(200);
  }

  private String oldLogin(String user) {
    return ground.sandbox().tokens().legacyFor(user);
  }

  private Response login(String more) {
    String form = "{\"user_id\":\"%s\",\"password\":\"%s\",\"application_id\":\"a\"%s}";
    return ground
        .plain()
        .contentType("application/json")
        .body(
            String.format(
                Locale.ROOT, form, Ground.USER, ground.sandbox().passwordOf(Ground.USER), more))
        .post(AUTHORIZE)
        .then()
        .statusCode(200)
        .extract()
        .response();
  }
}
