package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md has a command for everything that {@code mvn verify} leaves out. */
class CommandsPageTest {

  private static final Path ROOT = Path.of("..");

  /** Those selected by a property of {@code mvn verify} itself. */
  private static final List<String> OF_EVERY_BUILD = List.of("checks", "chosen-tests", "quick");

  private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>([\\w-]+)</id>");
  private static final Pattern TIME = Pattern.compile("\\d+ (minutes?|s)\\b");

  @Test
  void eachProfileThatRunsOtherTestsHasACommand() throws IOException {
    List<String> commands = rows().map(row -> row.substring(0, row.indexOf(" | "))).toList();

    assertThat(profiles())
        .contains("real-parts", "stress", "mutation")
        .allSatisfy(
            profile -> assertThat(commands).anyMatch(command -> command.contains("-P" + profile)));
  }

  @Test
  void eachCommandSaysHowLongItTakes() throws IOException {
    assertThat(rows().map(row -> row.substring(row.lastIndexOf(" | ", row.length() - 2))))
        .hasSizeGreaterThan(8)
        .allMatch(takes -> TIME.matcher(takes).find());
  }

  private static Stream<String> rows() throws IOException {
    return Files.readString(ROOT.resolve("CONTRIBUTING.md"))
        .lines()
        .filter(line -> line.startsWith("| `"));
  }

  private static List<String> profiles() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT, 2)) {
      List<Path> poms = files.filter(file -> file.endsWith("pom.xml")).toList();
      StringBuilder all = new StringBuilder();
      for (Path pom : poms) {
        all.append(Files.readString(pom));
      }
      return PROFILE
          .matcher(all)
          .results()
          .map(profile -> profile.group(1))
          .filter(profile -> !OF_EVERY_BUILD.contains(profile))
          .toList();
    }
  }
}
