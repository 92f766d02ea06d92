package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

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
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As many requests as may wait at once, and further ones: three here. */
@QuarkusTest
@TestProfile(MaxRequestsTest.Three.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class MaxRequestsTest {

  private static final int MAX = 3;

  /** The bound as small as these tests need it. */
  public static final class Three implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.limits.max-requests", String.valueOf(MAX));
    }
  }

  @Inject Ground ground;
  @Inject MeterRegistry registry;
  @Inject RequestLines lines;

  @TestHTTPResource URI gateway;

  private final List<RawConnection> waiting = new ArrayList<>();
  private String held = "";

  @AfterEach
  void leave() throws IOException {
    for (RawConnection connection : waiting) {
      connection.close();
    }
    // Else the next test would begin with requests that still count.
    lines.await(line -> line.contains(held) && !line.contains("overloaded"), waiting.size());
  }

  @Test
  void aFurtherRequestIsRejectedBeforeItsTokenIsRead() throws Exception {
    Gate gate = fill();
    double refused = refused();

    isOverloaded(ground.as(Ground.USER).get(ground.echo()).then());
    isOverloaded(ground.as(Ground.USER).body("{}").post(ground.projects()).then());
    isOverloaded(ground.with("Bearer no-token").get("/v2/user").then());
    isOverloaded(ground.plain().get("/v2/.well-known/openid-configuration").then());

    assertThat(refused()).isEqualTo(refused + 4);
    assertThat(ground.callsTo(ground.echo())).isEqualTo(MAX);
    assertThat(ground.callsTo(ground.projects())).isZero();
    gate.release();
  }

  @Test
  void aListComesFromMemoryFreshOrStale() throws Exception {
    read(ground.projects()).statusCode(200);
    Gate gate = fill();
    double refused = refused();

    read(ground.projects()).statusCode(200).header("Cache-Status", containsString("; hit"));
    ground.clock().advance(Duration.ofMinutes(5));
    read(ground.projects())
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit; ttl=-"));

    assertThat(refused()).isEqualTo(refused);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
    gate.release();
  }

  @Test
  void aListThatIsNotInMemoryIsRejected() throws Exception {
    Gate gate = fill();
    double refused = refused();

    isOverloaded(read("/v2/teams"));
    isOverloaded(
        ground.as(Ground.USER).header("Cache-Control", "no-store").get("/v2/teams").then());
    isOverloaded(ground.as(Ground.USER).header("Range", "bytes=0-1").get("/v2/teams").then());

    assertThat(refused()).isEqualTo(refused + 3);
    assertThat(ground.callsTo("/v2/teams")).isZero();
    gate.release();
  }

  @Test
  void aboveTwiceAsManyEvenAListInMemoryIsRejected() throws Exception {
    read(ground.projects()).statusCode(200);
    Gate gate = hold("/v2/teams", 1);
    // Those above the bound wait as well, for the load that is running already.
    send("/v2/teams", 2 * MAX - 1);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> isOverloaded(read(ground.projects())));
    gate.release();
    for (RawConnection connection : waiting) {
      assertThat(connection.head().status()).isEqualTo(200);
    }
  }

  @Test
  void hitsDoNotCountAndWhoHasBeenServedCountsNoLonger() throws Exception {
    read(ground.projects()).statusCode(200);
    Gate gate = fill();
    for (int i = 0; i < 4 * MAX; i++) {
      read(ground.projects()).statusCode(200);
    }

    gate.release();
    for (RawConnection connection : waiting) {
      assertThat(connection.head().status()).isEqualTo(200);
    }
    lines.await(line -> line.contains(held), MAX);

    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
  }

  /** As many requests as may wait. */
  private Gate fill() throws IOException {
    return hold(ground.echo(), MAX);
  }

  /** Requests that Bimplus holds. */
  private Gate hold(String path, int requests) throws IOException {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(path));
    send(path, requests);
    gate.awaitArrivals(requests);
    return gate;
  }

  private void send(String path, int requests) throws IOException {
    held = " path=" + path + " ";
    for (int i = 0; i < requests; i++) {
      RawConnection connection = RawConnection.to(gateway);
      waiting.add(
          connection.send(RawConnection.head("GET " + path + " HTTP/1.1", ground.authorization())));
    }
  }

  private ValidatableResponse read(String list) {
    return ground.as(Ground.USER).get(list).then();
  }

  private static void isOverloaded(ValidatableResponse response) {
    response
        .statusCode(503)
        .header("Retry-After", equalTo("1"))
        .body("type", equalTo("urn:bimgate:problem:overloaded"));
  }

  private double refused() {
    return registry.get("gateway.limits.refused").tag("by", "overload").counter().count();
  }
}
