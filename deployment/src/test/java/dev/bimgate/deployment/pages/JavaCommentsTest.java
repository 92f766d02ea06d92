package dev.bimgate.deployment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a comment in a Java file, and what in it is prose. */
class JavaCommentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int word;",
        "s = \"// word\";",
        "s = \"\\\"// word\";",
        "s = \"/* word */\";",
        "s = \"\"\"\n  \"one\" /* word */\n  \\\"\"\" // word\n  \"\"\";",
        "c = '\"'; s = \"// word\";",
        "c = '\\''; s = \"// word\";",
        "/** {@code word} {@link Other#word} */",
        "/** {@code {\"a\": {\"word\": 1}} word} */",
        "/**\n * {@code a\n * word}\n */",
        "/**\n * @param word */",
        "/**\n * @param <word> */",
      })
  void thisIsNoProse(String source) {
    assertThat(JavaComments.of(source).text()).doesNotContain("word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// word",
        "/* word */",
        "/** word */",
        "/**\n * word\n */",
        "int i; // word",
        "s = \"\"; // word",
        "s = \"\"\"\n \"\"\"; // word",
        "c = '\"'; // word",
        "c = '\\\\'; // word",
        "/* \" */ int i; // word",
        "/* a // b */ /** word */",
        "/** {@code a} word {@code b} */",
        "/**\n * @param a word */",
      })
  void thisIsProse(String source) {
    assertThat(JavaComments.of(source).text()).contains("word");
  }

  @Test
  void aPhraseGoesOnOverTheMarginOfALine() {
    assertThat(JavaComments.of("/**\n * One\n * two\n */").text()).contains("One two");
    assertThat(JavaComments.of("  // One\n  // two").text()).contains("One two");
  }

  @Test
  void codeAndParagraphsEndAPhrase() {
    assertThat(JavaComments.of("/** One {@code x} two */").text()).doesNotContain("One two");
    assertThat(JavaComments.of("/**\n * One\n *\n * two\n */").text()).doesNotContain("One two");
    assertThat(JavaComments.of("// One\nint i;\n// two").text()).doesNotContain("One two");
  }

  @Test
  void stringsAndTagsKeepTheNumbersOfTheLinesBelowThem() {
    Prose prose =
        JavaComments.of("s = \"\"\"\n  a\n  \"\"\";\n/**\n * {@code a\n * b} word\n */\n");

    assertThat(prose.lineAt(prose.text().indexOf("word"))).isEqualTo(6);
  }
}
