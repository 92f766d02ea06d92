package dev.bimgate.deployment.clients;

import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
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

  /** Starts it with an admin token, a public URL, CORS, and these settings. */
  static RecordedGateway start(Sandbox sandbox, Path directory, Map<String, String> settings) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "gateway.admin.token",
                OperatorJourney.TOKEN,
                "gateway.public-url",
                "https://gateway.test",
                "quarkus.http.cors.enabled",
                "true",
                "quarkus.http.cors.origins",
                ClientJourney.ORIGIN));
    all.putAll(settings);
    RunningGateway gateway = RunningGateway.packaged(sandbox, directory, all);
    return new RecordedGateway(
        gateway, new Recorder(gateway.traffic()), new Recorder(gateway.management()));
  }

  /** Waits until the issuer's keys are known. */
  void awaitKeys() {
    gateway.awaitKeys();
  }

  /** The gateway as its clients reach it: through the recorders. */
  RunningGateway behindRecorders() {
    return new RunningGateway(gateway.program(), traffic.url(), management.url());
  }

  List<Exchange> exchanges() {
    return Stream.concat(traffic.exchanges().stream(), management.exchanges().stream()).toList();
  }

  @Override
  public void close() {
    traffic.close();
    management.close();
    gateway.close();
  }
}
