package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many requests of one user that wait for one slow list: 500 of the 2,000 that may wait. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class WaitersOfOneUserTest {

  private static final int SHARE = 500;

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void theirUserHasToWaitAndNobodyElse() throws Exception {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to("/v2/teams"));
    List<RawConnection> waiting = new ArrayList<>();
    for (int i = 0; i < SHARE; i++) {
      RawConnection connection = RawConnection.to(gateway);
      waiting.add(
          connection.send(RawConnection.head("GET /v2/teams HTTP/1.1", ground.authorization())));
    }
    gate.awaitArrivals(1);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                ground
                    .as(Ground.USER)
                    .get(ground.echo())
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "1")
                    .body("type", equalTo("urn:bimgate:problem:too-many-at-once")));
    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", containsString("; hit"));
    ground.as(Ground.OTHER_USER).get("/v2/user").then().statusCode(200);

    gate.release();
    for (RawConnection connection : waiting) {
      assertThat(connection.head().status()).isEqualTo(200);
      connection.close();
    }
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
  }
}
