package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is prose, a heading or a link on a page. */
class MarkdownTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```\nword\n```",
        "~~~ java\nword\n```\nword\n~~~",
        "````\n```\nword\n````",
        "- item\n  ```sh\n  word\n  ```",
        "```\nword, to the end of the page",
        "`word`",
        "`` ` word ` ``",
        "`a\nword`",
        "[x](word.md)",
        "https://word.example/word",
      })
  void thisIsNoProse(String page) {
    assertThat(prose(page)).doesNotContain("word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`` ` `` word `` ` ``",
        "a ` alone and a word",
        "one ` in a paragraph\n\nword ` in another",
        "```\ncode\n```\nword",
        "| `code` | word |",
        "[word](x.md)",
        "# word",
      })
  void thisIsProse(String page) {
    assertThat(prose(page)).contains("word");
  }

  @Test
  void codeKeepsTheWordsBesideItApart() {
    assertThat(prose("let `them` in")).doesNotContain("let in");
  }

  @Test
  void codeKeepsTheNumbersOfTheLinesBelowIt() {
    Prose prose = new Markdown("```\na\n```\n\n`b\nc` d\nword\n").prose();

    assertThat(prose.lineAt(prose.text().indexOf("word"))).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# One word               | one-word",
        "## `code` and *more* ##  | code-and-more",
        "### What, and why?       | what-and-why",
        "# [A link](to.md) here   | a-link-here",
        "# A - b                  | a---b",
        "# Größe 2.0              | größe-20",
      })
  void aHeadingHasTheAnchorThatGitHubGivesIt(String heading, String anchor) {
    assertThat(new Markdown(heading).anchors()).containsExactly(anchor);
  }

  @Test
  void equalHeadingsAreNumbered() {
    assertThat(new Markdown("# A\n# B\n# a\n## A\n# A-1\n").anchors())
        .containsExactlyInAnyOrder("a", "b", "a-1", "a-2", "a-1-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"```\n# A\n```", "#A", "    # A", "####### A", "text # A"})
  void thisIsNoHeading(String page) {
    assertThat(new Markdown(page).anchors()).isEmpty();
  }

  @Test
  void linksHaveTheirTargetsAlone() {
    assertThat(new Markdown("[a](b) ![c](d \"e\"), [`f`](g#h)\n[i\nj](<k>) [l] (m)").links())
        .containsExactly("b", "d", "g#h", "k");
  }

  private static String prose(String page) {
    return new Markdown(page).prose().text();
  }
}
