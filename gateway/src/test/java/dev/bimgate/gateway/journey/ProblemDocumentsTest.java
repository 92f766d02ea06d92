package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The errors that the gateway writes itself (RFC 9457). */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ProblemDocumentsTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void aBadPathIsTheProblemBadPath() {
    isProblem(ground.as(Ground.USER).get("/v2/" + ground.team() + "/;x").then(), 400, "bad-path");
  }

  @Test
  void anUnknownPathIsTheProblemNotFound() {
    isProblem(ground.as(Ground.USER).get("/v1").then(), 404, "not-found");
  }

  @Test
  void noCredentialIsTheProblemUnauthenticated() {
    isProblem(ground.plain().get("/v2/teams").then(), 401, "unauthenticated");
  }

  @Test
  void aMalformedHeaderIsTheProblemInvalidRequest() {
    isProblem(ground.with("Bearer").get("/v2/teams").then(), 400, "invalid-request");
  }

  @Test
  void aRejectedTokenIsTheProblemInvalidToken() {
    isProblem(ground.with("Bearer x").get("/v2/teams").then(), 401, "invalid-token");
  }

  @Test
  void bimplusAwayIsTheProblemUpstreamUnreachable() {
    ground.sandbox().bimplus().switchOff();

    isProblem(ground.as(Ground.USER).get("/v2/user").then(), 502, "upstream-unreachable");
  }

  @Test
  void aCallThatBimplusDropsIsTheProblemUpstreamBroken() {
    ground.sandbox().bimplus().faults().drop(Requests.to("POST", "/v2/user"), 9);

    isProblem(ground.as(Ground.USER).post("/v2/user").then(), 502, "upstream-disconnected");
  }

  @Test
  void aResponseThatCannotBeRedactedIsTheProblemNotRedactable() {
    ground.sandbox().bimplus().faults().garble(Requests.to("/v2/user"), 9);

    isProblem(ground.as(Ground.USER).get("/v2/user").then(), 502, "not-redactable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT"})
  void traceAndConnectAre405WithAllow(String method) throws Exception {
    RawHead response = RawConnection.ask(gateway, method + " /v2/teams HTTP/1.1");

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.values("Allow")).hasSize(1).first().asString().contains("GET", "DELETE");
    assertThat(response.values("Content-Type")).containsExactly("application/problem+json");
  }

  @Test
  void aProblemForHeadHasItsHeadersAndNoBody() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(RawConnection.head("HEAD /v2/teams HTTP/1.1", "Connection: close"));

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.values("Content-Type")).containsExactly("application/problem+json");
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void errorsOfBimplusAreForwarded() {
    ground
        .as(Ground.USER)
        .get(ground.projects() + "/no-such-project")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error.type", is("NotFound"))
        .body("type", nullValue());
  }

  private static void isProblem(ValidatableResponse response, int status, String name) {
    String id = response.extract().header("X-Request-Id");
    response
        .statusCode(status)
        .contentType("application/problem+json")
        .header("Cache-Control", "no-store")
        .header("Cache-Status", nullValue())
        .body("type", is("urn:bimgate:problem:" + name))
        .body("status", is(status))
        .body("instance", is("urn:uuid:" + id));
    assertThat(response.extract().<String>path("title")).isNotBlank();
    assertThat(response.extract().<String>path("detail")).isNotBlank().doesNotContain("127.0.0.1");
  }
}
