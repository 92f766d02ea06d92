package dev.bimgate.cache.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lower layer of this module: rules know nothing of lists. */
class RulesLayerTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/bimgate/cache/rules");

  @Test
  void rulesRestOnTheJdkAlone() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      assertThat(sources.flatMap(RulesLayerTest::imports))
          .isNotEmpty()
          .allMatch(
              line ->
                  line.matches(
                      "import (?:java|org\\.jspecify|dev\\.bimgate\\.cache\\.rules)\\..*"));
    }
  }

  private static Stream<String> imports(Path source) {
    try {
      List<String> lines = Files.readAllLines(source);
      return lines.stream().filter(line -> line.startsWith("import "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
