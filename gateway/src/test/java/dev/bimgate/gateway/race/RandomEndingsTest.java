package dev.bimgate.gateway.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.HeldResources;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 1,800 calls of twenty users that end in every way, over HTTP/1.1 and HTTP/2, while Bimplus is up,
 * off, and hangs.
 *
 * <p>The seed chooses each call, how Bimplus ends it, and how long its client waits. How the calls
 * meet is up to the scheduler.
 */
@QuarkusTest
@TestProfile(RandomEndingsTest.FewConnections.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class RandomEndingsTest {

  private static final long SEED = Long.getLong("random-endings.seed", 20_261_129);
  private static final int CLIENTS = 50;
  private static final int CALLS = 1_800;
  private static final int CONNECTIONS = 16;

  /** 13 sixteenths. */
  private static final int CONNECTIONS_FOR_CALLS = 13;

  /** So few connections that most calls wait for one, and lists that hang for a second at most. */
  public static final class FewConnections implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "bimplus.pool-size",
          String.valueOf(CONNECTIONS),
          "bimplus.pool-max-wait",
          "200ms",
          "bimplus.list-timeout",
          "1s");
    }
  }

  @Inject Ground ground;
  @Inject HeldResources held;
  @Inject MeterRegistry meters;

  @TestHTTPResource URI gateway;

  private final Heard endings = new Heard();
  private final List<LeavingClient> clients = new ArrayList<>();
  private final List<RawConnection> connections = new ArrayList<>();
  private Vertx vertx;
  private Faults faults;

  /** How the calls have ended. */
  private static final class Heard implements LeavingClient.Endings {
    private final AtomicInteger begun = new AtomicInteger();
    private final Set<Integer> statuses = ConcurrentHashMap.newKeySet();
    private final Set<Integer> left = ConcurrentHashMap.newKeySet();

    @Override
    public AtomicInteger begun() {
      return begun;
    }

    @Override
    public void responded(int status) {
      statuses.add(status);
    }

    @Override
    public void left(int call) {
      left.add(call);
    }
  }

  @BeforeEach
  void openClients() {
    vertx = Vertx.vertx();
    faults = ground.sandbox().bimplus().faults();
    List<HttpClient> versions = List.of(client(HttpVersion.HTTP_1_1), client(HttpVersion.HTTP_2));
    for (int i = 0; i < CLIENTS; i++) {
      HttpClient client = versions.get(i % 2);
      clients.add(new LeavingClient(vertx, client, ground, endings, new Random(SEED + i)));
    }
  }

  @AfterEach
  void close() throws Exception {
    for (RawConnection connection : connections) {
      connection.close();
    }
    done(vertx.close());
  }

  @Test
  void afterwardsNothingIsHeldAndAllConnectionsAreFree() throws Exception {
    RandomEndings.set(faults, SEED);
    done(call(CALLS / 3));
    callWhileBimplusIsOff();
    callWhileBimplusHangs();
    done(call(CALLS / 3));

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(held.all()).as("held, seed %d", SEED).isEmpty());
    expectThatAllWasTried();
    expectThatAllConnectionsAreFree();
  }

  private void callWhileBimplusIsOff() throws Exception {
    Future<?> calls = call(CALLS / 6);
    ground.sandbox().bimplus().switchOff();
    awaitBreaker(1);
    ground.sandbox().bimplus().switchOn();
    done(calls);
    closeBreaker();
  }

  private void callWhileBimplusHangs() throws Exception {
    faults.clear();
    Gate gate = faults.holdRequests(Requests.any());
    RandomEndings.set(faults, SEED);
    Future<?> calls = call(CALLS / 6);
    gate.awaitArrivals(8);
    Awaitility.await("breaker opened by silence")
        .until(
            () -> {
              ground.breakerClock().advance(Duration.ofSeconds(5));
              return breaker() == 1;
            });
    gate.release();
    done(calls);
    closeBreaker();
  }

  private void expectThatAllWasTried() {
    assertThat(endings.begun.get()).isEqualTo(CALLS);
    // 429, for a user whose share of the connections is used, depends on how calls meet.
    assertThat(endings.statuses).contains(200, 401, 413, 502, 503);
    assertThat(endings.left)
        .as("calls left while they waited for a connection, seed %d", SEED)
        .anyMatch(call -> reached(call) == 0);
    assertThat(endings.left)
        .as("calls left later, seed %d", SEED)
        .anyMatch(call -> reached(call) > 0);
  }

  private int reached(int call) {
    return ground.sandbox().recorder().count(request -> RandomEndings.isCall(request, call));
  }

  /** As many as there are can be held at once, each by a user who holds no other. */
  private void expectThatAllConnectionsAreFree() throws Exception {
    faults.clear();
    closeBreaker();
    Gate gate = faults.holdAnswers(Requests.any());
    List<String> users = ground.sandbox().users();
    for (int i = 0; i < CONNECTIONS; i++) {
      String path = i < CONNECTIONS_FOR_CALLS ? ground.echo() : ground.projects();
      RawConnection connection = RawConnection.to(gateway);
      connections.add(connection);
      String authorization = "Authorization: Bearer " + ground.token(users.get(i));
      connection.send(RawConnection.head("GET " + path + " HTTP/1.1", authorization));
    }
    gate.awaitArrivals(CONNECTIONS);
    gate.release();
    for (RawConnection connection : connections) {
      assertThat(connection.head().status()).isEqualTo(200);
    }
  }

  private Future<?> call(int calls) {
    List<Future<Void>> all = new ArrayList<>();
    clients.forEach(client -> all.add(client.call(calls / CLIENTS)));
    return Future.all(all);
  }

  /** After two minutes all that the breakers know is outdated. */
  private void closeBreaker() {
    ground.breakerClock().advance(Duration.ofMinutes(2));
    ground.as(Ground.USER).get("/v2/user");
    awaitBreaker(0);
  }

  private void awaitBreaker(double state) {
    Awaitility.await("breaker").atMost(Duration.ofSeconds(30)).until(() -> breaker() == state);
  }

  private double breaker() {
    return meters.get("gateway.upstream.breaker").tag("class", "calls").gauge().value();
  }

  private HttpClient client(HttpVersion version) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(version)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultHost("127.0.0.1")
            .setDefaultPort(gateway.getPort());
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(CLIENTS).setHttp2MaxSize(8);
    return vertx.createHttpClient(options, pool);
  }

  private static void done(Future<?> future) throws Exception {
    var unused = future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
