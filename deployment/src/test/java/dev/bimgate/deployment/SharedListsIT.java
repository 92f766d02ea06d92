package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.ValkeyServer;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three gateways call Bimplus for a list as often as one: they share it through Valkey. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class SharedListsIT {

  private static final int GATEWAYS = 3;
  private static final int READS = 1_000;
  private static final Pattern TOGETHER = Pattern.compile("together with peers: members=");
  private static final Pattern SHARED_HIT = Pattern.compile("outcome=cached lookup=shared ");
  private static final String STORED = "gateway_peers_lists_total{result=\"stored\"";
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Sandbox sandbox;
  private static Path directory;
  private static ValkeyServer valkey;
  private static Map<String, String> settings;
  private static List<RunningGateway> gateways;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    directory = folder;
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withTokenLifetime(Duration.ofHours(1))
                .withBudgetPerHour(1_000_000));
    valkey = ValkeyServer.start(directory);
    Path keys = directory.resolve("peers.keys");
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[32]));
    settings =
        Map.of(
            "gateway.peers.url", valkey.url().toString(),
            "gateway.peers.key-file", keys.toString(),
            // So that a machine which pauses this long isolates nobody.
            "gateway.peers.lease", "5s",
            "gateway.cache.projects.fresh-for", "10m",
            "gateway.cache.teams.fresh-for", "10m",
            "gateway.drain.keep-serving", "0s");
    List<CompletableFuture<RunningGateway>> starting =
        IntStream.range(0, GATEWAYS)
            .mapToObj(number -> CompletableFuture.supplyAsync(SharedListsIT::startGateway))
            .toList();
    gateways = new ArrayList<>(starting.stream().map(CompletableFuture::join).toList());
    // The first reply of Valkey that a JVM reads may come too late to be used.
    UserList another = list("user-04", 0);
    another.readAndStore(gateways.get(0));
    gateways.forEach(another::read);
  }

  @AfterAll
  static void stop() {
    gateways.forEach(RunningGateway::close);
    valkey.close();
    sandbox.close();
  }

  /** One call more for each gateway that did not wait for Valkey, whose reply was late. */
  @Test
  void aThousandColdReadsAreOneCall() {
    UserList list = list("user-01", 0);
    double late = late();
    Gate gate = sandbox.bimplus().faults().holdAnswers(list.loads());

    List<CompletableFuture<HttpResponse<String>>> reads =
        IntStream.range(0, READS)
            .mapToObj(number -> list.start(gateways.get(number % GATEWAYS)))
            .toList();
    gate.awaitArrivals(1);
    gate.release();

    assertThat(reads.stream().map(read -> read.join().statusCode())).containsOnly(200);
    assertThat(reads.stream().map(read -> read.join().body()).distinct()).hasSize(1);
    assertThat(list.calls()).as(() -> loads()).isBetween(1, 1 + (int) (late() - late));
  }

  private static double late() {
    return gateways.stream()
        .mapToDouble(gateway -> gateway.meter("gateway_peers_lists_total{result=\"late\""))
        .sum();
  }

  @Test
  void aHitOfAnotherGatewaysListIsSeenInResponseLogAndMeters() {
    UserList list = list("user-02", 0);
    RunningGateway other = gateways.get(1);
    double lookups = other.meter("gateway_cache_lookups_total{outcome=\"shared\"");
    double loads = other.meter("gateway_peers_lists_total{result=\"hit\"");
    list.readAndStore(gateways.get(0));

    HttpResponse<String> response = list.read(other);

    assertThat(response.headers().firstValue("Cache-Status").orElseThrow())
        .matches("bimplus-gateway; hit; ttl=\\d+; detail=shared");
    other.program().awaitLine(SHARED_HIT);
    assertThat(other.meter("gateway_cache_lookups_total{outcome=\"shared\""))
        .isEqualTo(lookups + 1);
    assertThat(other.meter("gateway_peers_lists_total{result=\"hit\"")).isEqualTo(loads + 1);
    assertThat(list.calls()).isEqualTo(1);
  }

  /** After a write to another team, so that positions in the log count. */
  @Test
  void aRollingRestartCostsAtMostOneCallMoreForEachList() {
    String user = "user-03";
    List<UserList> lists = IntStream.range(1, 9).mapToObj(team -> list(user, team)).toList();
    list(user, 0).write(gateways.get(0));
    lists.forEach(list -> list.readAndStore(gateways.get(0)));

    for (int number = 0; number < GATEWAYS; number++) {
      assertThat(gateways.get(number).program().terminate().exitCode()).isZero();
      gateways.set(number, startGateway());
      gateways.forEach(gateway -> lists.forEach(list -> list.read(gateway)));
    }

    assertThat(lists).allSatisfy(list -> assertThat(list.calls()).isBetween(1, 2));
    System.out.printf(
        "rolling restart of %d gateways: %d lists, %d calls%n",
        GATEWAYS, lists.size(), lists.stream().mapToInt(UserList::calls).sum());
  }

  /** What became of all loads of lists, for a report. */
  private static String loads() {
    return gateways.stream()
        .flatMap(gateway -> Http.get(gateway.management().resolve("/q/metrics")).body().lines())
        .filter(line -> line.startsWith("gateway_peers_lists_total{"))
        .toList()
        .toString();
  }

  /** Returns once it is a member. */
  private static RunningGateway startGateway() {
    RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings);
    gateway.program().awaitLine(TOGETHER);
    return gateway;
  }

  /** The projects of a team of that user. */
  private static UserList list(String user, int team) {
    return new UserList(
        user,
        "Bearer " + sandbox.tokens().forUser(user),
        "/v2/" + sandbox.teamsOf(user).get(team) + "/projects");
  }

  /** A list as one user sees it. */
  private record UserList(String user, String authorization, String path) {

    CompletableFuture<HttpResponse<String>> start(RunningGateway gateway) {
      return CLIENT.sendAsync(request(gateway).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> read(RunningGateway gateway) {
      HttpResponse<String> response = Http.send(request(gateway), BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(200);
      return response;
    }

    /** Reads the list, which no gateway has, and returns once all can have it. */
    void readAndStore(RunningGateway gateway) {
      double stored = gateway.meter(STORED);
      read(gateway);
      long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (gateway.meter(STORED) == stored) {
        assertThat(System.nanoTime()).as("not stored: %s", this).isLessThan(until);
      }
    }

    void write(RunningGateway gateway) {
      HttpRequest.Builder creation =
          request(gateway)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"name\":\"Bridge\"}"));
      assertThat(Http.send(creation, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    Predicate<RecordedRequest> loads() {
      return Requests.to("GET", path).and(Requests.by(user));
    }

    int calls() {
      return sandbox.recorder().count(loads());
    }

    private HttpRequest.Builder request(RunningGateway gateway) {
      return Http.request(gateway.url(path), authorization);
    }
  }
}
