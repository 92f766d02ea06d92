package dev.bimgate.cache.rfc9111;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dictionaries: RFC 8941, section 4.2.2. */
class StructuredDictionaryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # text                         | members
          ``                             | ``
          `   `                          | ``
          a                              | a TRUE ?1
          `  a  `                        | a TRUE ?1
          *a_-.*0z                       | *a_-.*0z TRUE ?1
          a=?1                           | a TRUE ?1
          a=?0                           | a FALSE ?0
          a=0                            | a INTEGER 0
          a=-05                          | a INTEGER -05
          a=999999999999999              | a INTEGER 999999999999999
          a=1.5                          | a OTHER 1.5
          a=-123456789012.123            | a OTHER -123456789012.123
          a="b"                          | a OTHER b
          a=" \\"\\\\~!"                 | a OTHER  "\\~!
          a=""                           | a OTHER `
          a=b                            | a OTHER b
          a=*B:/!9                       | a OTHER *B:/!9
          a=:aB9+/=:                     | a OTHER :aB9+/=:
          a=::                           | a OTHER ::
          a=()                           | a OTHER ()
          a=( b  1;c=2 "d" )             | a OTHER ( b  1;c=2 "d" )
          a=(b);c=1                      | a OTHER (b)
          a;b;  c=1;d="e"                | a TRUE ?1
          a=1;b=2                        | a INTEGER 1
          a,b                            | a TRUE ?1, b TRUE ?1
          `a=1 \t,\t b=2\t`              | a INTEGER 1, b INTEGER 2
          a=1, a=2                       | a INTEGER 2
          """)
  void whatIsInFormIsRead(String text, String members) {
    assertThat(told(StructuredDictionary.parse(text))).isEqualTo(members.replace("`", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        ",a",
        "a,",
        "a, ",
        "a,,b",
        "a b",
        "a;b c",
        "\ta",
        "A",
        "aB",
        "1",
        "-a",
        "&",
        "=1",
        "a=",
        "a= 1",
        "a =1",
        "a=&",
        "a=-",
        "a=--1",
        "a=+1",
        "a=1000000000000000",
        "a=1.",
        "a=.1",
        "a=-.1",
        "a=1.2345",
        "a=1.2.3",
        "a=1234567890123.1",
        "a=1b",
        "a=\"",
        "a=\"b",
        "a=\"b\\",
        "a=\"b\\\"",
        "a=\"\\b\"",
        "a=\"b\"c",
        "a=\"\t\"",
        "a=\"\u007f\"",
        "a=\"\u00e9\"",
        "a='b'",
        "a=b\"",
        "a=?",
        "a=?2",
        "a=?10",
        "a=:",
        "a=:b",
        "a=:b?:",
        "a=(",
        "a=(b",
        "a=(b,c)",
        "a=(\"b\"c)",
        "a=(b\tc)",
        "a=((b))",
        "a=)",
        "a;",
        "a;B",
        "a ;b",
        "a;b=",
        "a;b=(c)",
        "a\uffff",
        "a=b\u00e9"
      })
  void everythingElseIsNone(String text) {
    assertThat(StructuredDictionary.parse(text)).isNull();
  }

  @Test
  void aTextOfAnyLengthIsRead() {
    // Given
    String text = "a=\"" + "\\\"".repeat(100_000) + "\"" + ";b".repeat(100_000);

    // When
    var members = StructuredDictionary.parse(text);

    // Then
    assertThat(members).containsOnlyKeys("a");
  }

  private static String told(@Nullable Map<String, StructuredDictionary.Value> members) {
    return requireNonNull(members).entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue().kind() + " " + e.getValue().text())
        .collect(Collectors.joining(", "));
  }
}
