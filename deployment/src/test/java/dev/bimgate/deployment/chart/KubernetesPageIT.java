package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/kubernetes.md with the values files that it shows, as far as Helm alone can
 * run them.
 */
@Tag("real-parts")
@Tag("concurrent")
class KubernetesPageIT {

  /** A values file, with its name in the first line. */
  private static final Pattern VALUES =
      Pattern.compile("```yaml\n# (?<name>\\S+)\n(?<text>(?s:.*?))```");

  private static final Pattern COMMAND =
      Pattern.compile("^helm (?:template|upgrade --install) .*", Pattern.MULTILINE);

  private final Path directory;
  private final String page;

  KubernetesPageIT(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.page = Files.readString(ValuesPage.PAGE);
    for (var file : VALUES.matcher(page).results().toList()) {
      Files.writeString(directory.resolve(file.group(1)), file.group(2));
    }
  }

  @Test
  void eachCommandTakesTheChartAndTheValues() {
    List<String> commands = COMMAND.matcher(page).results().map(MatchResult::group).toList();

    assertThat(commands)
        .hasSizeGreaterThan(2)
        .allMatch(command -> command.contains(" bimplus-gateway deployment/chart "))
        .allSatisfy(command -> assertThat(output(command)).contains("bimplus-gateway", "9000"));
  }

  @Test
  void eachValuesFileOfThePageIsRenderedBesideTheRequiredOne() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .hasSizeGreaterThan(3)
          .allSatisfy(
              file ->
                  assertThat(
                          Chart.render(Chart.DIRECTORY, directory.resolve("values.yaml"), file)
                              .objects())
                      .isNotEmpty());
    }
  }

  /** What Helm prints; it installs as far as that needs no cluster. */
  private String output(String command) {
    List<Path> values = new ArrayList<>();
    for (Iterator<String> words = List.of(command.split(" ")).iterator(); words.hasNext(); ) {
      if (words.next().equals("-f")) {
        values.add(directory.resolve(words.next()));
      }
    }
    Path[] files = values.toArray(Path[]::new);
    return command.startsWith("helm template")
        ? Chart.render(Chart.DIRECTORY, files).text()
        : Chart.notes(files);
  }
}
