package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages that name the test of each promise and of each threat name only tests that there are.
 */
class ContractCoverageTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> MODULES =
      List.of("cache", "client-core", "sandbox", "gateway", "deployment", "benchmarks");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`");
  private static final Pattern METHOD = Pattern.compile("\n  void (\\w+)\\(");

  @ParameterizedTest
  @ValueSource(strings = {"contract-coverage.md", "threat-model.md"})
  void everyTestNamedOnThePageExists(String page) throws IOException {
    Set<String> tests = tests();

    assertThat(namedIn(page(page)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(tests).contains(name));
  }

  @Test
  void everyRowNamesATest() throws IOException {
    List<String> rows =
        page("contract-coverage.md")
            .lines()
            .filter(line -> line.startsWith("| ") && !line.contains("held by"))
            .toList();

    assertThat(rows)
        .hasSizeGreaterThan(80)
        .allSatisfy(
            row -> {
              String last = row.substring(row.lastIndexOf("| ", row.length() - 3) + 2).strip();
              String held = last.substring(0, last.length() - 1).strip();
              assertThat(namedIn(held)).as(row).isNotEmpty();
            });
  }

  private static String page(String name) throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve(name));
  }

  private static List<String> namedIn(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAMED.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  private static Set<String> tests() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file :
            files.filter(path -> path.toString().matches(".*(Test|IT)\\.java")).toList()) {
          String type = file.getFileName().toString().replace(".java", "");
          Matcher matcher = METHOD.matcher(Files.readString(file));
          while (matcher.find()) {
            tests.add(type + "." + matcher.group(1));
          }
        }
      }
    }
    return tests;
  }
}
