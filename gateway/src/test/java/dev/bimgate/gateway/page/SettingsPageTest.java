package dev.bimgate.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.GatewaySettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of all settings, docs/configuration.md, matches the code. */
class SettingsPageTest {

  private static final String PAGE = "configuration.md";
  private static final Pattern QUARKUS_ROW =
      Pattern.compile("^\\| `(quarkus\\.[a-z.-]+)` \\| (.*?) \\|", Pattern.MULTILINE);

  @Test
  void thePageOfSettingsIsCurrent() throws IOException {
    SettingsText text =
        new SettingsText(SourceDocs.of(BimplusSettings.class, GatewaySettings.class));

    GeneratedPage.assertCurrent(
        PAGE, text.of(BimplusSettings.class) + text.of(GatewaySettings.class));
  }

  @Test
  void thePageGivesTheDefaultsOfQuarkusSettings() throws IOException {
    Properties shipped = new Properties();
    try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
      shipped.load(file);
    }

    assertThat(literalDefaultsOfQuarkusSettings())
        .isNotEmpty()
        .allSatisfy(
            (name, value) -> assertThat(shipped.getProperty(name)).as(name).isEqualTo(value));
  }

  /** Only defaults that are a literal value, and not described in words. */
  private static Map<String, String> literalDefaultsOfQuarkusSettings() throws IOException {
    Map<String, String> literals = new TreeMap<>();
    Matcher row = QUARKUS_ROW.matcher(GeneratedPage.handWritten(PAGE));
    while (row.find()) {
      String cell = row.group(2);
      if (cell.startsWith("`")) {
        literals.put(row.group(1), cell.replace("`", ""));
      }
    }
    return literals;
  }
}
