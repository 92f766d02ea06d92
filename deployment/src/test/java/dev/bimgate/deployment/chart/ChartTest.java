package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The files of the chart agree with the project's other files. With {@code -Dpages.write=true} the
 * settings in the schema and the table in docs/kubernetes.md are written.
 */
class ChartTest {

  private static final Path ROOT = Repository.ROOT;

  private static final String WRITE =
      "mvn -pl deployment -am test -Dtest=ChartTest -Dpages.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false";

  /** A row of docs/configuration.md: name and form of a setting. */
  private static final Pattern SETTING =
      Pattern.compile("^\\| `((?:bimplus|gateway)\\.[a-z.-]+)` \\| (\\w+) \\|", Pattern.MULTILINE);

  /** Their lines in the schema, one for each setting. */
  private static final Pattern SETTINGS =
      Pattern.compile("(?: +\"(?:bimplus|gateway)\\.[a-z.-]+\": .*\n)+");

  private static final Pattern TABLE =
      Pattern.compile(
          "(?<=\n\\| value \\| default \\| meaning \\|\n\\|---\\|---\\|---\\|\n)(\\|.*\n)+");

  @Test
  void theSchemaKnowsTheSettingsOfTheGatewayAndNoOthers() throws IOException {
    assertCurrent(ValuesPage.SCHEMA, SETTINGS, documentedSettings());
  }

  @Test
  void thePageHasARowForEachValue() throws IOException {
    assertCurrent(ValuesPage.PAGE, TABLE, String.join("\n", ValuesPage.rows().values()) + "\n");
  }

  @Test
  void theSetOfEverythingSetsEachValue() throws IOException {
    JsonNode everything =
        new YAMLMapper()
            .readTree(Path.of("src/test/resources/chart/everything/values.yaml").toFile());

    assertThat(ValuesPage.rows().keySet())
        .allMatch(
            value ->
                everything.at("/" + value.replace('.', '/')).isMissingNode()
                    == value.equals("global"));
  }

  @Test
  void theVersionsOfChartAndGatewayAreThatOfTheProject() throws IOException {
    String chart = Files.readString(Chart.DIRECTORY.resolve("Chart.yaml"));
    Matcher version =
        Pattern.compile("<artifactId>bimplus-gateway</artifactId>\\s+<version>(.+)</version>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")));

    assertThat(version.find()).isTrue();
    assertThat(chart)
        .contains("\nversion: " + version.group(1) + "\n")
        .contains("\nappVersion: " + version.group(1) + "\n");
  }

  @Test
  void theUserOfThePodIsThatOfTheImage() throws IOException {
    String pod = Files.readString(Chart.DIRECTORY.resolve("templates/deployment.yaml"));

    assertThat(Files.readString(ROOT.resolve("deployment/Containerfile")))
        .contains("\nUSER 10001:10001\n");
    assertThat(pod).contains("runAsUser: 10001\n", "runAsGroup: 10001\n");
  }

  private static String documentedSettings() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/configuration.md"));
    List<MatchResult> settings = SETTING.matcher(page).results().toList();
    return settings.stream()
            .map(
                setting ->
                    "        \"%s\": {\"$ref\": \"#/definitions/%s\"}"
                        .formatted(setting.group(1), setting.group(2)))
            .collect(Collectors.joining(",\n"))
        + "\n";
  }

  private static void assertCurrent(Path file, Pattern part, String expected) throws IOException {
    String written = Files.readString(file);
    String current = part.matcher(written).replaceFirst(Matcher.quoteReplacement(expected));
    assertThat(part.matcher(written).find()).as("the part in %s", file).isTrue();
    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(file, current);
    } else {
      assertThat(written).as("%s is old: %s", file, WRITE).isEqualTo(current);
    }
  }
}
