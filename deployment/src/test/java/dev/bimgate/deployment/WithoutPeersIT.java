package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged gateway without {@code gateway.peers.url}: nothing of peers is there. */
@SuppressWarnings("NullAway.Init")
class WithoutPeersIT {

  private static final String OPERATOR = "operator-without-peers";

  @TempDir private Path directory;

  @Test
  void itConnectsToBimplusAndIssuerAloneAndShowsNothingOfPeers() throws IOException {
    Path classes = directory.resolve("classes.log");
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = started(sandbox, classes)) {
      readWriteAndDeny(sandbox, gateway);
      Set<Integer> connectedTo = Sockets.connectedTo(gateway.program().pid());

      assertThat(connectedTo)
          .contains(sandbox.apiUrl().getPort())
          .isSubsetOf(sandbox.apiUrl().getPort(), sandbox.issuerUrl().getPort());
      assertThat(page(gateway, "/q/health/ready")).contains("serving").doesNotContain("peers");
      assertThat(page(gateway, "/q/metrics")).contains("gateway_").doesNotContain("gateway_peers");
      assertThat(Files.readString(classes))
          .contains("io.vertx.core.http.HttpClient")
          .doesNotContain("io.vertx.redis");
    }
  }

  private RunningGateway started(Sandbox sandbox, Path classes) {
    Map<String, String> settings = RunningGateway.settings(sandbox);
    settings.put("gateway.admin.token", OPERATOR);
    List<String> command =
        new ArrayList<>(RunningGateway.java("-Xmx256m", "-Xlog:class+load:file=" + classes));
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", Repository.GATEWAY_JAR.toString()));
    RunningGateway gateway = RunningGateway.started(Program.start(directory, command));
    gateway.awaitKeys();
    return gateway;
  }

  /** All that gateways with peers would share. */
  private static void readWriteAndDeny(Sandbox sandbox, RunningGateway gateway) {
    String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
    String team = "/v2/" + sandbox.teamsOf("user-01").get(0);

    Stream<Integer> statuses =
        Stream.of(
            Http.get(gateway.url(team + "/projects"), bearer).statusCode(),
            Http.get(gateway.url(team + "/projects"), bearer).statusCode(),
            send(gateway, "DELETE", team + "/deleteCache", bearer),
            operate(gateway, "purge", "{\"all\":true}"),
            operate(gateway, "deny", "{\"user\":\"somebody\"}"));

    assertThat(statuses).containsOnly(200);
  }

  private static int send(RunningGateway gateway, String method, String path, String bearer) {
    return Http.send(
            Http.request(gateway.url(path), bearer).method(method, BodyPublishers.noBody()),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static int operate(RunningGateway gateway, String call, String body) {
    return Http.send(
            Http.request(gateway.management().resolve("/q/gateway/" + call), "Bearer " + OPERATOR)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)),
            BodyHandlers.discarding())
        .statusCode();
  }

  private static String page(RunningGateway gateway, String path) {
    return Http.get(gateway.management().resolve(path)).body();
  }
}
