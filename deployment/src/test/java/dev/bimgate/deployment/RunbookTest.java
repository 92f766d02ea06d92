package dev.bimgate.deployment;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts, their tests, their sections in docs/alerts.md, and the meters that they read. */
class RunbookTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern HEADING = Pattern.compile("^## (\\w+)$", Pattern.MULTILINE);
  private static final Pattern OUR_METER = Pattern.compile("\\b(gateway|process_memory)_[a-z_]+");

  /** What other jobs of a shared Prometheus have under the same name, and how it is selected. */
  private static final Pattern COMMON_METER =
      Pattern.compile("\\b(up|(jvm|process|system|netty|http)_[a-z_]+)\\b[^ )]*");

  /** What the command in deployment/README.md replaces. */
  private static final String RUNBOOKS = "https://runbooks.invalid";

  private static final List<String> FOR_OPERATORS =
      List.of("run.md", "watch.md", "alerts.md", "admin.md");

  @Test
  void everyAlertHasAParagraphInTheRunbookAndViceVersa() throws IOException {
    assertThat(headings()).isEqualTo(alerts().stream().map(RunbookTest::name).collect(toSet()));
  }

  @Test
  void everyAlertLinksToItsParagraphAndSaysHowBadItIs() throws IOException {
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              String anchor = name(alert).toLowerCase(Locale.ROOT);
              assertThat(alert.at("/annotations/runbook_url").textValue())
                  .isEqualTo(RUNBOOKS + "/alerts.md#" + anchor);
              assertThat(alert.at("/annotations/summary").textValue()).isNotBlank();
              assertThat(alert.at("/labels/severity").textValue()).isIn("critical", "warning");
            });
  }

  @Test
  void theDeploymentPageSaysHowToFillInWhereTheRunbookIs() throws IOException {
    assertThat(Repository.documentedInstallation())
        .startsWith("sed 's|" + RUNBOOKS + "|https://")
        .contains(" deployment/prometheus/rules.yml > ");
  }

  /** The documented command and the Helm chart replace it wherever it is, also in a comment. */
  @Test
  void theAddressOfTheRunbookIsInLinksAlone() throws IOException {
    assertThat(Files.readAllLines(Repository.PROMETHEUS_RULES))
        .filteredOn(line -> line.contains(RUNBOOKS))
        .allMatch(line -> line.strip().startsWith("runbook_url: " + RUNBOOKS + "/alerts.md#"));
  }

  @Test
  void metersThatOtherJobsHaveTooAreReadOfTheGatewaysJobAlone() throws IOException {
    List<String> common =
        read(Repository.PROMETHEUS_RULES).findValuesAsText("expr").stream()
            .flatMap(expression -> COMMON_METER.matcher(expression).results())
            .map(MatchResult::group)
            .toList();

    assertThat(common)
        .hasSizeGreaterThan(5)
        .allSatisfy(meter -> assertThat(meter).endsWith("{job=\"bimplus-gateway\"}"));
  }

  @Test
  void everyParagraphSaysWhatToLookAtWhatToDoAndWhenToIgnoreIt() throws IOException {
    String[] paragraphs = page("alerts.md").split("\n## ");

    assertThat(List.of(paragraphs).subList(1, paragraphs.length))
        .allSatisfy(
            paragraph ->
                assertThat(paragraph)
                    .contains("**Look first**", "**Do**")
                    .containsIgnoringCase("ignore**"));
  }

  @Test
  void everyAlertIsTestedFiringAndQuiet() throws IOException {
    JsonNode tests = read(Repository.PROMETHEUS_RULES_TEST).required("tests");
    Set<String> names =
        StreamSupport.stream(tests.spliterator(), false)
            .map(test -> test.required("name").textValue().replaceFirst(":.*", ""))
            .collect(toSet());

    assertThat(alerts())
        .allSatisfy(
            alert -> assertThat(names).contains(name(alert) + " fires", name(alert) + " is quiet"));
  }

  @Test
  void rulesAndRunbookReadMetersThatThereAre() throws IOException {
    String meters = page("metrics.md");
    StringBuilder text = new StringBuilder(Files.readString(Repository.PROMETHEUS_RULES));
    for (String name : FOR_OPERATORS) {
      text.append(page(name));
    }

    Matcher meter = OUR_METER.matcher(text);
    assertThat(meter.results().map(found -> "`" + found.group() + "`").collect(toSet()))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(meters).contains(name));
  }

  private static List<JsonNode> alerts() throws IOException {
    return read(Repository.PROMETHEUS_RULES).findParents("alert");
  }

  private static String name(JsonNode alert) {
    return alert.required("alert").textValue();
  }

  private static Set<String> headings() throws IOException {
    return HEADING
        .matcher(page("alerts.md"))
        .results()
        .map(heading -> heading.group(1))
        .collect(toSet());
  }

  private static String page(String name) throws IOException {
    return Files.readString(Repository.ROOT.resolve("docs").resolve(name));
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }
}
