package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.deployment.Program.Ending;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the packaged gateway ends: in order, at once, and by force. */
class DrainIT {

  private static final Pattern DRAINING = Pattern.compile("draining: not ready");
  private static final Pattern FINISHING =
      Pattern.compile("draining: no longer accepting requests, in_flight=(\\d+)");
  private static final Pattern ENDED = Pattern.compile("shut down: reset=(\\d+)");

  private static final int LENGTH = 1_500_000;
  private static final Download CONTENT = new Download(5, LENGTH);

  /** What the buffers on the way take: a client that waits for the end does not read meanwhile. */
  private static final long HELD_AFTER_BYTES = 50_000;

  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1)));
  private final String team = "/v2/" + sandbox.teams().get(0);
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final Path directory;
  private final List<RunningGateway> started = new ArrayList<>();

  DrainIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @AfterEach
  void stop() {
    started.forEach(RunningGateway::close);
    sandbox.close();
  }

  /**
   * Downloads and uploads are held until nothing new is taken any more; meanwhile hits go on for as
   * long as everything is served.
   */
  @ParameterizedTest
  @EnumSource(Version.class)
  void underLoadNoAnswerThatHasBegunIsCut(Version version) throws Exception {
    Tls tls = Tls.make(directory);
    Map<String, String> settings =
        new HashMap<>(version == Version.HTTP_2 ? tls.settings() : Map.of());
    settings.putAll(Map.of("gateway.drain.keep-serving", "5s", "gateway.drain.finish", "60s"));
    RunningGateway gateway = gateway(settings);
    HttpClient client = HttpClient.newBuilder().version(version).sslContext(tls.trusting()).build();
    // In HTTP/2 this makes the one connection that all share.
    assertThat(get(client, gateway.url(team + "/projects")).version()).isEqualTo(version);
    Gate down =
        sandbox.bimplus().faults().holdBodies(Requests.to(team + "/download"), HELD_AFTER_BYTES);
    Gate up = sandbox.bimplus().faults().holdRequests(Requests.to(team + "/upload"));
    List<CompletableFuture<byte[]>> downloads = new ArrayList<>();
    List<CompletableFuture<String>> uploads = new ArrayList<>();
    for (int each = 0; each < 4; each++) {
      downloads.add(download(client, gateway, each % 2 == 0 ? "" : "&chunked=1"));
      uploads.add(upload(client, gateway));
    }
    down.awaitArrivals(4);
    up.awaitArrivals(4);

    gateway.program().signal();
    gateway.program().awaitLine(DRAINING);
    // However slow a machine is, each of them begins while everything is served.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (System.nanoTime() < until) {
      assertThat(get(client, gateway.url(team + "/projects")).statusCode()).isEqualTo(200);
    }
    assertThat(gateway.program().awaitLine(FINISHING).group(1)).isEqualTo("8");
    long released = System.nanoTime();
    down.release();
    up.release();

    assertThat(downloads)
        .allSatisfy(body -> assertThat(body.join()).isEqualTo(CONTENT.bytes(0, LENGTH)));
    assertThat(uploads)
        .allSatisfy(response -> assertThat(response.join()).contains(CONTENT.sha256()));
    assertThat(gateway.program().awaitEnd().exitCode()).isZero();
    tell(version + ", since the last eight answers went on", released);
    assertThat(gateway.program().awaitLine(ENDED).group(1)).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "1s"})
  void withNothingRunningItExitsRightAfterKeepServing(String keepServing) throws Exception {
    RunningGateway gateway = gateway(keepServing, "60s");
    try (RawClient idle = new RawClient(gateway.traffic())) {
      idle.ask("HEAD " + team + "/projects HTTP/1.1", bearer).head();

      gateway.program().signal();
      long signalled = System.nanoTime();
      Ending ending = gateway.program().awaitEnd();

      tell("with nothing running and keep-serving " + keepServing, signalled);
      assertThat(ending.exitCode()).isZero();
      assertThat(idle.rest()).isEmpty();
    }
    assertThat(gateway.program().awaitLine(FINISHING).group(1)).isEqualTo("0");
    assertThat(gateway.program().awaitLine(ENDED).group(1)).isEqualTo("0");
  }

  @Test
  void whileItKeepsServingItIsNotReadyAndTakesNewConnections() throws Exception {
    RunningGateway gateway = gateway("60s", "60s");

    gateway.program().signal();
    gateway.program().awaitLine(DRAINING);

    assertThat(health(gateway, "ready").statusCode()).isEqualTo(503);
    assertThat(health(gateway, "ready").body()).contains("\"status\": \"DOWN\"");
    assertThat(health(gateway, "live").statusCode()).isEqualTo(200);
    try (RawClient client = new RawClient(gateway.traffic())) {
      String response = client.ask("GET " + team + "/projects HTTP/1.1", bearer).head();
      assertThat(response)
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("\r\nconnection: close");
      assertThat(client.rest()).isNotEmpty();
    }
  }

  @Test
  void whileItFinishesNothingNewIsTakenAndWhatHasBegunGoesOn() throws Exception {
    RunningGateway gateway = gateway("0s", "60s");
    Gate gate =
        sandbox.bimplus().faults().holdBodies(Requests.to(team + "/download"), HELD_AFTER_BYTES);
    try (RawClient persistent = new RawClient(gateway.traffic());
        RawClient busy = new RawClient(gateway.traffic())) {
      persistent.ask("HEAD " + team + "/projects HTTP/1.1", bearer).head();
      busy.ask("GET " + target("") + " HTTP/1.1", bearer).head();
      gate.awaitArrivals(1);

      gateway.program().signal();
      assertThat(gateway.program().awaitLine(FINISHING).group(1)).isEqualTo("1");
      String rejection = persistent.ask("GET " + team + "/projects HTTP/1.1", bearer).head();
      String problem = new String(persistent.rest(), StandardCharsets.UTF_8);

      assertThat(rejection)
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("\r\nconnection: close\r\n")
          .containsIgnoringCase("\r\nretry-after: ");
      assertThat(problem).contains("urn:bimgate:problem:shutting-down");
      Waiting.until(() -> isRefused(gateway.traffic()));
      assertThat(health(gateway, "ready").statusCode()).isEqualTo(503);
      assertThat(health(gateway, "live").statusCode()).isEqualTo(200);
      gate.release();
      assertThat(busy.rest()).isEqualTo(CONTENT.bytes(0, LENGTH));
    }
    assertThat(gateway.program().awaitEnd().exitCode()).isZero();
  }

  /** In HTTP/1.0 a body may end with its connection: only a reset tells that it was cut. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void whatIsNotThroughInTimeIsResetAndNeverLooksWhole(String version) throws Exception {
    RunningGateway gateway = gateway("0s", "1s");
    Gate gate =
        sandbox.bimplus().faults().holdBodies(Requests.to(team + "/download"), HELD_AFTER_BYTES);
    try (RawClient busy = new RawClient(gateway.traffic())) {
      busy.ask("GET " + target("&chunked=1") + " " + version, bearer).head();
      gate.awaitArrivals(1);

      gateway.program().signal();
      Ending ending = gateway.program().awaitEnd();

      assertThatThrownBy(busy::rest)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      assertThat(ending.exitCode()).isZero();
    }
    gate.release();
    assertThat(gateway.program().awaitLine(ENDED).group(1)).isEqualTo("1");
    assertThat(gateway.program().lines()).anyMatch(line -> line.contains("outcome=drained"));
  }

  @Test
  void aLoadThatNobodyWaitsForDoesNotKeepItAlive() throws Exception {
    RunningGateway gateway = gateway("0s", "60s");
    Gate gate = sandbox.bimplus().faults().holdAnswers(Requests.to(team + "/projects"));
    try (RawClient leaving = new RawClient(gateway.traffic())) {
      leaving.ask("GET " + team + "/projects HTTP/1.1", bearer);
      gate.awaitArrivals(1);
    }
    gateway.program().awaitLine(Pattern.compile("outcome=client_gone"));

    assertThat(gateway.program().terminate().exitCode()).isZero();

    assertThat(gateway.program().awaitLine(FINISHING).group(1)).isEqualTo("0");
    gate.release();
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    RunningGateway gateway = gateway("60s", "60s");
    gateway.program().signal();
    gateway.program().awaitLine(DRAINING);

    Ending ending = gateway.program().terminate();

    assertThat(ending.exitCode()).isEqualTo(143);
  }

  @Test
  void afterBeingKilledItStartsAgainOnTheSamePortAndWorks() throws Exception {
    RunningGateway killed = gateway("0s", "60s");
    try (RawClient client = new RawClient(killed.traffic())) {
      client.ask("HEAD " + team + "/projects HTTP/1.1", bearer).head();
      assertThat(killed.program().kill().exitCode()).isEqualTo(137);
    }
    Map<String, String> samePorts =
        Map.of(
            "quarkus.http.port", String.valueOf(killed.traffic().getPort()),
            "quarkus.management.port", String.valueOf(killed.management().getPort()));

    RunningGateway again = gateway(samePorts);

    assertThat(Http.get(again.url(team + "/projects"), bearer).statusCode()).isEqualTo(200);
  }

  private RunningGateway gateway(String keepServing, String finish) {
    return gateway(
        Map.of("gateway.drain.keep-serving", keepServing, "gateway.drain.finish", finish));
  }

  private RunningGateway gateway(Map<String, String> settings) {
    RunningGateway gateway = RunningGateway.packaged(sandbox, directory, settings);
    started.add(gateway);
    return gateway;
  }

  /** Whether nobody listens; the event loop closes the listening socket soon after. */
  private static boolean isRefused(URI address) {
    try {
      new RawClient(address).close();
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse<String> health(RunningGateway gateway, String which) {
    return Http.get(URI.create(gateway.management() + "/q/health/" + which));
  }

  private String target(String more) {
    return team + "/download?seed=" + CONTENT.seed() + "&bytes=" + CONTENT.lengthBytes() + more;
  }

  private HttpResponse<String> get(HttpClient client, URI url)
      throws IOException, InterruptedException {
    return client.send(Http.request(url, bearer).build(), BodyHandlers.ofString());
  }

  private CompletableFuture<byte[]> download(
      HttpClient client, RunningGateway gateway, String more) {
    URI url = gateway.url(target(more));
    return client
        .sendAsync(Http.request(url, bearer).build(), BodyHandlers.ofByteArray())
        .thenApply(HttpResponse::body);
  }

  private CompletableFuture<String> upload(HttpClient client, RunningGateway gateway) {
    URI url = gateway.url(team + "/upload");
    HttpRequest request =
        Http.request(url, bearer).PUT(BodyPublishers.ofByteArray(CONTENT.bytes(0, LENGTH))).build();
    return client.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body);
  }

  /** Times are told and not judged: they are the machine's. */
  private static void tell(String how, long sinceNanos) {
    System.out.printf(
        "time to exit, %s: %d ms%n",
        how, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNanos));
  }
}
