package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directives of {@code Cache-Control}: RFC 9111, sections 1.2.2, 4.2.1 and 5.2. */
class CacheControlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # lines                                   | no-store
          no-store                                  | true
          No-StOrE                                  | true
          max-age=1, no-store                       | true
          max-age=1,no-store,                       | true
          , , \tno-store\t, ,                       | true
          max-age=1 / no-store                      | true
          no-store=1                                | true
          no-store=                                 | true
          no-store="a"                              | true
          no-store; max-age=1                       | true
          no-store max-age=1                        | true
          x="a, b", no-store                        | true
          x="a\\", b", no-store                     | true
          x="a\\\\", no-store                       | true
          x="", no-store                            | true
          x="open, no-store                         | true
          x="open\\", no-store                      | true
          x="open\\                                 | false
          x="open / no-store / y"                   | true
          it"s, no-store, it"s                      | true
          "a, no-store, b"                          | true
          x= "a, no-store, b"                       | true
          x="a"b, no-store                          | true
                                                    | false
          ``                                        | false
          max-age=1                                 | false
          x="no-store"                              | false
          x="a, no-store"                           | false
          x="a, no-store, b"                        | false
          x="a\\", no-store, b"                     | false
          x=no-store                                | false
          no-stores                                 | false
          no                                        | false
          "no-store"                                | false
          =no-store                                 | false
          """)
  void aDirectiveOutsideQuotesIsNeverOverlooked(@Nullable String lines, boolean noStore) {
    assertThat(CacheControl.of(Written.values(lines)).has("no-store")).isEqualTo(noStore);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # lines                                   | seconds
                                                    |
          public                                    |
          extension="max-age=3600"                  |
          s-maxage=1                                |
          max-age=0                                 | 0
          max-age=3600                              | 3600
          MaX-aGe=3600                              | 3600
          max-age=003600                            | 3600
          max-age="3600"                            | 3600
          max-age="36\\00"                          | 3600
          foobar, max-age=3600                      | 3600
          extension="max-age=3600", max-age=1       | 1
          max-age=1, extension="max-age=3600"       | 1
          max-age=1, max-age=2                      | 1
          max-age=2, max-age=1                      | 1
          max-age=2 / max-age=1                     | 1
          max-age=1 / max-age=x                     | 0
          max-age=2147483647                        | 2147483647
          max-age=2147483648                        | 2147483648
          max-age=2147483649                        | 2147483648
          max-age=99999999999                       | 2147483648
          max-age=99999999999999999999999999999999  | 2147483648
          max-age                                   | 0
          max-age=                                  | 0
          max-age=""                                | 0
          max-age=-1                                | 0
          max-age=+1                                | 0
          max-age=3600.0                            | 0
          max-age=3600.5                            | 0
          max-age='3600'                            | 0
          max-age =3600                             | 0
          max-age= 3600                             | 0
          max-age=" 3600"                           | 0
          max-age="                                 | 0
          max-age="3600                             | 0
          max-age="3600"0                           | 0
          max-age="3600" 0                          | 0
          max-age=a3600                             | 0
          max-age=3600a                             | 0
          max-age=3600;x                            | 0
          max-age:3600                              | 0
          max-age=36 00                             | 0
          max-age=٣                                 | 0
          max-age=/                                 | 0
          """)
  void aMalformedTimeIsZeroAndTheShortestCounts(@Nullable String lines, @Nullable Long seconds) {
    // Given
    Duration expected = seconds == null ? null : Duration.ofSeconds(seconds);

    // When
    Duration maxAge = CacheControl.of(Written.values(lines)).seconds("max-age");

    // Then
    assertThat(maxAge).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # lines                      | without argument
          no-cache                     | true
          NO-CACHE                     | true
          public                       | false
          no-cache="a"                 | false
          no-cache=Set-Cookie          | false
          no-cache="A, b,, c "         | false
          no-cache="\\a"               | false
          no-cache="a", no-cache       | true
          no-cache="a" / no-cache="b"  | false
          no-cache=""                  | false
          no-cache=                    | false
          private="a"                  | false
          """)
  void anArgumentDiffersFromNone(String lines, boolean unqualified) {
    // When
    CacheControl directives = CacheControl.of(Written.values(lines));

    // Then
    assertThat(directives.hasUnqualified("no-cache")).isEqualTo(unqualified);
  }
}
