package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.ListCache;
import dev.bimgate.client.BimplusClient;
import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.passthrough.PassthroughHandler;
import dev.bimgate.gateway.peers.Peers;
import dev.bimgate.gateway.redaction.Redaction;
import dev.bimgate.gateway.routes.LocationInvalidation;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.RecordedRequest.State;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Uploads that stall: because the client stops sending, or because Bimplus stops reading. */
@QuarkusTest
@TestProfile(SlowBodiesTest.ShortPeriod.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class SlowBodiesTest {

  private static final String LOGIN = "/v2/authorize";
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final int MORE_THAN_ALL_BUFFERS_HOLD = 100_000_000;

  /** Bimplus may stall for several periods. */
  public static final class ShortPeriod implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("bimplus.idle-timeout", "2s");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(Impatient.class);
    }
  }

  @Alternative
  @Singleton
  static class Impatient {
    @Produces
    @Singleton
    PassthroughHandler passthrough(
        BimplusClient client,
        UserCalls calls,
        ClientAddresses addresses,
        ListCache cache,
        BimplusSettings bimplus,
        TargetParser targets,
        Peers peers,
        Redaction redaction) {
      LocationInvalidation named = new LocationInvalidation(BimplusUrls.of(bimplus).api(), targets);
      return new PassthroughHandler(
          client, calls, addresses, cache, peers, named, redaction, PERIOD);
    }
  }

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void aClientThatStopsSendingGets408AndBimplusAReset() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(upload(1_000_000)).send("only the beginning");

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(408);
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(connection.untilClosed()).contains("urn:bimgate:problem:body-timeout");
    }
    awaitAborted();
  }

  @Test
  void anHttp2ClientThatStopsSendingGets408AndKeepsItsConnection() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(
          1,
          false,
          RawHttp2.block(
              ":method", "PUT",
              ":scheme", "http",
              ":authority", "a",
              ":path", path(),
              "authorization", "Bearer " + ground.token(Ground.USER)));
      connection.data(1, false, "only the beginning");

      assertThat(connection.ended(1).status()).isEqualTo(408);
      assertThat(connection.isAlive()).isTrue();
    }
    awaitAborted();
  }

  /** It is Bimplus that is late: 504, and no 408. */
  @Test
  void aBodyThatBimplusDoesNotReadIsNoTimeoutOfItsClient() throws Exception {
    ground.sandbox().bimplus().faults().add(Requests.to(path()), new Fault.Hang(false), 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(upload(MORE_THAN_ALL_BUFFERS_HOLD));
      Thread sender = new Thread(() -> sendAll(connection));
      sender.start();

      assertThat(connection.head().status()).isEqualTo(504);
      connection.untilClosed();
      sender.join();
    }
  }

  @Test
  void aLoginTakesNoConnectionBeforeItsBodyIsWhole() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(login(100)).send("{");

      assertThat(connection.head().status()).isEqualTo(408);
      assertThat(connection.untilClosed()).contains("urn:bimgate:problem:body-timeout");
    }
    assertThat(ground.callsTo(LOGIN)).isZero();
  }

  @Test
  void aLoginIsNoLargerThan16Kilobytes() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(login(16_385) + "x".repeat(16_385));

      assertThat(connection.head().status()).isEqualTo(413);
    }
    assertThat(ground.callsTo(LOGIN)).isZero();
  }

  @Test
  void aLoginThatWaitsFor100GetsItAndIsForwarded() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(login(2, "Expect: 100-continue"));
      assertThat(connection.head().status()).isEqualTo(100);

      connection.send("{}");

      assertThat(connection.head().status()).isEqualTo(400);
    }
    assertThat(ground.callsTo(LOGIN)).isOne();
    assertThat(ground.lastCall().fieldValues("Expect")).isEmpty();
  }

  private static String login(int length, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Content-Length: " + length;
    return RawConnection.head("POST " + LOGIN + " HTTP/1.1", all);
  }

  private static void sendAll(RawConnection connection) {
    String some = "x".repeat(100_000);
    try {
      for (int sent = 0; sent < MORE_THAN_ALL_BUFFERS_HOLD; sent += some.length()) {
        connection.send(some);
      }
    } catch (IOException closed) {
      // The gateway closes after its response.
      Thread.currentThread().interrupt();
    }
  }

  private String upload(int length) {
    return RawConnection.head(
        "PUT " + path() + " HTTP/1.1", ground.authorization(), "Content-Length: " + length);
  }

  private void awaitAborted() {
    ground.sandbox().recorder().await(Requests.to(path()).and(Requests.in(State.ABORTED)));
  }

  private String path() {
    return "/v2/" + ground.team() + "/upload";
  }
}
