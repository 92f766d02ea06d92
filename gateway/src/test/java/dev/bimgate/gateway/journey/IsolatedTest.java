package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.PeersWithoutValkey;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A gateway whose Valkey is away. */
@QuarkusTest
@TestProfile(PeersWithoutValkey.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class IsolatedTest {

  private static final String CHECK = "checks.find { it.name == 'peers' }.data.";

  @Inject Ground ground;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Test
  void itIsReadyAfterAWhileAndSaysThatItIsDegraded() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> readiness() == 200);

    ground
        .plain()
        .get(management.resolve("/q/health/ready"))
        .then()
        .body(CHECK + "degraded", equalTo(true))
        .body(CHECK + "members", equalTo(0));
  }

  @Test
  void itsMetersShowIt() {
    String meters = ground.plain().get(management.resolve("/q/metrics")).asString();

    assertThat(meters)
        .contains("gateway_peers_connected 0.0")
        .contains("gateway_peers_members 0.0");
  }

  @Test
  void itServesLists() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
  }

  @Test
  void theResponseToAWriteLeaves() {
    String project = ground.projects() + "/1";
    Fault done = new Fault.Instead(200, Map.of("Content-Type", "application/json"), "{}");
    ground.sandbox().bimplus().faults().add(Requests.to(project), done, 1);

    ground.as(Ground.USER).delete(project).then().statusCode(200);
  }

  private int readiness() {
    return ground.plain().get(management.resolve("/q/health/ready")).statusCode();
  }
}
