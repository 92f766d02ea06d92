package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.LimitedSandboxResource;
import dev.bimgate.gateway.RequestLines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More logins and made-up legacy tokens from one address than are allowed: 30 a minute. */
@QuarkusTest
@WithTestResource(LimitedSandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LoginFloodTest {

  private static final int ALLOWED = 30;
  private static final String LOGIN = "/v2/authorize";

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @BeforeEach
  void stopTheClock() {
    ground.clock().stop();
  }

  @Test
  void madeUpTokensPastTheLimitCauseNoCallAndNobodyElseNoticesThem() {
    String flooding = "203.0.113.1";
    String known = ground.sandbox().tokens().legacyFor(Ground.USER);
    String other = ground.sandbox().tokens().legacyFor(Ground.OTHER_USER);
    assertThat(list(flooding, "BimPlus " + known)).isEqualTo(200);

    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      statuses.add(list(flooding, "BimPlus " + String.format("%032x", i)));
    }

    assertThat(statuses).filteredOn(status -> status == 401).hasSize(ALLOWED - 1);
    assertThat(statuses).filteredOn(status -> status == 429).hasSize(200 - ALLOWED + 1);
    assertThat(ground.callsTo(LOGIN)).isEqualTo(ALLOWED);
    assertThat(list(flooding, "Bearer " + ground.token(Ground.USER))).isEqualTo(200);
    assertThat(list(flooding, "BimPlus " + known)).isEqualTo(200);
    assertThat(list("203.0.113.2", "BimPlus " + other)).isEqualTo(200);
  }

  @Test
  void aLoginOneTooManyGetsRetryAfterAndIsNotForwarded() {
    String client = "203.0.113.3";
    for (int i = 0; i < ALLOWED; i++) {
      assertThat(login(client).statusCode()).isEqualTo(400);
    }

    Response limited = login(client);
    Response forgotten = from(client).body("{\"user_id\":\"x\"}").post("/v2/auth-forgot");
    ground.clock().advance(Duration.ofSeconds(2));
    Response later = login(client);

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("2");
    assertThat(limited.jsonPath().getString("type"))
        .isEqualTo("urn:bimgate:problem:too-many-calls");
    assertThat(forgotten.statusCode()).isEqualTo(429);
    assertThat(later.statusCode()).isEqualTo(400);
    assertThat(ground.callsTo(LOGIN)).isEqualTo(ALLOWED + 1);
  }

  @Test
  void itIsLoggedWithCauseAndClientAndCounted() {
    String client = "203.0.113.4";
    double before = counted();
    exhaust(client);

    Response login = login(client);
    Response token = from(client).header("Authorization", "BimPlus " + "a".repeat(32)).get("/v2/x");

    assertThat(lineOf(login))
        .contains(" status=429 outcome=limited cause=login_limited ")
        .contains(" client=" + client)
        .doesNotContain(" user=");
    assertThat(lineOf(token))
        .contains(" status=429 outcome=limited cause=login_limited ")
        .contains(" client=" + client);
    assertThat(counted()).isEqualTo(before + 2);
  }

  @Test
  void whatAClientClaimsInFrontOfItsProxyIsIgnoredAndNotForwarded() {
    for (int i = 0; i < ALLOWED; i++) {
      login("198.51.100." + i + ", 203.0.113.5, 10.0.0." + i);
    }

    assertThat(login("198.51.100.99, 203.0.113.5").statusCode()).isEqualTo(429);
    assertThat(ground.lastCall().fieldValues("X-Forwarded-For")).isEmpty();
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneClient() {
    for (int i = 0; i < ALLOWED; i++) {
      login("2a00:1:2:3::" + i);
    }

    assertThat(login("2a00:1:2:3:ffff::1").statusCode()).isEqualTo(429);
    assertThat(login("2a00:1:2:4::1").statusCode()).isEqualTo(400);
  }

  private void exhaust(String client) {
    for (int i = 0; i < ALLOWED; i++) {
      login(client);
    }
  }

  private Response login(String forwardedFor) {
    return from(forwardedFor).body("{}").post(LOGIN);
  }

  private int list(String client, String authorization) {
    return from(client).header("Authorization", authorization).get("/v2/teams").statusCode();
  }

  private RequestSpecification from(String forwardedFor) {
    return ground.plain().header("X-Forwarded-For", forwardedFor);
  }

  private String lineOf(Response response) {
    return log.of(response.header("X-Request-Id"));
  }

  private double counted() {
    return ground
        .plain()
        .get(management.resolve("/q/metrics"))
        .asString()
        .lines()
        .filter(line -> line.startsWith("gateway_limits_refused_total{by=\"login\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
