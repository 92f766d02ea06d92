package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jazzer finds the seeds of a fuzz test by class and method, and runs without them if it finds
 * none: so a renamed test would test next to nothing.
 */
class FuzzSeedsTest {

  private static final SourceTree REPOSITORY = new SourceTree(Path.of(".."));

  @ParameterizedTest
  @MethodSource("seedDirectories")
  void theFuzzTestOfTheSeedsExists(Path seeds) throws IOException {
    String test =
        seeds
            .toString()
            .replace("/src/test/resources/", "/src/test/java/")
            .replaceFirst("Inputs/[^/]+$", ".java");

    assertThat(REPOSITORY.text(Path.of(test))).contains("void " + seeds.getFileName() + "(");
  }

  static Stream<Path> seedDirectories() throws IOException {
    return REPOSITORY.fuzzSeeds().stream()
        .map(seed -> Objects.requireNonNull(seed.getParent()))
        .distinct();
  }
}
