package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packages of this module know of each other. */
class PackagesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/bimgate/cache");

  @Test
  void headerFieldsRestOnTheJdkAlone() {
    assertThat(imports("http"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches("import (?:java|org\\.jspecify|dev\\.bimgate\\.cache\\.http)\\..*"));
  }

  /** Who reads how lists are stored by our own times meets none of it. */
  @Test
  void theCacheKnowsNothingOfRfc9111InFull() {
    assertThat(imports("."))
        .isNotEmpty()
        .noneMatch(line -> line.startsWith("import dev.bimgate.cache.rfc9111."));
  }

  private static Stream<String> imports(String directory) {
    try {
      return Files.list(SOURCES.resolve(directory)).filter(Files::isRegularFile).toList().stream()
          .flatMap(PackagesTest::importsOf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> importsOf(Path source) {
    try {
      return Files.readAllLines(source).stream().filter(line -> line.startsWith("import "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
