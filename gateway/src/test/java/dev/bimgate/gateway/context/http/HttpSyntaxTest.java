package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The characters of headers (RFC 9110, section 5). */
class HttpSyntaxTest {

  @ParameterizedTest
  @ValueSource(strings = {"Host", "x", "!#$%&'*+-.^_`|~09azAZ"})
  void isAToken(String text) {
    assertThat(HttpSyntax.isToken(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a b", "a:", ":a", "a\u0000", "a\r", "a\n", "a\t", "[a]", "a/b", "(a)", "a@b", "a\"",
        "a,b", "a;b", "a=b", "a?b", "{a}", "a\\b", "<a>", "a\u007f", "\u00e4", "\u0161"
      })
  void isNoToken(String text) {
    assertThat(HttpSyntax.isToken(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", " a\tb ", "\u0080\u00ff", "!~"})
  void isAValue(String text) {
    assertThat(text.chars()).allMatch(HttpSyntax::isValueChar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\rb", "a\nb", "a\u0000", "\u0001", "\u000b", "\u001f", "a\u007f", "\u0161"})
  void isNoValue(String text) {
    assertThat(text.chars()).anyMatch(c -> !HttpSyntax.isValueChar(c));
  }

  @Test
  void aTokenCharIsOneOf77() {
    int count = 0;
    for (int c = -1; c <= 0x1ff; c++) {
      if (HttpSyntax.isTokenChar(c)) {
        count++;
      }
    }
    assertThat(count).isEqualTo(26 * 2 + 10 + 15);
  }
}
