package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Browsers on an allowed origin, and on others. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class AllowedBrowsersTest {

  private static final String ORIGIN = Deployed.ORIGIN;

  @Inject Ground ground;
  @Inject RequestLines lines;
  @TestHTTPResource URI gateway;

  @Test
  void aPreflightNeedsNoCredential() {
    ground
        .plain()
        .header("Origin", ORIGIN)
        .header("Access-Control-Request-Method", "PUT")
        .header("Access-Control-Request-Headers", "authorization,if-none-match")
        .options(ground.projects())
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", ORIGIN)
        .header("Access-Control-Allow-Methods", containsStringIgnoringCase("PUT"))
        .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));

    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test",
        "http://app.test",
        "https://app.test:8443",
        "https://app.test.evil.test",
        "https://xapp.test",
        "HTTPS://APP.TEST",
        "null",
        "https://app.test https://evil.test",
        ""
      })
  void anotherOriginIsRejectedWhateverItRequests(String origin) {
    for (String method : List.of("GET", "POST", "OPTIONS")) {
      isRefused(ground.as(Ground.USER).header("Origin", origin).request(method, "/v2/user"));
    }
    isRefused(
        ground
            .plain()
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "GET")
            .options("/v2/teams"));

    assertThat(ground.calls()).isZero();
  }

  private static void isRefused(Response response) {
    response
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .header("Access-Control-Allow-Credentials", nullValue())
        .header("Vary", containsStringIgnoringCase("origin"))
        .body("type", is("urn:bimgate:problem:cors-refused"));
  }

  @Test
  void thePageOfTheGatewaysOwnNameIsAnotherOriginToo() throws Exception {
    String here = "http://gateway.test";

    RawHead response = RawConnection.ask(gateway, "GET /v2/user HTTP/1.1", "Origin: " + here);

    assertThat(response.status()).isEqualTo(403);
  }

  @Test
  void twoOriginsInOneRequestAreRejected() throws Exception {
    RawHead response =
        RawConnection.ask(
            gateway, "GET /v2/user HTTP/1.1", "Origin: " + ORIGIN, "Origin: " + ORIGIN);

    assertThat(response.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "if-none-match",
        "if-modified-since",
        "cache-control",
        "content-type",
        "content-range",
        "content-disposition",
        "chunk-fileid",
        "range",
        "x-requested-with",
        "traceparent"
      })
  void aPageMaySendWhatTheVendorsClientsSend(String field) {
    preflight("PUT", field)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Headers", containsStringIgnoringCase(field));
  }

  @Test
  void aPreflightIsCountedLoggedAndGoodForAWhile() {
    String id =
        preflight("GET", "authorization")
            .then()
            .header("Access-Control-Max-Age", "600")
            .header("Vary", containsStringIgnoringCase("origin"))
            .extract()
            .header("X-Request-Id");

    assertThat(lines.of(id)).contains(" route=preflight ", " outcome=gateway ");
  }

  @Test
  void aPreflightForNoPathOfOursIsNotFound() {
    preflight("/v3/teams", "GET", "authorization").then().statusCode(404);
  }

  @Test
  void whatAPageMayReadIsExposedOnProblems() {
    exposesOurHeaders(from(ORIGIN).get("/v3/nothing").then().statusCode(404));
    exposesOurHeaders(from(ORIGIN).get("/v2/teams/..").then().statusCode(400));
    exposesOurHeaders(from(ORIGIN).request("TRACE", "/v2/user").then().statusCode(405));
  }

  @Test
  void whatAPageMayReadIsExposedOnStreamsAndVariesByOrigin() {
    ValidatableResponse response =
        ground.as(Ground.USER).header("Origin", ORIGIN).get(ground.echo()).then().statusCode(200);

    exposesOurHeaders(response);
    assertThat(String.join(",", response.extract().headers().getValues("Vary")))
        .containsIgnoringCase("origin");
  }

  @Test
  void aListVariesByOriginAndByCodingForEachClient() {
    Headers headers = ground.as(Ground.USER).get(ground.projects()).getHeaders();

    assertThat(String.join(",", headers.getValues("Vary")).toLowerCase(Locale.ROOT))
        .contains("origin", "accept-encoding");
  }

  private RequestSpecification from(String origin) {
    return ground.plain().header("Origin", origin);
  }

  private Response preflight(String method, String field) {
    return preflight("/v2/teams", method, field);
  }

  private Response preflight(String path, String method, String field) {
    return from(ORIGIN)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", field)
        .options(path);
  }

  @Test
  void whatAPageMayReadIsExposedOnAResponse() {
    exposesOurHeaders(
        ground.as(Ground.USER).header("Origin", ORIGIN).get("/v2/teams").then().statusCode(200));
  }

  @Test
  void whatAPageMayReadIsExposedOn304() {
    String etag = ground.as(Ground.USER).get(ground.projects()).getHeader("ETag");

    exposesOurHeaders(
        ground
            .as(Ground.USER)
            .header("Origin", ORIGIN)
            .header("If-None-Match", etag)
            .get(ground.projects())
            .then()
            .statusCode(304));
  }

  @Test
  void whatAPageMayReadIsExposedOnARejectedTokenToo() {
    exposesOurHeaders(
        ground
            .with("Bearer x")
            .header("Origin", ORIGIN)
            .get("/v2/teams")
            .then()
            .statusCode(401)
            .body("type", is("urn:bimgate:problem:invalid-token")));
  }

  @Test
  void whatAPageMayReadIsExposedWhenBimplusIsAway() {
    ground.sandbox().bimplus().switchOff();

    exposesOurHeaders(
        ground.as(Ground.USER).header("Origin", ORIGIN).get("/v2/user").then().statusCode(502));
  }

  private static void exposesOurHeaders(ValidatableResponse response) {
    response.header("Access-Control-Allow-Origin", ORIGIN);
    List<String> exposed =
        List.of(response.extract().header("Access-Control-Expose-Headers").split("\\s*,\\s*", -1));
    assertThat(exposed)
        .containsExactlyInAnyOrder(
            "ETag",
            "X-Total-Count",
            "Age",
            "Cache-Status",
            "Retry-After",
            "X-Request-Id",
            "X-Upstream-Request-Id",
            "X-RateLimit-Limit",
            "X-RateLimit-Remaining",
            "RateLimit",
            "RateLimit-Policy");
  }
}
