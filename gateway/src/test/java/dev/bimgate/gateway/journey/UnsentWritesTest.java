package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Writes that Bimplus never received, whatever 5xx the gateway sends. */
@QuarkusTest
@TestProfile(UnsentWritesTest.FourConnections.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class UnsentWritesTest {

  /** Four connections to Bimplus, three of them for writes and other requests. */
  public static final class FourConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("bimplus.pool-size", "4", "bimplus.pool-max-wait", "100ms");
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  private final List<RawConnection> busy = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (RawConnection connection : busy) {
      connection.close();
    }
    ground
        .sandbox()
        .recorder()
        .await(Requests.in(RecordedRequest.State.ABORTED), busy.size(), Duration.ofSeconds(10));
  }

  @Test
  void aWriteForWhichNoConnectionWasFreeInvalidatesNothing() throws Exception {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    hold("GET", Ground.USER, Ground.USER, "user-04");

    ground
        .as(Ground.OTHER_USER)
        .post(ground.projects())
        .then()
        .statusCode(503)
        .body("type", is("urn:bimgate:problem:no-connection"));

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aWriteBeyondTheShareOfItsUserInvalidatesNothing() throws Exception {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    hold("PUT", Ground.USER, Ground.USER);

    ground
        .as(Ground.USER)
        .post(ground.projects())
        .then()
        .statusCode(429)
        .header("Retry-After", "1")
        .body("type", is("urn:bimgate:problem:too-many-at-once"));

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

  /** One request of each user holds its connection, as its response does not end. */
  private void hold(String method, String... users) throws Exception {
    ground
        .sandbox()
        .bimplus()
        .faults()
        .holdBodies(Requests.to(method, ground.echo()), users.length);
    for (String user : users) {
      RawConnection connection = RawConnection.to(gateway);
      busy.add(connection);
      connection.send(
          RawConnection.head(
              method + " " + ground.echo() + " HTTP/1.1",
              "Authorization: Bearer " + ground.token(user),
              "Content-Length: 2"));
      connection.send("ab");
      assertThat(connection.head().status()).isEqualTo(200);
    }
  }
}
