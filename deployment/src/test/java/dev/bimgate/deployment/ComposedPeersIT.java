package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways behind HAProxy act as one through Valkey, with the files that we ship. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class ComposedPeersIT {

  private static final int LENGTH = 1_000_000;

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxOptions.defaults()
              .withTokenLifetime(Duration.ofHours(1))
              .withBudgetPerHour(1_000_000));
  private final String team = "/v2/" + sandbox.teams().get(0);
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final LoopbackPeers peers;
  private RunningGateway first;
  private RunningGateway second;
  private LoopbackPeers.Proxy proxy;

  ComposedPeersIT(@TempDir Path directory) {
    this.peers = new LoopbackPeers(sandbox, directory);
  }

  @BeforeEach
  void start() throws IOException {
    peers.startValkey();
    first = peers.startMember(Map.of());
    second = peers.startMember(Map.of());
    proxy = peers.startProxy(first, second);
  }

  @AfterEach
  void stop() throws Exception {
    peers.close();
    sandbox.close();
  }

  @Test
  void aWriteThroughOneGatewayShowsInTheListThroughTheOther() {
    list(second.traffic());

    String id = created(first.traffic());

    assertThat(list(second.traffic()).body()).contains(id);
  }

  @Test
  void theProxySpreadsRequests() {
    for (int i = 0; i < 10; i++) {
      assertThat(list(proxy.url()).statusCode()).isEqualTo(200);
    }

    assertThat(first.meter("gateway_cache_lookups_total{")).isPositive();
    assertThat(second.meter("gateway_cache_lookups_total{")).isPositive();
  }

  /** A list is read after each write, and each of both comes from whichever gateway. */
  @Test
  void aRollingRestartFailsNoRequestAndNoListIsOld() throws Exception {
    String project = team + "/projects/" + created(proxy.url());
    AtomicBoolean goesOn = new AtomicBoolean(true);
    CompletableFuture<List<String>> written =
        CompletableFuture.supplyAsync(() -> writeAndList(project, goesOn));
    CompletableFuture<List<String>> streamed =
        CompletableFuture.supplyAsync(() -> download(goesOn));

    restart(first);
    proxy.awaitReturn(1);
    restart(second);
    proxy.awaitReturn(2);
    goesOn.set(false);

    assertThat(written.get()).isNotEmpty().containsOnly("200, then 200 with it");
    assertThat(streamed.get()).isNotEmpty().containsOnly("200, whole");
    System.out.printf(
        "rolling restart: %d writes and lists, %d downloads%n",
        written.get().size(), streamed.get().size());
  }

  private void restart(RunningGateway gateway) throws IOException {
    assertThat(gateway.program().terminate().exitCode()).isZero();
    peers.startMember(
        Map.of(
            "quarkus.http.port", String.valueOf(gateway.traffic().getPort()),
            "quarkus.management.port", String.valueOf(gateway.management().getPort())));
  }

  private List<String> writeAndList(String project, AtomicBoolean goesOn) {
    List<String> seen = new ArrayList<>();
    for (int number = 1; goesOn.get(); number++) {
      String name = "\"Bridge no. " + number + "\"";
      int written = write("PUT", URI.create(proxy.url() + project), name).statusCode();
      HttpResponse<String> list = list(proxy.url());
      String what = list.body().contains(name) ? "with it" : "without it: " + list.body();
      seen.add(written + ", then " + list.statusCode() + " " + what);
    }
    return seen;
  }

  private List<String> download(AtomicBoolean goesOn) {
    byte[] expected = new Download(5, LENGTH).bytes(0, LENGTH);
    URI url = URI.create(proxy.url() + team + "/download?seed=5&bytes=" + LENGTH);
    List<String> seen = new ArrayList<>();
    while (goesOn.get()) {
      HttpResponse<byte[]> response =
          Http.send(Http.request(url, bearer), BodyHandlers.ofByteArray());
      boolean isWhole = Arrays.equals(response.body(), expected);
      seen.add(response.statusCode() + ", " + (isWhole ? "whole" : "not whole"));
    }
    return seen;
  }

  private HttpResponse<String> list(URI at) {
    return Http.get(URI.create(at + team + "/projects"), bearer);
  }

  /** The id of a new project. */
  private String created(URI at) {
    HttpResponse<String> response =
        write("POST", URI.create(at + team + "/projects"), "\"Lighthouse\"");
    assertThat(response.statusCode()).isEqualTo(201);
    return Keycloak.json(response.body()).required("id").textValue();
  }

  private HttpResponse<String> write(String method, URI url, String quotedName) {
    HttpRequest.Builder request =
        Http.request(url, bearer)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{\"name\":" + quotedName + "}"));
    return Http.send(request, BodyHandlers.ofString());
  }
}
