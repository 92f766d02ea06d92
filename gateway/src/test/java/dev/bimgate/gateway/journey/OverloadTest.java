package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.token.TokenGateOptions;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** More tokens at once than may wait for verification: one thread here, and one place to wait. */
@QuarkusTest
@TestProfile(OverloadTest.OneAtATime.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OverloadTest {

  private static final int AT_ONCE = 20;

  /** Holds the verification thread where it logs why it rejects a token. */
  private static final class HeldThread extends Handler implements AutoCloseable {

    private final Logger category = Logger.getLogger("dev.bimgate.gateway.token");
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    HeldThread() {
      category.setLevel(Level.FINE);
      category.addHandler(this);
    }

    @Override
    public void publish(LogRecord record) {
      if (Thread.currentThread().getName().startsWith("token-verification")) {
        reached.countDown();
        await(released);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      released.countDown();
      category.removeHandler(this);
      category.setLevel(null);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The bounds of the gate, as small as they can be. */
  public static final class OneAtATime implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(SmallGate.class);
    }
  }

  @Alternative
  @Singleton
  static class SmallGate {
    @Produces
    @Singleton
    TokenGateOptions options() {
      return new TokenGateOptions(1 << 20, Duration.ofHours(1), 1, 1);
    }
  }

  @Inject Ground ground;
  @Inject RequestLines lines;

  @TestHTTPResource URI gateway;

  @Test
  void whoFindsNoPlaceGetsRetryAfterAndNoVerifiedCallerWaits() throws Exception {
    String known = ground.token(Ground.USER);
    ground.with("Bearer " + known).get("/v2/teams").then().statusCode(200);

    List<RawConnection> connections = new ArrayList<>();
    List<RawHead> responses = new ArrayList<>();
    try (HeldThread thread = new HeldThread()) {
      for (String head : heads()) {
        connections.add(RawConnection.to(gateway).send(head));
        thread.reached.await();
      }
      lines.await(line -> line.contains(" status=503 "), AT_ONCE - 2);
      ground.with("Bearer " + known).get("/v2/teams").then().statusCode(200);
    }
    for (RawConnection connection : connections) {
      responses.add(connection.head());
      connection.close();
    }

    assertThat(responses).filteredOn(response -> response.status() == 401).hasSize(2);
    assertThat(responses)
        .filteredOn(response -> response.status() != 401)
        .allSatisfy(
            response -> {
              assertThat(response.status()).isEqualTo(503);
              assertThat(response.values("Retry-After")).containsExactly("1");
              assertThat(response.values("WWW-Authenticate")).isEmpty();
            });
  }

  /** Each with another token that somebody else has signed. */
  private List<String> heads() {
    List<String> heads = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      String token =
          ground.sandbox().tokens().with(Ground.USER).claim("n", i).wrongSignature().sign();
      heads.add(RawConnection.head("GET /v2/teams HTTP/1.1", "Authorization: Bearer " + token));
    }
    return heads;
  }
}
