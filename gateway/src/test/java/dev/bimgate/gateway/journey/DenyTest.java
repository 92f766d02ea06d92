package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator denies tokens; a user and a session of its own for each test. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class DenyTest {

  private static final String DENY = "/q/gateway/deny";

  @Inject Ground ground;
  @Inject Operator operator;
  @Inject RequestLines log;

  @Test
  void aDeniedSessionIsRejectedAndItsListIsGone() {
    String token = token("user-03", "denied-session");
    String other = token("user-03", "other-session");
    read(token).statusCode(200);
    read(other).header("Cache-Status", containsString("; hit"));

    deny("{\"sid\":\"denied-session\"}").statusCode(200).body("matchedTokens", is(1));

    Response rejected = with(token).get(ground.projects());
    rejected.then().statusCode(401).body("type", is("urn:bimgate:problem:invalid-token"));
    assertThat(log.of(rejected.header("X-Request-Id"))).contains(" cause=denied ");
    read(other).statusCode(200).header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void aDeniedTokenIsRejectedAndAnotherOneOfItsSessionIsNot() {
    String token = tokenWith("user-04", "jti", "denied-token");
    read(token).statusCode(200);

    deny("{\"jti\":\"denied-token\"}").statusCode(200);

    read(token).statusCode(401);
    read(tokenWith("user-04", "jti", "another-token"))
        .statusCode(200)
        .header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void aDeniedUserIsRejectedUntilTheNextLogin() {
    String token = ground.token("user-05");
    read(token).statusCode(200);

    deny("{\"sub\":\"" + subject("user-05") + "\"}").statusCode(200);

    long nextSecond = Instant.now().getEpochSecond() + 1;
    read(token).statusCode(401);
    read(tokenWith("user-05", "iat", nextSecond))
        .statusCode(200)
        .header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void aLegacyTokenIsRejectedByUserAndNotBySubject() {
    String old = ground.sandbox().tokens().legacyFor("user-06");
    read(old).statusCode(200);

    deny("{\"sub\":\"" + subject("user-06") + "\"}").statusCode(200);
    read(old).statusCode(200);
    deny("{\"user\":\"" + subject("user-06") + "\"}").statusCode(200);

    read(old).statusCode(401);
    read(ground.sandbox().tokens().legacyFor("user-06")).statusCode(401);
  }

  @Test
  void anIssuerNarrowsItToItsOwnUser() {
    String token = ground.token("user-07");

    deny("{\"user\":\"" + subject("user-07") + "\",\"issuer\":\"urn:bimgate:legacy\"}")
        .statusCode(200);
    read(token).statusCode(200);
    String issuer = ground.sandbox().issuerUrl().toString();
    deny("{\"issuer\":\"" + issuer + "\",\"sub\":\"" + subject("user-07") + "\"}").statusCode(200);

    read(token).statusCode(401);
  }

  @Test
  void aLoadInFlightIsServedToItsStarterAndNotStored() throws Exception {
    String denied = token("user-08", "loading-session");
    String other = token("user-08", "other-session");
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    CompletableFuture<Response> loading =
        CompletableFuture.supplyAsync(() -> with(denied).get(ground.projects()));
    gate.awaitArrivals(1);

    deny("{\"sid\":\"loading-session\"}").statusCode(200);
    gate.release();

    assertThat(loading.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    read(other).statusCode(200).header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void theResponseSaysWhatIsDeniedUntilWhenAndByWhichRequest() {
    Response done = deny("{\"sid\":\"nobody's\"}").extract().response();

    done.then()
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .body("denied", is("sid"))
        .body("matchedTokens", is(0))
        .body("until", Operator.aMoment())
        .body("request", is(done.header("X-Request-Id")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"sid\"",
        "{}",
        "{\"sid\":\"a\"} {}",
        "{\"sid\":\"a\",}",
        "{\"sid\":\"a\",\"sid\":\"b\"}",
        "{\"sid\":\"a\",\"jti\":\"b\"}",
        "{\"sid\":1}",
        "{\"sid\":null}",
        "{\"sid\":\"\"}",
        "{\"sid\":\"a\",\"why\":\"b\"}",
        "{\"SID\":\"a\"}",
        "{\"sid\":\"a\",\"issuer\":\"b\"}",
        "{\"issuer\":\"b\"}"
      })
  void aMalformedBodyIs400(String body) {
    deny(body).statusCode(400).body("type", is("urn:bimgate:problem:invalid-body"));
  }

  @Test
  void anOverLongNameIs400AndAnOverLongBody413() {
    deny("{\"sid\":\"" + "s".repeat(255) + "\"}").statusCode(200);
    deny("{\"sid\":\"" + "s".repeat(256) + "\"}").statusCode(400);
    deny("{\"sid\":\"" + "s".repeat(70_000) + "\"}")
        .statusCode(413)
        .body("type", is("urn:bimgate:problem:content-too-large"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=utf-16",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=a"
      })
  void anotherTypeThanJsonInUtf8Is415(String type) throws IOException {
    assertThat(sent("Content-Type: " + type))
        .startsWith("HTTP/1.1 415 ")
        .contains("urn:bimgate:problem:unsupported-media-type");
  }

  @Test
  void aContentCodingIs415AndTheResponseSaysWhichIsAccepted() throws IOException {
    assertThat(sent("Content-Type: application/json", "Content-Encoding: gzip"))
        .startsWith("HTTP/1.1 415 ")
        .containsIgnoringCase("\r\naccept-encoding: identity\r\n")
        .contains("without a content coding");
  }

  private String sent(String... fields) throws IOException {
    return operator.sent("POST " + DENY, "{\"sid\":\"a\"}", fields);
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer wrong, ', error=\"invalid_token\"'",
    "Bearer, ', error=\"invalid_token\"'",
    "Basic the-operators-token-0123456789, ', error=\"invalid_token\"'",
    "Bearer the-operators-token-012345678, ', error=\"invalid_token\"'",
    "Bearer the-operators-token-01234567890, ', error=\"invalid_token\"'",
    ", ''"
  })
  void withoutTheAdminTokenItIs401(String authorization, String error) {
    RequestSpecification request = ground.plain().contentType("application/json");
    if (authorization != null) {
      request.header("Authorization", authorization);
    }

    request
        .body("{\"sid\":\"a\"}")
        .post(operator.url(DENY))
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer realm=\"bimplus-gateway-admin\"" + error)
        .body("type", is("urn:bimgate:problem:admin-token-required"));
  }

  @Test
  void tokensOfUsersCountForNothingThere() {
    String token = token("user-09", "user-session");

    with(token)
        .contentType("application/json")
        .body("{\"sid\":\"user-session\"}")
        .post(operator.url(DENY))
        .then()
        .statusCode(401);

    read(token).statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
  void anotherMethodIs405WithAllow(String method) {
    operator
        .request()
        .request(method, operator.url(DENY))
        .then()
        .statusCode(405)
        .header("Allow", "POST");
  }

  @Test
  void itIsServedOnTheManagementPortAloneAndExactlySpelled() {
    operator.request().body("{}").post(DENY).then().statusCode(404);
    for (String other : List.of(DENY + "/", "/q/gateway/Deny", "/q/gateway/%64eny")) {
      operator
          .request()
          .body("{}")
          .post(operator.url(other))
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("type", is("urn:bimgate:problem:not-found"));
    }
  }

  @Test
  void callsAreCountedByResult() {
    double done = operator.counted("deny", "done");
    double rejected = operator.counted("deny", "unauthenticated");

    deny("{\"sid\":\"counted\"}").statusCode(200);
    ground.plain().post(operator.url(DENY)).then().statusCode(401);

    assertThat(operator.counted("deny", "done")).isEqualTo(done + 1);
    assertThat(operator.counted("deny", "unauthenticated")).isEqualTo(rejected + 1);
  }

  private ValidatableResponse deny(String body) {
    return operator.post(DENY, body);
  }

  private ValidatableResponse read(String token) {
    return with(token).get(ground.projects()).then();
  }

  private RequestSpecification with(String token) {
    return ground.with("Bearer " + token);
  }

  private String token(String user, String session) {
    return tokenWith(user, "sid", session);
  }

  private String tokenWith(String user, String claim, Object value) {
    return ground.sandbox().tokens().with(user).claim(claim, value).sign();
  }

  private String subject(String user) {
    return ground.sandbox().tokens().subjectOf(user);
  }
}
