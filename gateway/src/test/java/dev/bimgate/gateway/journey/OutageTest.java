package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists past stale-while-revalidate while Bimplus fails: who has waited once waits no more. */
@QuarkusTest
@TestProfile(OutageTest.Impatient.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OutageTest {

  /** A second for the headers of a response, and revalidation on every request. */
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "bimplus.answer-timeout", "1s", "gateway.cache.min-revalidation-interval", "0s");
    }
  }

  private static final Duration PAST_BOTH_WINDOWS = Duration.ofSeconds(130);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final String FROM_MEMORY = "bimplus-gateway; hit; ttl=-\\d+";

  @Inject Ground ground;
  @Inject RequestLines lines;

  private String authorization = "";

  @ParameterizedTest
  @ValueSource(strings = {"/v2/TEAM/projects", "/v2/teams"})
  void afterTheFirstPollNobodyWaitsForABimplusThatNeverAnswers(String path) {
    String list = path.replace("TEAM", ground.team());
    keepUntilStale(list);
    Gate blackHole = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(list));

    get(list).then().header("Cache-Status", startsWith("bimplus-gateway; fwd=stale; detail="));
    get(list).then().statusCode(200).header("Cache-Status", matchesPattern(FROM_MEMORY));
    assertThat(blackHole.arrivals()).isEqualTo(1);

    // The request behind this response is held at the gate, and is not waited for.
    ground.clock().advance(PAUSE);
    get(list).then().statusCode(200).header("Cache-Status", matchesPattern(FROM_MEMORY));
    blackHole.awaitArrivals(2);
    blackHole.release();
  }

  /** As the vendor's SDK polls, and revalidated at any time here. */
  @Test
  void aClientWithNoCacheWaitsOnceToo() {
    keepUntilStale(ground.projects());
    Gate blackHole =
        ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));

    getUncached(ground.projects()).then().statusCode(200);
    getUncached(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", matchesPattern(FROM_MEMORY));

    assertThat(blackHole.arrivals()).isEqualTo(1);
    blackHole.release();
  }

  @ParameterizedTest
  @ValueSource(strings = {"503", "reset", "unreachable"})
  void whileBimplusFailsAListInBackoffCostsNoRequest(String how) {
    keepUntilStale(ground.projects());
    letFail(how);
    get(ground.projects()).then().statusCode(200);
    int calls = ground.callsTo(ground.projects());

    get(ground.projects()).then().statusCode(200);
    get(ground.projects()).then().header("Cache-Status", matchesPattern(FROM_MEMORY));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(calls);
  }

  @Test
  void onceAnyListLoadsTheNextReadOfAnotherRevalidatesIt() {
    keepUntilStale(ground.projects());
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 1);
    get(ground.projects()).then().statusCode(200);

    get("/v2/teams").then().statusCode(200);
    get(ground.projects()).then().header("Cache-Status", matchesPattern(FROM_MEMORY));

    Awaitility.await()
        .untilAsserted(
            () ->
                get(ground.projects())
                    .then()
                    .header("Cache-Status", matchesPattern("bimplus-gateway; hit; ttl=\\d+")));
    assertThat(ground.callsTo(ground.projects())).isEqualTo(3);
  }

  @Test
  void theLogDistinguishesResponsesAfterAFailure() {
    keepUntilStale(ground.projects());
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 1);

    Response waited = get(ground.projects());
    Response paused = get(ground.projects());

    for (Response each : new Response[] {waited, paused}) {
      assertThat(lines.of(each.header("X-Request-Id")))
          .contains(" status=200 outcome=cached_after_failure lookup=stale_if_error ");
    }
  }

  private void keepUntilStale(String list) {
    authorization = "Bearer " + ground.token(Ground.USER);
    get(list).then().statusCode(200);
    ground.clock().advance(PAST_BOTH_WINDOWS);
  }

  private Response get(String list) {
    return ground.with(authorization).get(list);
  }

  private Response getUncached(String list) {
    return ground.with(authorization).header("Cache-Control", "no-cache").get(list);
  }

  private void letFail(String how) {
    switch (how) {
      case "503" ->
          ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 9);
      case "reset" ->
          ground
              .sandbox()
              .bimplus()
              .faults()
              .add(Requests.to(ground.projects()), new Fault.ResetBeforeHead(), 9);
      default -> ground.sandbox().bimplus().switchOff();
    }
  }
}
