package dev.bimgate.gateway.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many first requests with one legacy token, while Bimplus looks it up. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LegacyTokenHerdTest {

  private static final int WAITING = 100;
  private static final int LEAVING = 20;

  @Inject Ground ground;
  @Inject Arrivals arrivals;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  private final List<RawConnection> connections = new ArrayList<>();
  private Gate gate;

  @BeforeEach
  void holdTheResponse() {
    gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to("/v2/authorize"));
    arrivals.reset();
  }

  @AfterEach
  void close() throws IOException {
    gate.release();
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  @Test
  void allWaitersShareOneLookupAndEachGetsAResponseOfItsOwn() throws IOException {
    ask(ground.sandbox().tokens().legacyFor(Ground.USER));

    gate.release();
    List<String> ids = idsOf(connections, 200);

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ground.callsTo("/v2/authorize")).isEqualTo(1);
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void theRejectionReachesEachOfThemToo() throws IOException {
    ask("0123456789abcdef0123456789abcdef");

    gate.release();
    List<String> ids = idsOf(connections, 401);

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ground.calls()).isEqualTo(1);
  }

  @Test
  void aWaiterThatLeavesCancelsNothing() throws IOException {
    ask(ground.sandbox().tokens().legacyFor(Ground.USER));

    // The first ones, so that the request that started the lookup is among them.
    for (RawConnection leaving : connections.subList(0, LEAVING)) {
      leaving.close();
    }
    log.await(line -> line.contains(" outcome=client_gone "), LEAVING);
    gate.release();

    assertThat(idsOf(connections.subList(LEAVING, WAITING), 200)).doesNotHaveDuplicates();
    assertThat(ground.callsTo("/v2/authorize")).isEqualTo(1);
  }

  private void ask(String token) throws IOException {
    for (int i = 0; i < WAITING; i++) {
      RawConnection connection = RawConnection.to(gateway);
      connections.add(connection);
      connection.send(
          RawConnection.head(
              "GET " + ground.projects() + " HTTP/1.1", "Authorization: BimPlus " + token));
    }
    arrivals.await(WAITING);
    gate.awaitArrivals(1);
  }

  private static List<String> idsOf(List<RawConnection> connections, int status)
      throws IOException {
    List<String> ids = new ArrayList<>();
    for (RawConnection connection : connections) {
      RawConnection.RawHead head = connection.head();
      assertThat(head.status()).isEqualTo(status);
      ids.addAll(head.values("X-Request-Id"));
    }
    return ids;
  }
}
