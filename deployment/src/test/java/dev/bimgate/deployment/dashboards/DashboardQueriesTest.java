package dev.bimgate.deployment.dashboards;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.dashboards.Expression.LabelMatcher;
import dev.bimgate.deployment.dashboards.Expression.Selector;
import java.io.IOException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that the queries of dashboards and rules read, compared with those that there are. */
class DashboardQueriesTest {

  private static final Pattern LABEL_OF_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");

  private final KnownSeries known;

  DashboardQueriesTest() throws IOException {
    known = KnownSeries.read();
  }

  @Test
  void dashboardsReadSeriesLabelsAndValuesThatThereAre() throws IOException {
    assertThat(Dashboard.allQueries())
        .hasSizeGreaterThan(50)
        .allSatisfy(query -> assertThat(known.unknownIn(Expression.of(query.text()))).isEmpty());
  }

  @Test
  void rulesReadSeriesLabelsAndValuesThatThereAre() throws IOException {
    assertThat(new Rules().expressions())
        .hasSizeGreaterThan(30)
        .allSatisfy(text -> assertThat(known.unknownIn(Expression.of(text))).isEmpty());
  }

  @Test
  void eachMeterOfTheGatewayIsShown() throws IOException {
    Set<String> read =
        Dashboard.allQueries().stream()
            .flatMap(query -> Expression.of(query.text()).selectors().stream())
            .map(Selector::name)
            .collect(toSet());
    Set<String> recorded = namesInRecordedRules(read);

    assertThat(known.meters())
        .hasSizeGreaterThan(25)
        .allSatisfy(
            (meter, names) ->
                assertThat(names)
                    .as(meter)
                    .anyMatch(name -> read.contains(name) || recorded.contains(name)));
  }

  /** What the rules read that record these. */
  private static Set<String> namesInRecordedRules(Set<String> records) throws IOException {
    return new Rules()
        .recording().stream()
            .filter(rule -> records.contains(rule.required("record").textValue()))
            .flatMap(rule -> Expression.of(rule.required("expr").textValue()).selectors().stream())
            .map(Selector::name)
            .collect(toSet());
  }

  /** Other jobs of a shared Prometheus have series of the same names. */
  @Test
  void eachSelectorSelectsTheJobAndWhereItCanTheInstance() throws IOException {
    LabelMatcher job = new LabelMatcher("job", "=", "$job");
    LabelMatcher instance = new LabelMatcher("instance", "=~", "$instance");
    for (Query query : Dashboard.allQueries()) {
      assertThat(Expression.of(query.text()).selectors())
          .as(query.toString())
          .isNotEmpty()
          .allSatisfy(
              selector -> {
                assertThat(selector.matchers()).contains(job);
                assertThat(selector.matchers().contains(instance))
                    .isEqualTo(known.isPerInstance(selector.name()));
              });
    }
  }

  @Test
  void eachLegendNamesLabelsThatTheResultHas() throws IOException {
    assertThat(Dashboard.allQueries())
        .allSatisfy(
            query ->
                assertThat(resultLabels(query))
                    .containsAll(
                        LABEL_OF_LEGEND
                            .matcher(query.legend())
                            .results()
                            .map((MatchResult label) -> label.group(1))
                            .toList()));
  }

  private Set<String> resultLabels(Query query) {
    Expression expression = Expression.of(query.text());
    boolean isAggregated = query.text().matches("(?s).*\\b(sum|max|min|count)\\b.*");
    return isAggregated
        ? expression.groupingLabels()
        : known.labels(expression.selectors().get(0).name()).keySet();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gateway_request_seconds_count{job=\"$job\"}; no such series: gateway_request_seconds_count",
        "sum(rate(gateway_requests_total[5m])) > 0; no such series: gateway_requests_total",
        "up + jvm_heap; no such series: jvm_heap",
        "gateway_cache_entries{route=\"teams\"}; gateway_cache_entries has no route=\"teams\"",
        "gateway_cache_lookups_total{outcome=\"hits\"};"
            + " gateway_cache_lookups_total has no outcome=\"hits\"",
        "gateway_cache_lookups_total{outcome=~\"hit|lost\"};"
            + " gateway_cache_lookups_total has no outcome=~\"hit|lost\"",
        "gateway:fault_ratio{outcome=\"failed\"}; gateway:fault_ratio has no outcome=\"failed\"",
        "sum by (cause) (gateway_cache_lookups_total); no such label: cause",
      })
  void anUnknownNameIsFound(String expression, String fault) {
    assertThat(known.unknownIn(Expression.of(expression))).containsExactly(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "histogram_quantile(0.99, sum by (le, route) (rate(gateway_requests_seconds_bucket[5m])))",
        "up{job=\"x\"} == 0 and on (job) up unless up offset 15m",
        "gateway_requests_seconds_count{outcome=~\"upstream_.+|failed\", status!=\"200\"}",
        "sum without (instance) (gateway_upstream_held{class!~\"lists|calls\"})",
        "absent(gateway:instances:count)",
      })
  void theseNamesAreKnown(String expression) {
    assertThat(known.unknownIn(Expression.of(expression))).isEmpty();
  }
}
