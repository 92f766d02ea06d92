package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.limits.SharedBudget;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway with peers: writes wait for them, and without them lists are young. */
@QuarkusTest
@TestProfile(PeersTest.WithPeers.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class PeersTest {

  public static final class WithPeers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.admin.token", Operator.TOKEN);
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(HandPeers.class);
    }
  }

  private static final String ISOLATED = "urn:bimgate:problem:isolated";

  @Inject Ground ground;
  @Inject HandPeers peers;
  @Inject Operator operator;

  @TestHTTPResource URI gateway;

  @BeforeEach
  void reset() {
    peers.reset();
    Fault done = new Fault.Instead(200, Map.of("Content-Type", "application/json"), "{}");
    ground.sandbox().bimplus().faults().add(Requests.to(project()), done, 1);
  }

  @Test
  void theResponseToAWriteWaitsForAllGateways() {
    peers.hold();

    Future<Integer> status = CompletableFuture.supplyAsync(this::write);
    awaitUnacknowledged();

    assertThat(status.isDone()).isFalse();
    peers.acknowledge();
    assertThat(status).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(200);
  }

  @Test
  void theErrorOfAWriteWithoutResponseWaitsForAllGateways() {
    peers.hold();
    ground.sandbox().bimplus().faults().clear();
    ground.sandbox().bimplus().faults().drop(Requests.to(project()), 1);

    Future<Integer> status = CompletableFuture.supplyAsync(this::write);
    awaitUnacknowledged();

    assertThat(status.isDone()).isFalse();
    peers.acknowledge();
    assertThat(status).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(502);
    assertThat(peers.published)
        .extracting(Invalidation::reason)
        .containsOnly(Invalidation.Reason.UNANSWERED_WRITE);
  }

  @Test
  void explainSaysThatALoadMayBeServedFromThePeers() {
    String path = ground.projects() + "?explained=perhaps";
    explain(path).body("decision", equalTo("load")).body("why.rule", contains("never_asked"));
    peers.shareLists();

    explain(path)
        .body("decision", equalTo("load"))
        .body("why.rule", contains("never_asked", "perhaps_shared"));
    ground.as(Ground.USER).get(path).then().statusCode(200);

    explain(path).body("decision", equalTo("hit")).body("why.rule", not(hasItem("perhaps_shared")));
  }

  @Test
  void aReadDoesNotWait() {
    peers.hold();

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
  }

  @Test
  void allGatewaysInvalidateAlthoughTheClientHasLeft() throws IOException {
    peers.hold();

    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head("DELETE " + project() + " HTTP/1.1", ground.authorization()));
      awaitUnacknowledged();
      connection.reset();
    }

    assertThat(peers.published).isNotEmpty();
    peers.acknowledge();
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
  }

  @Test
  void aListThatBimplusRejectsIsRejectedByAllGateways() {
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 403, 1);

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(403);

    assertThat(peers.rejected).hasSize(1);
  }

  @Test
  void anIsolatedGatewayServesNoListFromBefore() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    peers.isolate(false);

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @Test
  void anIsolatedGatewayPassesWrites() {
    peers.isolate(false);

    assertThat(write()).isEqualTo(200);
  }

  @Test
  void anIsolatedGatewayThatRejectsWritesSendsNone() {
    peers.isolate(true);

    ground
        .as(Ground.USER)
        .delete(project())
        .then()
        .statusCode(503)
        .header("Retry-After", "1")
        .body("type", equalTo(ISOLATED));

    assertThat(ground.sandbox().recorder().count(Requests.to(project()))).isZero();
  }

  /** Promise 1 has no exception for it: others trust their lists, and have not received this. */
  @Test
  void theResponseToAWriteIsWithheldIfTheGatewayBecameIsolatedMeanwhile() {
    peers.hold();

    Future<Response> response =
        CompletableFuture.supplyAsync(() -> ground.as(Ground.USER).delete(project()));
    awaitUnacknowledged();
    peers.becomeIsolated();

    assertThat(response)
        .succeedsWithin(Duration.ofSeconds(20))
        .satisfies(
            withheld -> {
              assertThat(withheld.statusCode()).isEqualTo(503);
              assertThat(withheld.path("type").toString()).isEqualTo(ISOLATED);
              assertThat(withheld.header("Retry-After")).isNull();
            });
  }

  @Test
  void theErrorOfAWriteWithoutResponseLeavesAnIsolatedGateway() {
    peers.hold();
    ground.sandbox().bimplus().faults().clear();
    ground.sandbox().bimplus().faults().drop(Requests.to(project()), 1);

    Future<Integer> status = CompletableFuture.supplyAsync(this::write);
    awaitUnacknowledged();
    peers.becomeIsolated();

    assertThat(status).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(502);
  }

  @Test
  void otherWritesPassAlways() {
    peers.isolate(true);

    ground.as(Ground.USER).post(ground.echo()).then().statusCode(200);
  }

  @Test
  void whatAPeerHasLearntOfABudgetStopsReadsHere() {
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
    peers.budgets.replaceAll(
        (user, learnt) ->
            new SharedBudget(learnt.limit(), 0, learnt.learntAtMillis(), learnt.resetAtMillis()));
    ground.clock().advance(Duration.ofSeconds(1));

    ground
        .as(Ground.USER)
        .get(ground.echo())
        .then()
        .statusCode(429)
        .body("type", equalTo("urn:bimgate:problem:budget-spent"));
  }

  private ValidatableResponse explain(String path) {
    return operator
        .request()
        .header("X-Explain-Token", ground.token(Ground.USER))
        .get(operator.url("/q/gateway/explain?path=" + path))
        .then()
        .statusCode(200);
  }

  private int write() {
    return ground.as(Ground.USER).delete(project()).statusCode();
  }

  private String project() {
    return ground.projects() + "/1";
  }

  private void awaitUnacknowledged() {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !peers.unacknowledged.isEmpty());
  }
}
