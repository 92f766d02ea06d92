package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Listener;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** More connections to the management port than it takes. */
@QuarkusTest
@WithTestResource(ManagementConnectionsTest.KnownPort.class)
@SuppressWarnings("NullAway.Init")
class ManagementConnectionsTest {

  /** A port that is known before the start; of the system's choice, it is not bounded. */
  public static final class KnownPort extends SandboxResource {
    @Override
    public Map<String, String> start() {
      Map<String, String> settings = new HashMap<>(super.start());
      settings.put("quarkus.management.test-port", String.valueOf(Listener.freePort()));
      return settings;
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ConfigProperty(name = "quarkus.management.test-port")
  int port;

  @Test
  void the65thIsClosedAndTrafficIsNot() throws Exception {
    URI management = URI.create("http://localhost:" + port);
    List<RawConnection> open = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      open.add(live(management));
    }

    try (RawConnection above = RawConnection.to(management)) {
      assertThat(above.untilClosed()).isEmpty();
    }

    open.add(RawConnection.to(gateway));
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(200);
    for (RawConnection connection : open) {
      connection.close();
    }
  }

  private static RawConnection live(URI management) throws IOException {
    RawConnection connection = RawConnection.to(management);
    connection.send(RawConnection.head("GET /q/health/live HTTP/1.1"));
    assertThat(connection.head().status()).isEqualTo(200);
    return connection;
  }
}
