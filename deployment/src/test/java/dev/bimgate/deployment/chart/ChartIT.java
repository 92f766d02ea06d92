package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm makes of the chart: its manifests, and its archive. */
@Tag("real-parts")
@Tag("concurrent")
class ChartIT {

  private final Path directory;

  ChartIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void helmLintFindsNothing() throws IOException {
    LintResult result = new Helm(Chart.withDefaults("defaults", directory)).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  /** With {@code -Dpages.write=true} the expected manifests are written. */
  @ParameterizedTest
  @ValueSource(strings = {"defaults", "minimal", "everything", "tls"})
  void theManifestsAreThoseThatWereReviewed(String set) throws IOException {
    Path expected = Chart.SETS.resolve(set).resolve("manifests.yaml");
    String rendered = Chart.render(set).comparable(Chart.version());

    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(expected, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(expected));
  }

  @Test
  void twoArchivesOfTheSameSourcesHaveTheSameBytes() throws IOException {
    Path deployment = Repository.ROOT.resolve("deployment");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    for (String part : List.of("chart", "prometheus", "package-chart")) {
      expectSuccess("cp", "--recursive", deployment.resolve(part).toString(), copy.toString());
    }
    Files.copy(Repository.ROOT.resolve("pom.xml"), directory.resolve("pom.xml"));
    expectSuccess("chmod", "--recursive", "go=", copy.toString());

    Path first = archive(deployment, "first");
    Path second = archive(copy, "second");

    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void theArchiveHoldsTheFilesThatHelmPackagesAndRendersTheSame() throws IOException {
    Path ours = archive(Repository.ROOT.resolve("deployment"), "ours");
    Path helms = Files.createDirectory(directory.resolve("helms"));
    new Helm(Chart.DIRECTORY).packageIt().withDestination(helms).call();
    Path values = Chart.SETS.resolve("everything/values.yaml");

    // Helm writes Chart.yaml in a form of its own.
    expectSuccess(
        "diff",
        "--recursive",
        "--exclude=Chart.yaml",
        unpacked(ours).toString(),
        unpacked(helms.resolve(ours.getFileName())).toString());
    assertThat(Chart.render(ours, values).text())
        .isEqualTo(Chart.render(Chart.DIRECTORY, values).text());
  }

  /** Runs the script of a copy of this module. */
  private Path archive(Path deployment, String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    expectSuccess(deployment.resolve("package-chart").toString(), made.toString());
    return made.resolve("bimplus-gateway-" + Chart.version() + ".tgz");
  }

  private static Path unpacked(Path archive) throws IOException {
    Path target = Files.createDirectory(archive.resolveSibling("unpacked"));
    expectSuccess("tar", "-xzf", archive.toString(), "-C", target.toString());
    return target;
  }

  private static void expectSuccess(String... command) {
    Program.Ending ending = Program.run(Repository.ROOT, List.of(command));
    assertThat(ending.exitCode()).as("%s", ending).isZero();
  }
}
