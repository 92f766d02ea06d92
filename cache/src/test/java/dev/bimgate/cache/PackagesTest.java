package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of this module: a package uses only those that are listed before it. */
class PackagesTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/bimgate/cache");

  private static final List<String> LAYERS =
      List.of("http", "model", "store", "fetch", "", "rfc9111", "byteform");

  private static final Pattern USE =
      Pattern.compile("import (?:static )?dev\\.bimgate\\.cache\\.((?:[a-z][a-z0-9]*\\.)*)[A-Z].*");

  @Test
  void everyPackageIsALayer() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      assertThat(
              sources
                  .filter(path -> path.toString().endsWith(".java"))
                  .map(path -> SOURCES.relativize(path.getParent()).toString().replace('/', '.'))
                  .distinct())
          .containsExactlyInAnyOrderElementsOf(LAYERS);
    }
  }

  @Test
  void aPackageUsesOnlyThoseBeforeIt() {
    for (String layer : LAYERS) {
      List<String> allowed = LAYERS.subList(0, LAYERS.indexOf(layer) + 1);

      assertThat(usedBy(layer)).as("packages used by '%s'", layer).isSubsetOf(allowed);
    }
  }

  @Test
  void headersDependOnTheJdkAlone() {
    assertThat(imports("http"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.matches("import (?:java|org\\.jspecify|dev\\.bimgate\\.cache\\.http)\\..*"));
  }

  /** The code for the configured times depends on none of it. */
  @Test
  void theCacheKnowsNothingOfRfc9111InFull() {
    assertThat(LAYERS.stream().filter(layer -> !layer.equals("rfc9111")))
        .allSatisfy(layer -> assertThat(usedBy(layer)).doesNotContain("rfc9111"));
  }

  private static List<String> usedBy(String layer) {
    return imports(layer)
        .flatMap(line -> USE.matcher(line).results())
        .map(use -> use.group(1).replaceFirst("\\.$", ""))
        .distinct()
        .toList();
  }

  private static Stream<String> imports(String layer) {
    try (Stream<Path> sources = Files.list(SOURCES.resolve(layer.replace('.', '/')))) {
      return sources.filter(Files::isRegularFile).toList().stream()
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
