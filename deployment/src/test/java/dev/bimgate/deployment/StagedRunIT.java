package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.faults.Tally;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that a site consists of, with the files that we ship, as processes: two gateways behind
 * HAProxy that act as one through Valkey, users of Keycloak, Prometheus with our rules and
 * Alertmanager with our routes. Only Bimplus is a fake.
 */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class StagedRunIT {

  private static final int LENGTH = 1_000_000;
  private static final Path FIGURES = Path.of("target", "staged-run.txt");
  private static final Tally REQUESTS = new Tally();
  private static final Deque<AutoCloseable> STARTED = new ArrayDeque<>();

  private static Sandbox sandbox;
  private static Keycloak keycloak;
  private static LoopbackPeers peers;
  private static RunningGateway first;
  private static RunningGateway second;
  private static LoopbackPeers.Proxy proxy;
  private static Alertmanager alertmanager;

  private final String team = "/v2/" + sandbox.teams().get(0);
  private String bearer;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    sandbox = started(Sandbox.start(SandboxOptions.defaults().withBudgetPerHour(1_000_000)));
    keycloak = started(Keycloak.start());
    sandbox.bimplus().takeTokensOf(keycloak.issuer());
    peers = started(new LoopbackPeers(sandbox, directory));
    peers.startValkey();
    first = peers.startMember(Map.of());
    second = peers.startMember(Map.of());
    proxy = peers.startProxy(first, second);
    alertmanager = started(Alertmanager.start(directory));
    started(
        Prometheus.start(
            directory, List.of(first.management(), second.management()), alertmanager));
  }

  private static <T extends AutoCloseable> T started(T part) {
    STARTED.push(part);
    return part;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable part : STARTED) {
      part.close();
    }
    if (alertmanager != null) {
      report();
    }
  }

  private static void report() throws IOException {
    String figures = "Requests\n" + REQUESTS.table() + "Alerts\n" + alertmanager.received().table();
    System.out.print(figures);
    Files.writeString(FIGURES, figures);
  }

  @BeforeEach
  void logIn() {
    bearer = "Bearer " + accessToken("user-01");
  }

  @Test
  void aWriteThroughOneGatewayShowsInTheListThroughTheOther() {
    list(second.traffic());

    String id = created(first.traffic());

    assertThat(list(second.traffic()).body()).contains(id);
  }

  @Test
  void theProxySpreadsRequests() {
    double before = second.meter("gateway_cache_lookups_total{");
    double others = first.meter("gateway_cache_lookups_total{");
    for (int i = 0; i < 10; i++) {
      assertThat(list(proxy.url()).statusCode()).isEqualTo(200);
    }

    assertThat(first.meter("gateway_cache_lookups_total{")).isGreaterThan(others);
    assertThat(second.meter("gateway_cache_lookups_total{")).isGreaterThan(before);
  }

  /** A list is read after each write, and each of both comes from whichever gateway. */
  @Test
  void aRollingRestartFailsNoRequestAndNoListIsOld() throws Exception {
    String project = team + "/projects/" + created(proxy.url());
    AtomicBoolean goesOn = new AtomicBoolean(true);
    List<CompletableFuture<Void>> clients =
        List.of(
            CompletableFuture.runAsync(() -> writeAndList(project, goesOn)),
            CompletableFuture.runAsync(() -> download(goesOn)));

    try {
      restart(first);
      proxy.awaitReturn(1);
      restart(second);
      proxy.awaitReturn(2);
    } finally {
      goesOn.set(false);
    }
    clients.forEach(CompletableFuture::join);

    assertThat(REQUESTS.row("writes")).containsOnlyKeys("200");
    assertThat(REQUESTS.row("lists after a write")).containsOnlyKeys("200 with it");
    assertThat(REQUESTS.row("downloads")).containsOnlyKeys("200 whole");
  }

  /** Lists are served meanwhile. */
  @Test
  void aBimplusThatIsAwayCallsSomebodyAndItsReturnEndsTheAlert() {
    list(proxy.url());
    sandbox.bimplus().switchOff();
    try {
      Waiting.until(
          () -> {
            REQUESTS.count("lists without Bimplus", "" + list(proxy.url()).statusCode());
            return !bothReachBimplus()
                && alertmanager.hasSent("on-call", "BimplusUnavailable", "firing");
          });
    } finally {
      sandbox.bimplus().switchOn();
    }
    Waiting.until(
        () ->
            bothReachBimplus()
                && alertmanager.hasSent("on-call", "BimplusUnavailable", "resolved"));

    assertThat(REQUESTS.row("lists without Bimplus")).containsOnlyKeys("200");
  }

  private static void restart(RunningGateway gateway) throws IOException {
    assertThat(gateway.program().terminate().exitCode()).isZero();
    peers.startMember(
        Map.of(
            "quarkus.http.port", String.valueOf(gateway.traffic().getPort()),
            "quarkus.management.port", String.valueOf(gateway.management().getPort())));
  }

  private void writeAndList(String project, AtomicBoolean goesOn) {
    for (int number = 1; goesOn.get(); number++) {
      String name = "\"Bridge no. " + number + "\"";
      REQUESTS.count("writes", "" + write("PUT", proxy.url() + project, name).statusCode());
      HttpResponse<String> list = list(proxy.url());
      String what = list.body().contains(name) ? "with it" : "without it: " + list.body();
      REQUESTS.count("lists after a write", list.statusCode() + " " + what);
    }
  }

  private void download(AtomicBoolean goesOn) {
    byte[] expected = new Download(5, LENGTH).bytes(0, LENGTH);
    URI url = URI.create(proxy.url() + team + "/download?seed=5&bytes=" + LENGTH);
    while (goesOn.get()) {
      HttpResponse<byte[]> response =
          Http.send(Http.request(url, bearer), BodyHandlers.ofByteArray());
      boolean isWhole = Arrays.equals(response.body(), expected);
      REQUESTS.count("downloads", response.statusCode() + " " + (isWhole ? "whole" : "not whole"));
    }
  }

  /** Each gateway makes a call of its own, and so notices how Bimplus is. */
  private boolean bothReachBimplus() {
    int throughFirst = Http.get(first.url("/v2/user"), bearer).statusCode();
    int throughSecond = Http.get(second.url("/v2/user"), bearer).statusCode();
    return throughFirst == 200 && throughSecond == 200;
  }

  private HttpResponse<String> list(URI at) {
    return Http.get(URI.create(at + team + "/projects"), bearer);
  }

  /** The id of a new project. */
  private String created(URI at) {
    HttpResponse<String> response = write("POST", at + team + "/projects", "\"Lighthouse\"");
    assertThat(response.statusCode()).isEqualTo(201);
    return Keycloak.json(response.body()).required("id").textValue();
  }

  private HttpResponse<String> write(String method, String url, String quotedName) {
    HttpRequest.Builder request =
        Http.request(URI.create(url), bearer)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{\"name\":" + quotedName + "}"));
    return Http.send(request, BodyHandlers.ofString());
  }

  private static String accessToken(String user) {
    return keycloak
        .grant(
            "grant_type",
            "password",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "username",
            user,
            "password",
            sandbox.passwordOf(user))
        .required("access_token")
        .textValue();
  }
}
