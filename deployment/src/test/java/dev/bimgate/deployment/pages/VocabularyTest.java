package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.deployment.pages.Vocabulary.Entry;
import dev.bimgate.deployment.pages.Vocabulary.Hit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The words of all Markdown pages and of the comments in {@code src/main}. {@code
 * target/vocabulary.txt} has the counts and places of those that are not used.
 */
class VocabularyTest {

  private static final Path LIST = Path.of("src/test/resources/vocabulary.txt");
  private static final Path REPORT = Path.of("target/vocabulary.txt");

  private static Vocabulary vocabulary = new Vocabulary(List.of());
  private static List<Hit> hits = List.of();

  @BeforeAll
  static void readEverything() throws IOException {
    vocabulary = Vocabulary.read(Files.readAllLines(LIST));
    SourceTree tree = new SourceTree(Path.of(".."));
    List<Hit> found = new ArrayList<>();
    for (Path page : tree.pages()) {
      found.addAll(vocabulary.hits(page.toString(), new Markdown(tree.text(page)).prose()));
    }
    for (Path code : tree.mainCode()) {
      found.addAll(vocabulary.hits(code.toString(), JavaComments.of(tree.text(code))));
    }
    hits = found;
    report();
  }

  @Test
  void pagesAndCommentsUseTheStandardTerms() {
    assertThat(hits.stream().filter(hit -> hit.exemption().isEmpty())).isEmpty();
  }

  @Test
  void everyExceptionIsNeeded() {
    assertThat(vocabulary.entries().stream().flatMap(entry -> entry.exemptions().stream()))
        .isNotEmpty()
        .allSatisfy(
            exemption ->
                assertThat(hits)
                    .as("\"%s\" excepts nothing: remove it", exemption.name())
                    .anyMatch(hit -> hit.exemption().filter(exemption::equals).isPresent()));
  }

  @Test
  void aWordIsFoundInAnyCaseAndAcrossALineEnd() {
    assertThat(found("let in -> accept", "who is Let", "in, and who is not"))
        .containsExactly("page:1: \"Let in\", write: accept");
  }

  @Test
  void aPartOfAWordAndAPhraseAcrossParagraphsAreNotFound() {
    assertThat(found("let in -> accept", "outlet in, let inside", "let", "", "in")).isEmpty();
  }

  @Test
  void aWordCountsOnEachOfItsLines() {
    assertThat(found("drop(s|ped)? -> invalidate", "a drop", "and", "drops"))
        .extracting(hit -> hit.replaceAll(",.*", ""))
        .containsExactly("page:1: \"drop\"", "page:3: \"drops\"");
  }

  @Test
  void anExceptionCoversTheWordWithinItAlone() {
    List<String> list = List.of("refused -> rejected", "  except connection refused -- TCP");

    assertThat(Vocabulary.read(list).hits("page", prose("connection", "refused", "and refused")))
        .extracting(hit -> hit.line() + ": " + hit.exemption().map(Vocabulary.Exemption::reason))
        .containsExactly("2: Optional[TCP]", "3: Optional.empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drop", "drop ->", "  except drop -- before any", "except drop -> none"})
  void aLineWithoutATermIsNoEntry(String line) {
    assertThatThrownBy(() -> Vocabulary.read(List.of(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }

  @Test
  void anExceptionNeedsAReason() {
    assertThatThrownBy(() -> Vocabulary.read(List.of("drop -> purge", "  except drop shadow")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Stream<String> found(String entry, String... lines) {
    return Vocabulary.read(List.of(entry)).hits("page", prose(lines)).stream().map(Hit::toString);
  }

  private static Prose prose(String... lines) {
    return Prose.of(List.of(lines));
  }

  private static void report() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Entry entry : vocabulary.entries()) {
      List<Hit> ofEntry = hits.stream().filter(hit -> hit.entry().equals(entry)).toList();
      lines.add("%5d  %5d  %s".formatted(ofEntry.size(), excepted(ofEntry), entry.name()));
    }
    String total = "%5d  %5d  of all".formatted(hits.size(), excepted(hits));
    lines.add(0, " hits  excepted");
    lines.add(total);
    lines.add("");
    hits.forEach(
        hit -> lines.add(hit + hit.exemption().map(one -> " (" + one.reason() + ")").orElse("")));
    Files.createDirectories(REPORT.getParent());
    Files.write(REPORT, lines);
    System.out.printf(
        "vocabulary: %d hits, %d of them excepted: see deployment/%s%n",
        hits.size(), excepted(hits), REPORT);
  }

  private static long excepted(List<Hit> some) {
    return some.stream().filter(hit -> hit.exemption().isPresent()).count();
  }
}
