package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The code in docs/clients.md is that of the files which CI runs: below each comment {@code
 * snippet: file} stands the file. With {@code -Dpages.write=true} it is written.
 */
class SnippetsPageTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/clients.md");

  private static final Pattern SNIPPET =
      Pattern.compile("<!-- snippet: (?<file>\\S+) -->\n(?:```\\w+\n(?s:.*?)\n```\n)?");

  private static final Map<String, String> LANGUAGES =
      Map.of("sh", "sh", "py", "python", "java", "java", "js", "js", "mjs", "js", "cs", "csharp");

  @Test
  void thePageHasTheCodeOfTheFiles() throws IOException {
    String page = Files.readString(PAGE);
    String current = SNIPPET.matcher(page).replaceAll(SnippetsPageTest::embedded);

    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(PAGE, current);
    } else {
      assertThat(page)
          .as("docs/clients.md is old; the comment in it says how to write it")
          .isEqualTo(current);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "python", "java-http", "fetch", "websdk", "csharp"})
  void everyFileOfTheClientIsOnThePage(String client) throws IOException {
    List<String> embedded =
        SNIPPET.matcher(Files.readString(PAGE)).results().map(snippet -> snippet.group(1)).toList();
    try (Stream<Path> files = Files.list(ROOT.resolve("clients").resolve(client))) {
      List<String> code =
          files
              .map(file -> ROOT.relativize(file).toString())
              .filter(file -> LANGUAGES.containsKey(extension(file)))
              .toList();

      assertThat(code).isNotEmpty();
      assertThat(embedded).containsAll(code);
    }
  }

  private static String embedded(MatchResult snippet) {
    String file = snippet.group(1);
    String language = LANGUAGES.get(extension(file));
    assertThat(language).as("language of %s", file).isNotNull();
    try {
      String code = Files.readString(ROOT.resolve(file)).stripTrailing();
      return Matcher.quoteReplacement(
          "<!-- snippet: %s -->\n```%s\n%s\n```\n".formatted(file, language, code));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String extension(String file) {
    return file.substring(file.lastIndexOf('.') + 1);
  }
}
