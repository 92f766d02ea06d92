package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layers of the gateway: a package uses only those before it. */
class LayersTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/bimgate/gateway");

  /** As docs/architecture.md has them. */
  private static final List<String> LAYERS =
      List.of(
          "config",
          "context.http",
          "context.target",
          "context",
          "routes",
          "protocol",
          "problem",
          "cors",
          "observe",
          "limits",
          "drain",
          "peers",
          "token.result",
          "token.parse",
          "token.keys",
          "token.jwt",
          "token.diagnosis",
          "token.legacy",
          "token.revocation",
          "token.logout",
          "token",
          "redaction",
          "passthrough",
          "lists",
          "health",
          "admin");

  private static final Pattern USE =
      Pattern.compile(
          "^import (?:static )?dev\\.bimgate\\.gateway\\.([a-z]+(?:\\.[a-z]+)*)\\.[A-Z]",
          Pattern.MULTILINE);

  @Test
  void everyPackageIsALayer() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      assertThat(
              sources
                  .filter(path -> path.toString().endsWith(".java"))
                  .map(path -> SOURCES.relativize(path.getParent()).toString().replace('/', '.'))
                  .filter(layer -> !layer.isEmpty())
                  .distinct())
          .containsExactlyInAnyOrderElementsOf(LAYERS);
    }
  }

  @Test
  void aPackageUsesOnlyThoseBeforeIt() {
    for (String layer : LAYERS) {
      List<String> allowed = LAYERS.subList(0, LAYERS.indexOf(layer) + 1);

      assertThat(usedBy(layer)).as("packages used by %s", layer).isSubsetOf(allowed);
    }
  }

  /** So that the token verifier can be exchanged in one place. */
  @Test
  void oneClassKnowsTheTypesOfJose4j() throws IOException {
    assertThat(classesWith("org.jose4j")).containsExactly("SmallRyeReader.java");
  }

  /** With the default of {@code gateway.cache.freshness}, nothing of it is involved. */
  @Test
  void oneClassKnowsRfc9111InFull() throws IOException {
    assertThat(classesWith("dev.bimgate.cache.rfc9111")).containsExactly("UpstreamStorage.java");
  }

  private static List<String> classesWith(String text) throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      return sources
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> read(path).contains(text))
          .map(path -> path.getFileName().toString())
          .toList();
    }
  }

  private static List<String> usedBy(String layer) {
    try (Stream<Path> sources = Files.list(SOURCES.resolve(layer.replace('.', '/')))) {
      return sources
          .filter(path -> path.toString().endsWith(".java"))
          .flatMap(path -> USE.matcher(read(path)).results())
          .map((MatchResult use) -> use.group(1))
          .distinct()
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
