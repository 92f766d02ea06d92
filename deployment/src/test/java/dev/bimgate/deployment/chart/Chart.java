package dev.bimgate.deployment.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import com.marcnuri.helm.TemplateCommand;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The Helm chart of the repository, and how Helm renders it. */
final class Chart {

  static final Path DIRECTORY = Repository.ROOT.resolve("deployment/chart");

  /** Sets of values, each with the manifests that are expected of it. */
  static final Path SETS = Path.of("src/test/resources/chart").toAbsolutePath();

  /** The oldest that Chart.yaml allows; the library takes itself for an older one. */
  private static final String OLDEST_KUBERNETES = "1.27.0";

  private static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  /** Renders it with one of the sets. */
  static Manifests render(String set) {
    return render(DIRECTORY, SETS.resolve(set).resolve("values.yaml"));
  }

  /**
   * Renders a release with these values files, the last of which takes precedence.
   *
   * @param chart a directory, or an archive as {@code helm package} makes it
   * @throws IllegalStateException with Helm's message, if the values do not fit the schema or a
   *     template rejects them
   */
  static Manifests render(Path chart, Path... values) {
    TemplateCommand template =
        new Helm(chart)
            .template()
            .withName("bimplus-gateway")
            .withNamespace("bimplus")
            .withKubeVersion(OLDEST_KUBERNETES);
    for (Path file : values) {
      template.withValuesFile(file);
    }
    return Manifests.read(template.call());
  }

  /** A copy of the chart in which one of the sets is part of the defaults. */
  static Path withDefaults(String set, Path directory) throws IOException {
    Path copy = directory.resolve("bimplus-gateway");
    try (Stream<Path> files = Files.walk(DIRECTORY, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(DIRECTORY.relativize(file).toString()));
      }
    }
    JsonNode defaults = YAML.readTree(DIRECTORY.resolve("values.yaml").toFile());
    JsonNode merged =
        YAML.readerForUpdating(defaults).readValue(SETS.resolve(set + "/values.yaml").toFile());
    YAML.writeValue(copy.resolve("values.yaml").toFile(), merged);
    return copy;
  }

  /** What Helm says after installing a release with these values files, without a cluster. */
  static String notes(Path... values) {
    InstallCommand install =
        new Helm(DIRECTORY)
            .install()
            .clientOnly()
            .dryRun()
            .withName("bimplus-gateway")
            .withNamespace("bimplus")
            .withKubeVersion(OLDEST_KUBERNETES);
    for (Path file : values) {
      install.withValuesFile(file);
    }
    return install.call().getOutput();
  }

  static String version() throws IOException {
    return YAML.readTree(DIRECTORY.resolve("Chart.yaml").toFile()).required("version").textValue();
  }
}
