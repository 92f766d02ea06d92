package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The packaged gateway in front of a sandbox, with a recorder before each of its ports.
 *
 * @param traffic before the traffic port
 * @param management before the management port
 */
record RecordedGateway(RunningGateway gateway, Recorder traffic, Recorder management)
    implements AutoCloseable {

  /**
   * Starts it with an admin token and these settings.
   *
   * @param origins those of pages that may call
   */
  static RecordedGateway start(
      Sandbox sandbox, Path directory, String origins, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("gateway.admin.token", OperatorJourney.TOKEN);
    all.put("quarkus.http.cors.enabled", "true");
    all.put("quarkus.http.cors.origins", origins);
    RunningGateway gateway = RunningGateway.packagedWithoutKeys(sandbox, directory, all);
    return new RecordedGateway(
        gateway, new Recorder(gateway.traffic()), new Recorder(gateway.management()));
  }

  /** Waits until the issuer's keys are known. */
  void awaitKeys() {
    gateway.awaitKeys();
  }

  /** Removes all lists from the cache, or only makes them stale. */
  void purge(boolean soft) {
    gateway.purge(OperatorJourney.TOKEN, soft);
  }

  /** The gateway as its clients reach it: through the recorders. */
  RunningGateway behindRecorders() {
    return new RunningGateway(gateway.program(), traffic.url(), management.url());
  }

  List<Exchange> exchanges() {
    return Stream.concat(traffic.exchanges().stream(), management.exchanges().stream()).toList();
  }

  /** Each response was as docs/openapi.yaml has it, and each JSON body is JSON by itself. */
  void assertAsDocumented(Path directory) throws IOException {
    assertThat(exchanges()).isNotEmpty();
    assertThat(new OpenApiTraffic(exchanges()).findings()).isEmpty();
    Program.Ending lint = JsonLint.check(exchanges(), directory);
    assertThat(lint.exitCode()).as("%s", lint).isZero();
  }

  @Override
  public void close() {
    traffic.close();
    management.close();
    gateway.close();
  }
}
