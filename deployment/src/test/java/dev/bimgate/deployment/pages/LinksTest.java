package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The links between the pages: that they lead somewhere, and that the README leads to all of docs.
 */
class LinksTest {

  private static final Path README = Path.of("README.md");

  private final Path root;

  LinksTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void everyLinkLeadsToAFileAndAHeading() throws IOException {
    assertThat(new Links(new SourceTree(Path.of(".."))).broken()).isEmpty();
  }

  @Test
  void theReadmeLeadsToEveryPageOfDocs() throws IOException {
    SourceTree repository = new SourceTree(Path.of(".."));

    assertThat(new Links(repository).reachableFrom(README))
        .containsAll(repository.pages().stream().filter(page -> page.startsWith("docs")).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/a.md",
        "docs/a.md#one",
        "docs",
        "docs/",
        "#top",
        "docs/%61.md",
        "https://x.example/y",
        "mailto:x@y.example",
        "pom.xml",
        "docs/a.md \"A title\""
      })
  void thisLinkIsWhole(String target) throws IOException {
    assertThat(brokenIn("# Top\n\n[x](" + target + ")\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "docs/b.md, no such file",
    "docs/A.md, no such file",
    "../outside.md, no such file",
    "target/made.md, no such file",
    "docs/a.md#two, no such heading",
    "docs/a.md#One, no such heading",
    "#one, no such heading",
    "pom.xml#one, no such heading",
  })
  void thisLinkIsBroken(String target, String fault) throws IOException {
    assertThat(brokenIn("# Top\n\nText ![x](" + target + ")\n"))
        .containsExactly("README.md: " + target + ": " + fault);
  }

  @Test
  void whatIsShownAsCodeIsNoLink() throws IOException {
    assertThat(brokenIn("`[x](none.md)`\n\n```\n[x](none.md)\n```\n")).isEmpty();
  }

  @Test
  void aPageIsReachedOverOthersAndOverItsDirectory() throws IOException {
    page("docs/a.md", "[x](more)");
    page("docs/more/b.md", "[x](../../c.md#top)");
    page("c.md", "");
    page("docs/alone.md", "[x](../README.md)");

    assertThat(links("[x](docs/a.md)").reachableFrom(README))
        .isEqualTo(
            Set.of(README, Path.of("docs/a.md"), Path.of("docs/more/b.md"), Path.of("c.md")));
  }

  private List<String> brokenIn(String readme) throws IOException {
    page("docs/a.md", "# One");
    page("pom.xml", "");
    page("target/made.md", "");
    return links(readme).broken();
  }

  private Links links(String readme) throws IOException {
    page("README.md", readme);
    return new Links(new SourceTree(root));
  }

  private void page(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
