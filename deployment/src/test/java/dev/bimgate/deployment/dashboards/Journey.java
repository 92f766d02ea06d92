package dev.bimgate.deployment.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.FiveSteps;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Prometheus;
import dev.bimgate.deployment.RawClient;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.ValkeyServer;
import dev.bimgate.sandbox.wire.Faults;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What clients, operators and failures do to two gateways so that each of their meters moves. */
final class Journey {

  private static final String USER = "/v2/user";

  private final Sandbox sandbox;
  private final ValkeyServer valkey;
  private final RunningGateway first;
  private final RunningGateway second;
  private final Prometheus prometheus;
  private final String team;
  private final String projects;
  private int queries;

  Journey(WatchedGroup group) {
    this.sandbox = group.sandbox();
    this.valkey = group.valkey();
    this.first = group.gateways().get(0);
    this.second = group.gateways().get(1);
    this.prometheus = group.prometheus();
    this.team = "/v2/" + sandbox.teams().get(0);
    this.projects = team + "/projects";
  }

  /** Returns once Prometheus has scraped what the last step has moved. */
  void travel() throws IOException {
    new FiveSteps(sandbox, first).walk();
    shareLists();
    fillTheCache();
    sendWhatIsRejected();
    operate();
    spendABudget();
    loseAConnection();
    holdAConnection();
    switchBimplusOff();
    switchTheIssuerOff();
    killValkey();
    publishGarbage();
  }

  private void shareLists() {
    Waiting.until(
        () -> {
          String list = newList();
          get(first, list, "user-03");
          get(first, list, "user-03");
          get(second, list, "user-03");
          return increases("gateway_requests_seconds_count{outcome=\"cached\"}")
              && increases("gateway_cache_lookups_total{outcome=\"shared\"}");
        });
  }

  /** Whether Prometheus sees an increase, for which it needs two samples. */
  private boolean increases(String series) {
    return prometheus.value("sum(increase(" + series + "[10m]))").orElse(0) > 0;
  }

  private void fillTheCache() {
    Waiting.until(
        () -> {
          get(first, newList(), "user-04");
          return first.meter("gateway_cache_evictions_total") > 0;
        });
  }

  private void sendWhatIsRejected() throws IOException {
    try (RawClient client = new RawClient(first.traffic())) {
      var unused = client.ask("GET /v2/teams HTTP/9", "none").head();
    }
    Http.get(first.url(projects), "BimPlus " + "0".repeat(32));
    for (int login = 0; login <= WatchedGroup.LOGINS; login++) {
      HttpRequest.Builder forgotten =
          HttpRequest.newBuilder(first.url("/v2/auth-forgot")).POST(BodyPublishers.noBody());
      Http.send(forgotten, BodyHandlers.discarding());
    }
  }

  private void operate() {
    String denied = "{\"user\":\"" + sandbox.tokens().subjectOf("user-05") + "\"}";
    HttpRequest.Builder deny =
        Http.request(
                first.management().resolve("/q/gateway/deny"), "Bearer " + WatchedGroup.ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(denied));
    assertThat(Http.send(deny, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    get(first, projects, "user-05");
  }

  private void spendABudget() {
    get(first, USER, "user-06");
    sandbox.bimplus().budgetLeft("user-06", 1);
    Waiting.until(
        () -> {
          get(first, USER, "user-06");
          return first.meter("gateway_limits_refused_total{by=\"budget\"") > 0;
        });
  }

  /** A connection that was in use before, so that the call is retried. */
  private void loseAConnection() {
    Faults faults = sandbox.bimplus().faults();
    Waiting.until(
        () -> {
          faults.drop(Requests.to(USER), 1);
          get(first, USER, "user-07");
          return first.meter("gateway_upstream_retries_total") > 0;
        });
  }

  private void holdAConnection() {
    Gate gate = sandbox.bimplus().faults().holdAnswers(Requests.to(team + "/echo"));
    CompletableFuture<Void> held =
        Http.start(Stream.of(Http.request(first.url(team + "/echo"), bearer("user-08"))));
    gate.awaitArrivals(1);
    prometheus.awaitValue("max(gateway_upstream_held)", 1);
    gate.release();
    held.join();
  }

  /** While the lists are stale. */
  private void switchBimplusOff() {
    get(first, projects, "user-03");
    first.purge(WatchedGroup.ADMIN_TOKEN, true);
    sandbox.bimplus().switchOff();
    Waiting.until(
        () -> {
          get(first, USER, "user-08");
          get(first, projects, "user-03");
          return first.meter("gateway_upstream_breaker") > 0;
        });
    prometheus.awaitValue("max(gateway_upstream_breaker)", 1);
    sandbox.bimplus().switchOn();
  }

  /** Which has new keys meanwhile. */
  private void switchTheIssuerOff() {
    sandbox.issuer().switchOff();
    sandbox.tokens().rotateKeys();
    Waiting.until(
        () -> {
          get(first, projects, "user-09");
          return prometheus.value("gateway:fault_ratio{doing=\"issuer\"}").orElse(0) > 0;
        });
    sandbox.issuer().switchOn();
  }

  private void killValkey() {
    valkey.kill();
    prometheus.awaitAlerts(Set.of("GatewaysIsolated"), () -> {});
    valkey.restart();
    first.awaitNotDegraded();
    second.awaitNotDegraded();
  }

  /** What no gateway can open, in the log that all of them read. */
  private void publishGarbage() {
    first.purge(WatchedGroup.ADMIN_TOKEN, false);
    List<String> reply = valkey.run("KEYS", "*:d").lines().toList();
    valkey.run("XADD", reply.get(reply.size() - 1), "1-*", "f", "nobody", "b", "garbage");
    Waiting.until(() -> increases("gateway_peers_messages_total{kind=\"unknown\"}"));
  }

  /** A list that was not read before. */
  private String newList() {
    return projects + "?number=" + queries++;
  }

  private void get(RunningGateway gateway, String path, String user) {
    Http.get(gateway.url(path), bearer(user));
  }

  private String bearer(String user) {
    return "Bearer " + sandbox.tokens().forUser(user);
  }
}
