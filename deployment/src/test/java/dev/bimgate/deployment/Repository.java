package dev.bimgate.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The places in the repository that the tests need; they run in the directory of this module. */
public final class Repository {

  public static final Path ROOT = realPath("..");
  public static final Path GATEWAY_JAR = ROOT.resolve("gateway/target/quarkus-app/quarkus-run.jar");
  static final Path PROMETHEUS_CONFIGURATION = ROOT.resolve("deployment/prometheus/prometheus.yml");
  static final Path ALERTMANAGER_CONFIGURATION =
      ROOT.resolve("deployment/prometheus/alertmanager.yml");
  public static final Path PROMETHEUS_RULES = ROOT.resolve("deployment/prometheus/rules.yml");
  static final Path PROMETHEUS_RULES_TEST = ROOT.resolve("deployment/prometheus/rules-test.yml");

  private Repository() {}

  /** The command of deployment/README.md that fills in where the runbook is. */
  static String documentedInstallation() throws IOException {
    try (Stream<String> lines = Files.lines(ROOT.resolve("deployment/README.md"))) {
      return lines.filter(line -> line.startsWith("sed ")).findFirst().orElseThrow();
    }
  }

  private static Path realPath(String relative) {
    try {
      return Path.of(relative).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
