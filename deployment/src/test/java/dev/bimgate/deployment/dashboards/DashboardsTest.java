package dev.bimgate.deployment.dashboards;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Repository;
import dev.bimgate.deployment.pages.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the dashboards, and how they agree with the alerts and the runbook. */
class DashboardsTest {

  private static final int COLUMNS = 24;

  /** What the command in deployment/README.md replaces. */
  private static final String PAGES = "https://runbooks.invalid/";

  private static final String ALERT = PAGES + "alerts.md#";

  private final List<Dashboard> dashboards;

  DashboardsTest() throws IOException {
    dashboards = Dashboard.all();
  }

  @Test
  void eachHasAUidOfItsNameAndNoId() {
    assertThat(dashboards)
        .hasSize(5)
        .allSatisfy(
            dashboard -> {
              assertThat(dashboard.json().path("uid").asText())
                  .isEqualTo("bimplus-gateway-" + dashboard.name())
                  .hasSizeLessThanOrEqualTo(40);
              assertThat(dashboard.json().has("id")).isFalse();
              assertThat(dashboard.json().path("title").asText()).startsWith("Bimplus Gateway / ");
              assertThat(dashboard.json().path("description").asText()).isNotBlank();
            });
  }

  @Test
  void allHaveTheSameVariablesAnnotationsAndLinks() {
    for (String part : List.of("templating", "annotations", "links", "tags", "schemaVersion")) {
      assertThat(dashboards.stream().map(dashboard -> dashboard.json().required(part)).distinct())
          .as(part)
          .hasSize(1);
    }
    JsonNode variables = dashboards.get(0).json().at("/templating/list");
    assertThat(variables.findValuesAsText("name")).containsExactly("datasource", "job", "instance");
  }

  @Test
  void panelsOfADashboardDifferInIdAndTitle() {
    assertThat(dashboards)
        .allSatisfy(
            dashboard -> {
              assertThat(dashboard.panelsAndRows())
                  .extracting(panel -> panel.required("id").intValue())
                  .doesNotHaveDuplicates();
              assertThat(dashboard.panelsAndRows())
                  .extracting(panel -> panel.required("title").textValue())
                  .doesNotHaveDuplicates();
            });
  }

  @Test
  void panelsFillTheGridWithoutOverlap() {
    for (Dashboard dashboard : dashboards) {
      Map<String, String> cells = new TreeMap<>();
      for (JsonNode panel : dashboard.panelsAndRows()) {
        String title = dashboard.name() + ": " + panel.required("title").textValue();
        cellsOf(panel.required("gridPos"))
            .forEach(cell -> assertThat(cells.put(cell, title)).as("%s %s", title, cell).isNull());
      }
      assertThat(cells.size() % COLUMNS).as("empty cells in %s", dashboard.name()).isZero();
    }
  }

  private static List<String> cellsOf(JsonNode grid) {
    int left = grid.required("x").intValue();
    int right = left + grid.required("w").intValue();
    int top = grid.required("y").intValue();
    int bottom = top + grid.required("h").intValue();
    assertThat(right).isLessThanOrEqualTo(COLUMNS);
    List<String> cells = new ArrayList<>();
    for (int x = left; x < right; x++) {
      for (int y = top; y < bottom; y++) {
        cells.add(x + "/" + y);
      }
    }
    return cells;
  }

  @Test
  void eachPanelSaysWhatItMeansInWhichUnitAndWhereToReadOn() {
    JsonNode dataSource =
        new ObjectMapper().createObjectNode().put("type", "prometheus").put("uid", "${datasource}");
    assertThat(panels())
        .allSatisfy(
            panel -> {
              assertThat(panel.path("description").asText()).endsWith(".");
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
              assertThat(panel.path("datasource")).isEqualTo(dataSource);
              assertThat(panel.path("links")).isNotEmpty();
              assertThat(refIds(panel)).isNotEmpty().doesNotHaveDuplicates();
            });
  }

  private static List<String> refIds(JsonNode panel) {
    return panel.required("targets").findValuesAsText("refId");
  }

  @Test
  void eachLinkLeadsToAHeadingOfThePages() throws IOException {
    for (String url : panels().flatMap(DashboardsTest::urls).collect(toSet())) {
      assertThat(url).startsWith(PAGES);
      String[] target = url.substring(PAGES.length()).split("#", 2);
      String page = Files.readString(Repository.ROOT.resolve("docs").resolve(target[0]));
      if (target.length > 1) {
        assertThat(new Markdown(page).anchors()).as(url).contains(target[1]);
      }
    }
  }

  @Test
  void eachAlertHasAPanelThatLinksToItsRunbook() throws IOException {
    Set<String> linked = panels().flatMap(DashboardsTest::urls).collect(toSet());

    assertThat(new Rules().alerts().keySet())
        .allSatisfy(name -> assertThat(linked).contains(ALERT + name.toLowerCase(Locale.ROOT)));
  }

  @Test
  void eachThresholdIsThatOfAnAlertThatThePanelLinksTo() throws IOException {
    Map<String, String> alerts = new Rules().alerts();
    Set<String> withThreshold = new TreeSet<>();
    for (JsonNode panel : panels().toList()) {
      Set<String> linked = urls(panel).collect(toSet());
      for (JsonNode step : panel.at("/fieldConfig/defaults/thresholds/steps")) {
        if (!step.required("value").isNull()) {
          Pattern comparison =
              Pattern.compile("[<>]=? " + step.required("value").asText() + "(?![0-9.])");
          assertThat(alerts.entrySet())
              .as(panel.required("title").textValue())
              .anyMatch(
                  alert ->
                      linked.contains(ALERT + alert.getKey().toLowerCase(Locale.ROOT))
                          && comparison.matcher(alert.getValue()).find());
          withThreshold.add(panel.required("title").textValue());
        }
      }
    }
    assertThat(withThreshold).hasSizeGreaterThan(10);
  }

  private Stream<JsonNode> panels() {
    return dashboards.stream().flatMap(dashboard -> dashboard.panels().stream());
  }

  private static Stream<String> urls(JsonNode panel) {
    return panel.required("links").findValuesAsText("url").stream();
  }
}
