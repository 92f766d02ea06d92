package dev.bimgate.gateway.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The {@code Cache-Status} of two concurrent requests for one list (RFC 9211). */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class JoinedLoadsTest {

  @Inject Ground ground;
  @Inject Arrivals arrivals;

  @TestHTTPResource URI gateway;

  private String authorization;

  @BeforeEach
  void verifyTheToken() {
    authorization = "Bearer " + ground.token(Ground.USER);
    ground.with(authorization).get("/v2/teams").then().statusCode(200);
    arrivals.reset();
  }

  /** The first requests, and the load is held · the second requests · the load is released. */
  @Test
  void aCoalescedRequestSaysSo() throws Exception {
    List<String> told = ofBoth();

    assertThat(told.get(0))
        .matches("bimplus-gateway; fwd=uri-miss; fwd-status=200; stored; ttl=\\d+");
    assertThat(told.get(1))
        .matches("bimplus-gateway; fwd=uri-miss; fwd-status=200; stored; collapsed; ttl=\\d+");
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aWaiterForAnUnstorableResponseRequestsItsOwn() throws Exception {
    ground.sandbox().bimplus().cacheControl(Optional.of("no-store"));

    List<String> told = ofBoth();

    assertThat(told)
        .containsExactly(
            "bimplus-gateway; fwd=uri-miss; fwd-status=200", "bimplus-gateway; fwd=bypass");
    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  private List<String> ofBoth() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    try (RawConnection first = RawConnection.to(gateway);
        RawConnection second = RawConnection.to(gateway)) {
      first.send(request());
      arrivals.await(1);
      second.send(request());
      arrivals.await(2);
      gate.release();
      return List.of(
          first.head().values("Cache-Status").get(0), second.head().values("Cache-Status").get(0));
    }
  }

  private String request() {
    return RawConnection.head(
        "GET " + ground.projects() + " HTTP/1.1", "Authorization: " + authorization);
  }
}
