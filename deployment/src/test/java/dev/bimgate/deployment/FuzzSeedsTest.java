package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer finds the seeds of a fuzz test by class and method, and runs without them if it finds
 * none: so a renamed test would test next to nothing.
 */
class FuzzSeedsTest {

  private static final String RESOURCES = "/src/test/resources/";

  @ParameterizedTest
  @MethodSource("seedDirectories")
  void theFuzzTestOfTheSeedsExists(Path seeds) throws IOException {
    String test =
        seeds
            .toString()
            .replace(RESOURCES, "/src/test/java/")
            .replaceFirst("Inputs/[^/]+$", ".java");

    assertThat(Files.readString(Repository.ROOT.resolve(test)))
        .contains("void " + seeds.getFileName() + "(");
  }

  static List<Path> seedDirectories() throws IOException {
    try (Stream<Path> all = Files.walk(Repository.ROOT)) {
      return all.map(Repository.ROOT::relativize)
          .filter(path -> path.toString().contains(RESOURCES))
          .filter(path -> path.toString().matches(".*FuzzTestInputs/[^/]+"))
          .toList();
    }
  }
}
