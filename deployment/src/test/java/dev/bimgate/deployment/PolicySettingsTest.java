package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files of this repository that set anything: none of them sets Quarkus's own authentication or
 * its policies of paths, which {@code advisories/} is about and which the gateway does not use.
 */
class PolicySettingsTest {

  private static final Pattern POLICY =
      Pattern.compile("quarkus[._](http|management)[._]auth[._]", Pattern.CASE_INSENSITIVE);

  private static final Pattern SETS_SOMETHING =
      Pattern.compile(".*\\.(properties|ya?ml|env|options|sh|cmd|xml)|[^.]*|\\.env");

  @Test
  void noFileSetsAPolicyOfQuarkus() throws IOException {
    List<Path> files = filesThatSetSomething();

    assertThat(files)
        .contains(
            Repository.ROOT.resolve("gateway/src/main/resources/application.properties"),
            Repository.ROOT.resolve("deployment/compose/compose.yaml"),
            Repository.ROOT.resolve("deployment/Containerfile"))
        .allSatisfy(file -> assertThat(text(file)).doesNotContainPattern(POLICY));
  }

  private static List<Path> filesThatSetSomething() throws IOException {
    try (Stream<Path> all = Files.walk(Repository.ROOT)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !isMade(Repository.ROOT.relativize(file)))
          .filter(file -> SETS_SOMETHING.matcher(file.getFileName().toString()).matches())
          .toList();
    }
  }

  private static boolean isMade(Path file) {
    return Stream.of("target", "node_modules", ".git")
        .anyMatch(made -> Path.of("/").resolve(file).toString().contains("/" + made + "/"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
