package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program.Ending;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Prometheus, with the configuration that we ship, sees of the container. */
@Tag("real-parts")
@Tag("concurrent")
class PrometheusIT {

  private final Path directory;

  PrometheusIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void buildImage() {
    Container.buildImage();
  }

  @Test
  void theShippedConfigurationIsSound() {
    Ending ending =
        Program.run(
            directory,
            List.of("promtool", "check", "config", Repository.PROMETHEUS_CONFIGURATION.toString()));

    assertThat(ending.exitCode()).as("%s", ending.lines()).isZero();
  }

  @Test
  void theShippedReceiversGetWhatIsForThem() {
    String configuration = Repository.ALERTMANAGER_CONFIGURATION.toString();
    List<String> routes = List.of("amtool", "config", "routes", "test", "--config.file");

    assertThat(Program.run(directory, List.of("amtool", "check-config", configuration)).exitCode())
        .isZero();
    assertThat(Program.run(directory, with(routes, configuration, "severity=critical")).lines())
        .last()
        .isEqualTo("on-call");
    assertThat(Program.run(directory, with(routes, configuration, "severity=warning")).lines())
        .last()
        .isEqualTo("team");
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  @Test
  void everyRuleFiresAndStaysQuietAsItsTestsSay() {
    Ending ending =
        Program.run(
            directory,
            List.of("promtool", "test", "rules", Repository.PROMETHEUS_RULES_TEST.toString()));

    assertThat(ending.exitCode()).as("%s", ending.lines()).isZero();
  }

  @Test
  void prometheusCountsTheFiveStepsAsTheClientDid() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        Container container = Container.start(sandbox);
        Prometheus prometheus = Prometheus.start(directory, container.gateway().management())) {
      new FiveSteps(sandbox, container.gateway()).walk();

      // The last request of the walk: once it is counted, so are those before it.
      assertThat(
              prometheus.awaitValue(
                  "sum(gateway_requests_seconds_count{outcome=\"refused_credential\"})", 1))
          .hasValue(1);
      assertThat(prometheus.value("up{job=\"bimplus-gateway\"}")).hasValue(1);
      assertThat(lookups(prometheus, "hit")).hasValue(FiveSteps.LIST_HITS);
      assertThat(lookups(prometheus, "miss")).hasValue(FiveSteps.LIST_MISSES);
      assertThat(
              prometheus.value(
                  "sum(gateway_requests_seconds_count{route=\"passthrough\",outcome=\"upstream\"})"))
          .hasValue(FiveSteps.PASSED);
    }
  }

  @Test
  void eachAlertLinksToTheRunbookWhereTheDocumentedCommandPutIt() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        Container container = Container.start(sandbox);
        Prometheus prometheus = Prometheus.start(directory, container.gateway().management())) {
      assertThat(prometheus.runbookUrls())
          .hasSizeGreaterThan(10)
          .allSatisfy(
              url ->
                  assertThat(url)
                      .matches("https://wiki[.]example[.]com/bimplus-gateway/alerts[.]md#[a-z]+"));
    }
  }

  private static OptionalDouble lookups(Prometheus prometheus, String outcome) {
    return prometheus.value(
        "sum(gateway_cache_lookups_total{route=\"projects\",outcome=\"%s\"})".formatted(outcome));
  }
}
