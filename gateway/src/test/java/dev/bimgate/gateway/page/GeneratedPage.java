package dev.bimgate.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of docs/ whose end is generated from the code; the text above the marker is written by
 * hand.
 *
 * <p>A test compares; with {@code -Dpages.write=true} it writes.
 */
public final class GeneratedPage {

  private static final Path DOCS = Path.of("../docs");
  private static final String MARKER =
      "<!-- Everything below is made from the code: mvn -pl gateway -am test -Dpages.write=true"
          + " -Dtest='*PageTest' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false -->\n";

  private GeneratedPage() {}

  /**
   * Fails when the page does not end in this text, and says how to write it.
   *
   * @param page its name in docs/, such as {@code problems.md}
   * @param text Markdown
   */
  public static void assertCurrent(String page, String text) throws IOException {
    Path file = DOCS.resolve(page);
    String written = Files.readString(file);
    int marker = written.indexOf(MARKER);
    assertThat(marker).as("marker in docs/%s, which is the line%n%s", page, MARKER).isNotNegative();
    String current = written.substring(0, marker + MARKER.length()) + "\n" + text.strip() + "\n";
    if (Boolean.getBoolean("pages.write")) {
      Files.writeString(file, current);
      return;
    }
    assertThat(written)
        .as("docs/%s is old; the comment in it says how to write it", page)
        .isEqualTo(current);
  }

  /** The part written by hand: all above the marker. */
  static String handWritten(String page) throws IOException {
    String written = Files.readString(DOCS.resolve(page));
    return written.substring(0, Math.max(0, written.indexOf(MARKER)));
  }
}
