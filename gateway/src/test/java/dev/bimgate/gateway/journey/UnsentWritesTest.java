package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes that Bimplus never received, whatever 5xx the gateway sends. */
@QuarkusTest
@TestProfile(UnsentWritesTest.OneConnection.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class UnsentWritesTest {

  /** One connection to Bimplus, with a short wait for it. */
  public static final class OneConnection implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("bimplus.pool-size", "1", "bimplus.pool-max-wait", "100ms");
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void aWriteForWhichNoConnectionWasFreeInvalidatesNothing() throws Exception {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    Gate gate = ground.sandbox().bimplus().faults().holdBodies(Requests.to(ground.echo()), 1);
    try (RawConnection busy = RawConnection.to(gateway)) {
      busy.send(RawConnection.head("GET " + ground.echo() + " HTTP/1.1", ground.authorization()));
      gate.awaitArrivals(1);
      assertThat(busy.head().status()).isEqualTo(200);

      ground
          .as(Ground.OTHER_USER)
          .post(ground.projects())
          .then()
          .statusCode(503)
          .body("type", is("urn:bimgate:problem:no-connection"));

      gate.release();
    }
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aWriteBeyondTheShareOfItsUserInvalidatesNothing() throws Exception {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    Gate gate =
        ground.sandbox().bimplus().faults().holdBodies(Requests.to("PUT", ground.echo()), 1);
    try (RawConnection busy = RawConnection.to(gateway)) {
      busy.send(
          RawConnection.head(
              "PUT " + ground.echo() + " HTTP/1.1", ground.authorization(), "Content-Length: 2"));
      busy.send("ab");
      gate.awaitArrivals(1);
      assertThat(busy.head().status()).isEqualTo(200);

      ground
          .as(Ground.USER)
          .post(ground.projects())
          .then()
          .statusCode(429)
          .header("Retry-After", "1")
          .body("type", is("urn:bimgate:problem:too-many-at-once"));

      gate.release();
    }
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aWriteForWhichNoConnectionWasOpenedInvalidatesNothing() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.sandbox().bimplus().switchOff();

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(502);

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }
}
