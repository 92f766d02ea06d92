package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see on the management port, and what neither port serves. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ManagementTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics"})
  void healthAndMetricsAreOnTheManagementPortAlone(String path) throws Exception {
    assertThat(RawConnection.ask(management, "GET " + path + " HTTP/1.1").status()).isEqualTo(200);
    assertThat(RawConnection.ask(gateway, "GET " + path + " HTTP/1.1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v2/teams", "/v2/.well-known/openid-configuration", "/q/gateway/explain"})
  void theManagementPortServesNoTraffic(String path) throws Exception {
    assertThat(RawConnection.ask(management, "GET " + path + " HTTP/1.1").status()).isEqualTo(404);
    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /q/gateway/purge", "POST /q/gateway/deny", "POST /q/gateway/bypass"})
  void withoutAnAdminTokenThereIsNothingToAdminister(String call) throws Exception {
    RawHead withUserToken =
        RawConnection.ask(
            management, call + " HTTP/1.1", "Authorization: Bearer " + ground.token(Ground.USER));

    assertThat(withUserToken.status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET /nothing",
        "GET /v2/teams",
        "GET /q/gateway/nothing",
        "GET /q/gateway/explain",
        "POST /q/gateway/purge",
        "DELETE /q/gateway/bypass",
        "PATCH /q/nothing",
        "OPTIONS *"
      })
  void anUnknownPathIsTheProblemNotFound(String call) throws Exception {
    try (RawConnection connection = RawConnection.to(management)) {
      connection.send(RawConnection.head(call + " HTTP/1.1", "Connection: close"));

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(404);
      assertThat(response.values("Content-Type")).containsExactly("application/problem+json");
      String id = response.values("X-Request-Id").get(0);
      assertThat(connection.untilClosed())
          .contains("\"urn:bimgate:problem:not-found\"", "\"urn:uuid:" + id + '"');
    }
  }

  @Test
  void theProblemNotFoundForHeadHasNoBody() throws Exception {
    try (RawConnection connection = RawConnection.to(management)) {
      connection.send(RawConnection.head("HEAD /nothing HTTP/1.1", "Connection: close"));

      assertThat(connection.head().values("Content-Type"))
          .containsExactly("application/problem+json");
      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/metrics", "/nothing"})
  void aBodyThatCannotBeReadIsAProblemAndNoStackTrace(String path) throws Exception {
    try (HeardLog heard = HeardLog.of("")) {
      assertThat(told(path, "Content-Length: 70000", ""))
          .contains("HTTP/1.1 413 ", "\"urn:bimgate:problem:content-too-large\"");
      assertThat(told(path, "Transfer-Encoding: chunked", "no chunk"))
          .contains("HTTP/1.1 400 ", "\"urn:bimgate:problem:invalid-body\"");
      assertThat(heard.thrown()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/nothing", "/q/gateway/explain"})
  void bytesBehindARejectedBodyGetNoSecondResponse(String path) throws Exception {
    try (HeardLog heard = HeardLog.of("");
        RawConnection connection = RawConnection.to(management)) {
      connection.send(
          RawConnection.head("POST " + path + " HTTP/1.1", "Transfer-Encoding: chunked"));
      connection.send("11170\r\n" + "x".repeat(0x11170) + "\r\n");
      assertThat(connection.head().status()).isBetween(400, 499);

      connection.send("no chunk\r\n");

      assertThat(connection.untilClosed()).doesNotContain("HTTP/1.1");
      assertThat(heard.thrown()).isEmpty();
    }
  }

  /** RFC 9113, section 8.3.1: HTTP/2 has it in place of Host. */
  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/gateway/explain", "/nothing"})
  void aRequestWithoutAuthorityIsMalformed(String path) throws Exception {
    try (HeardLog heard = HeardLog.of("");
        RawHttp2 connection = RawHttp2.to(management)) {
      connection.head(1, true, RawHttp2.block(":method", "GET", ":scheme", "http", ":path", path));

      RawHttp2.Ended response = connection.ended(1);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("\"urn:bimgate:problem:malformed-request\"");
      assertThat(heard.thrown()).isEmpty();
    }
  }

  @Test
  void malformedHttp2HeadersAreReset() throws Exception {
    try (HeardLog heard = HeardLog.of("");
        RawHttp2 connection = RawHttp2.to(management)) {
      connection.head(
          1,
          true,
          RawHttp2.block(
              ":method", "GET", ":scheme", "http", ":path", "/q/health/live", "x y", "a"));

      assertThat(connection.ended(1).reset()).isEqualTo(RawHttp2.PROTOCOL_ERROR);
      assertThat(heard.thrown()).isEmpty();
    }
  }

  private String told(String path, String framing, String body) throws Exception {
    try (RawConnection connection = RawConnection.to(management)) {
      connection.send(RawConnection.head("POST " + path + " HTTP/1.1", framing) + body);
      return connection.untilClosed();
    }
  }

  @Test
  void bimplusAndIssuerAwayDoNotChangeThatItIsReady() {
    ground.sandbox().bimplus().switchOff();
    ground.sandbox().issuer().switchOff();

    ground
        .plain()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body("checks.data.degraded", hasItem(false));
  }

  @Test
  void theGatewayRespondsToOptionsOfTheWholeServer() throws Exception {
    RawHead response = RawConnection.ask(gateway, "OPTIONS * HTTP/1.1");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.values("Allow")).hasSize(1).first().asString().contains("GET", "OPTIONS");
    assertThat(response.values("Date")).hasSize(1);
    assertThat(response.values("X-Request-Id")).hasSize(1);
    assertThat(ground.calls()).isZero();
  }

  @Test
  void theWholeServerIsNoTargetForAnotherMethod() throws Exception {
    assertThat(RawConnection.ask(gateway, "GET * HTTP/1.1").status()).isEqualTo(400);
    assertThat(ground.calls()).isZero();
  }

  @Test
  void aGatewayAloneShowsNothingOfPeers() {
    String readiness = ground.plain().get(management.resolve("/q/health/ready")).asString();
    String meters = ground.plain().get(management.resolve("/q/metrics")).asString();

    assertThat(readiness).contains("serving").doesNotContain("peers");
    assertThat(meters).contains("gateway_").doesNotContain("gateway_peers");
  }
}
