package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Bimplus that has not responded for some time gets probes alone. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OpenBreakerTest {

  private static final Duration PAST_BOTH_WINDOWS = Duration.ofSeconds(130);

  @Inject Ground ground;
  @Inject RequestLines lines;
  @Inject MeterRegistry meters;

  @TestHTTPResource URI gateway;

  private final List<RawConnection> hung = new ArrayList<>();

  /** A second later a request may be a probe. */
  @BeforeEach
  void stopTheClock() {
    ground.breakerClock().stop();
  }

  @AfterEach
  void end() throws Exception {
    for (RawConnection connection : hung) {
      connection.close();
    }
  }

  @Test
  void withoutAConnectionRequestsAre503AfterTen() {
    refuse();

    Response rejected = ground.as(Ground.OTHER_USER).get(ground.echo());

    rejected
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .body("type", is("urn:bimgate:problem:upstream-unavailable"));
    assertThat(lines.of(rejected.header("X-Request-Id")))
        .contains(" outcome=upstream_unavailable ");
    assertThat(state("calls")).isEqualTo(1);
  }

  @Test
  void aListIsServedStaleMeanwhile() {
    String authorization = "Bearer " + ground.token(Ground.USER);
    ground.with(authorization).get(ground.projects()).then().statusCode(200);
    ground.clock().advance(PAST_BOTH_WINDOWS);
    ground.breakerClock().advance(Duration.ofSeconds(3));
    refuse();

    ground
        .with(authorization)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", matchesPattern("bimplus-gateway; hit; ttl=-\\d+"));
  }

  @Test
  void rejectedRequestsAreNoRequestsToBimplus() {
    refuse();
    long before = calls();

    ground.as(Ground.OTHER_USER).get(ground.echo()).then().statusCode(503);

    assertThat(calls()).isEqualTo(before);
  }

  @Test
  void aRejectedWriteIsNeverSentAndInvalidatesNothing() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    refuse();
    ground.sandbox().bimplus().switchOn();

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(503);

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aSecondAfterBimplusIsBackAllIsServed() {
    refuse();
    ground.sandbox().bimplus().switchOn();
    ground.breakerClock().advance(Duration.ofSeconds(1));

    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);

    ground.as(Ground.USER).post(ground.echo()).then().statusCode(200);
    assertThat(state("calls")).isZero();
  }

  @Test
  void aBimplusThatHangsIsNoticedBeforeAnyTimeout() throws Exception {
    Gate gate = hang(8);
    awaitThatItIsNoticed();

    ground
        .as("user-09")
        .get(ground.echo())
        .then()
        .statusCode(503)
        .body("type", is("urn:bimgate:problem:upstream-unavailable"));

    assertThat(gate.arrivals()).isEqualTo(8);
    gate.release();
  }

  @Test
  void listsThatHangAreServedStaleBeforeTheirTimeout() throws Exception {
    List<String> users = ground.sandbox().users().subList(0, 8);
    users.forEach(user -> ground.as(user).get("/v2/teams").then().statusCode(200));
    ground.clock().advance(PAST_BOTH_WINDOWS);
    Gate gate = hang("/v2/teams", users);

    Awaitility.await()
        .until(
            () -> {
              ground.breakerClock().advance(Duration.ofSeconds(5));
              return state("lists") == 1;
            });

    for (RawConnection connection : hung) {
      assertThat(connection.head().status()).isEqualTo(200);
    }
    ground.as(users.get(0)).get("/v2/teams").then().statusCode(200);
    gate.release();
  }

  @Test
  void onceItRespondsAgainWhatHungIsServedAndTheNextRequestToo() throws Exception {
    Gate gate = hang(8);
    awaitThatItIsNoticed();

    gate.release();

    for (RawConnection connection : hung) {
      assertThat(connection.head().status()).isEqualTo(200);
    }
    ground.as("user-09").get(ground.echo()).then().statusCode(200);
  }

  @Test
  void oneUsersFailingLoopShutsNobodyOut() {
    ground.sandbox().bimplus().faults().answer(Requests.by(Ground.USER), 500, 10);
    for (int i = 0; i < 10; i++) {
      ground.as(Ground.USER).get(ground.echo()).then().statusCode(500);
    }

    ground.as(Ground.USER).get(ground.echo()).then().statusCode(503);
    ground.as(Ground.OTHER_USER).get(ground.echo()).then().statusCode(200);

    assertThat(state("calls")).isZero();
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
  }

  /** Bimplus is away, and ten requests have met that. */
  private void refuse() {
    ground.sandbox().bimplus().switchOff();
    for (int i = 0; i < 10; i++) {
      ground.as(Ground.USER).get(ground.echo()).then().statusCode(502);
    }
  }

  private Gate hang(int requests) throws Exception {
    List<String> four = ground.sandbox().users().subList(0, 4);
    return hang(
        ground.echo(), IntStream.range(0, requests).mapToObj(i -> four.get(i % 4)).toList());
  }

  /** One request of each. */
  private Gate hang(String path, List<String> users) throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(path));
    for (String user : users) {
      RawConnection connection = RawConnection.to(gateway);
      hung.add(connection);
      connection.send(
          RawConnection.head(
              "GET " + path + " HTTP/1.1", "Authorization: Bearer " + ground.token(user)));
    }
    gate.awaitArrivals(users.size());
    return gate;
  }

  /** Bimplus may have a request before the gateway knows that it has sent it. */
  private void awaitThatItIsNoticed() {
    Awaitility.await()
        .until(
            () -> {
              ground.breakerClock().advance(Duration.ofSeconds(5));
              return ground.as("user-09").get("/v2/user").statusCode() == 503;
            });
  }

  private double state(String breaker) {
    return meters.get("gateway.upstream.breaker").tag("class", breaker).gauge().value();
  }

  private long calls() {
    return meters.get("gateway.upstream.requests").timers().stream()
        .mapToLong(timer -> timer.count())
        .sum();
  }
}
