package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The container with a Prometheus that scrapes it. */
record WatchedContainer(Container container, Prometheus prometheus) implements AutoCloseable {

  /** Starts both, and returns once the container has been scraped. */
  static WatchedContainer start(Sandbox sandbox, Path directory, Map<String, String> settings)
      throws IOException {
    Container container = Container.start(sandbox, settings);
    Prometheus prometheus = Prometheus.start(directory, container.gateway().management());
    assertThat(prometheus.awaitValue("up", 1)).hasValue(1);
    return new WatchedContainer(container, prometheus);
  }

  RunningGateway gateway() {
    return container.gateway();
  }

  /** Goes on with the load until these alerts fire, and no others. */
  void assertFires(Runnable load, String... alerts) {
    assertThat(prometheus.awaitAlerts(Set.of(alerts), load)).containsExactlyInAnyOrder(alerts);
  }

  /** Goes on with the load until this alert fires, whatever others do. */
  void assertFiresAmongOthers(Runnable load, String alert) {
    assertThat(prometheus.awaitAlerts(Set.of(alert), load)).contains(alert);
  }

  Set<String> alertsThatEverFired() {
    return prometheus.alerts("count_over_time(ALERTS{alertstate=\"firing\"}[10m])");
  }

  double requestsOfTheLastSeconds() {
    return prometheus.value("sum(increase(gateway_requests_seconds_count[15s]))").orElse(0);
  }

  /** Asks for all of these at once, and returns when all have been answered. */
  void ask(Stream<String> paths, String authorization) {
    start(paths, authorization).join();
  }

  /** Asks for all of these at once. */
  CompletableFuture<Void> start(Stream<String> paths, String authorization) {
    return Http.start(paths.map(path -> Http.request(gateway().url(path), authorization)));
  }

  @Override
  public void close() {
    prometheus.close();
    container.close();
  }
}
