package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of all settings, docs/configuration.md, says what the code does. */
class SettingsPageTest {

  private static final Path PAGE = Path.of("../docs/configuration.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `((?:bimplus|gateway|quarkus)\\.[a-z.-]+)` \\| (.*?) \\| .*", Pattern.MULTILINE);
  private static final Pattern LITERAL = Pattern.compile("`([^`]*)`");

  @Test
  void pageListsEverySettingAndNoOther() throws IOException {
    assertThat(rows("bimplus", "gateway").keySet()).isEqualTo(SettingNames.declared().names());
  }

  @Test
  void pageGivesTheDefaultsOfTheCode() throws IOException {
    assertThat(literals(rows("bimplus", "gateway")))
        .isEqualTo(new TreeMap<>(SettingNames.declared().defaults()));
  }

  @Test
  void pageGivesTheDefaultsOfQuarkusSettings() throws IOException {
    Properties shipped = new Properties();
    try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
      shipped.load(file);
    }

    assertThat(literals(rows("quarkus")))
        .isNotEmpty()
        .allSatisfy(
            (name, value) -> assertThat(shipped.getProperty(name)).as(name).isEqualTo(value));
  }

  @Test
  void everySettingHasARuleForItsValue() {
    assertThat(SettingRules.all().keySet()).containsAll(SettingNames.declared().names());
  }

  private static Map<String, String> rows(String... firstWords) throws IOException {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      for (String word : firstWords) {
        if (row.group(1).startsWith(word + ".")) {
          rows.put(row.group(1), row.group(2));
        }
      }
    }
    return rows;
  }

  /** Of the defaults only those that are a literal value, and not told in words. */
  private static Map<String, String> literals(Map<String, String> rows) {
    Map<String, String> literals = new TreeMap<>();
    rows.forEach(
        (name, cell) -> {
          Matcher literal = LITERAL.matcher(cell);
          if (literal.matches()) {
            literals.put(name, literal.group(1));
          }
        });
    return literals;
  }
}
