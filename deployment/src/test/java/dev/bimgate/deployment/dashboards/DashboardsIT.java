package dev.bimgate.deployment.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real Prometheus returns for the queries of the dashboards, of two gateways after a
 * journey. {@code target/dashboards.txt} has a table of it. No Grafana runs.
 */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class DashboardsIT {

  private static final Path REPORT = Path.of("target/dashboards.txt");

  private static Instant start;
  private static WatchedGroup group;

  @BeforeAll
  static void travel(@TempDir Path directory) throws Exception {
    start = Instant.now();
    group = WatchedGroup.start(directory);
    new Journey(group).travel();
  }

  @AfterAll
  static void stop() throws Exception {
    if (group != null) {
      group.close();
    }
  }

  @Test
  void eachQueryReturnsData() throws IOException {
    List<Result> results = new ArrayList<>();
    for (Query query : Dashboard.allQueries()) {
      results.add(new Result(query, group.prometheus().series(query.forPrometheus(), start)));
    }
    report(results);

    assertThat(results).allSatisfy(result -> assertThat(result.samples().getCount()).isPositive());
  }

  @Test
  void theJourneyMovesEachMeter() throws IOException {
    for (List<String> names : KnownSeries.read().meters().values()) {
      assertThat(names)
          .isNotEmpty()
          .allSatisfy(name -> assertThat(largest(name)).as(name).isPositive());
    }
  }

  private static double largest(String name) {
    return group.prometheus().value("max(max_over_time(" + name + "[10m]))").orElse(0);
  }

  /** The series that a query returned. */
  private record Result(Query query, List<JsonNode> series) {

    /** All values that Grafana would draw. */
    DoubleSummaryStatistics samples() {
      return values(series.stream()).summaryStatistics();
    }

    String line() {
      DoubleSummaryStatistics samples = samples();
      return "%-9s %-43s %3d %10.4g %10.4g  %s"
          .formatted(
              query.dashboard(),
              query.title(),
              series.size(),
              samples.getMin(),
              samples.getMax(),
              query.text());
    }
  }

  private static DoubleStream values(Stream<JsonNode> series) {
    return series
        .flatMap(one -> Dashboard.elements(one.required("values")))
        .mapToDouble(sample -> sample.required(1).asDouble())
        .filter(Double::isFinite);
  }

  private static void report(List<Result> results) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-9s %-43s %3s %10s %10s  %s"
            .formatted("dashboard", "panel or annotation", "n", "min", "max", "query"));
    results.forEach(result -> lines.add(result.line()));
    Files.write(REPORT, lines);
    System.out.printf("dashboards: %d queries: see deployment/%s%n", results.size(), REPORT);
  }
}
