package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cache directives of requests: RFC 9111, sections 5.2.1 and 5.4. */
class RequestDirectivesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # headers                                     | no-cache | no-store | only-if-cached
                                                        | false    | false    | false
          Cache-Control: no-cache                       | true     | false    | false
          Cache-Control: No-Store                       | false    | true     | false
          Cache-Control: only-if-cached                 | false    | false    | true
          Cache-Control: no-cache / Cache-Control: no-store | true | true     | false
          Pragma: no-cache                              | true     | false    | false
          Pragma: x, NO-CACHE                           | true     | false    | false
          Pragma: no-store, only-if-cached              | false    | false    | false
          Pragma: extension                             | false    | false    | false
          Pragma: no-cache / Cache-Control: x           | false    | false    | false
          Pragma: no-cache / Cache-Control:             | false    | false    | false
          """)
  void pragmaCountsOnlyWhereThereIsNoCacheControl(
      @Nullable String head, boolean noCache, boolean noStore, boolean onlyIfCached) {
    // Given
    var expected = new RequestDirectives(noCache, noStore, onlyIfCached, null, null, null);

    // When
    RequestDirectives asked = RequestDirectives.of(Written.head(head));

    // Then
    assertThat(asked).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # headers                                    | max-age | min-fresh | max-stale
          Cache-Control: max-age=0                     | 0       |           |
          Cache-Control: max-age=600                   | 600     |           |
          Cache-Control: max-age=x                     | 0       |           |
          Cache-Control: max-age                       | 0       |           |
          Cache-Control: min-fresh=20                  |         | 20        |
          Cache-Control: min-fresh=0                   |         |           |
          Cache-Control: min-fresh=x                   |         |           |
          Cache-Control: min-fresh                     |         |           |
          Cache-Control: max-stale=1000                |         |           | 1000
          Cache-Control: max-stale                     |         |           | 2147483648
          Cache-Control: max-stale=99999999999         |         |           | 2147483648
          Cache-Control: max-stale=0                   |         |           |
          Cache-Control: max-stale=x                   |         |           |
          Cache-Control: max-stale=                    |         |           |
          Cache-Control: max-age=1,min-fresh=2,max-stale=3 | 1   | 2         | 3
          Pragma: max-age=1, min-fresh=2, max-stale    |         |           |
          """)
  void malformedTimesRevalidateOrAreIgnored(
      String head, @Nullable Long maxAge, @Nullable Long minFresh, @Nullable Long maxStale) {
    // When
    RequestDirectives asked = RequestDirectives.of(Written.head(head));

    // Then
    assertThat(asked.maxAge()).isEqualTo(duration(maxAge));
    assertThat(asked.minFresh()).isEqualTo(duration(minFresh));
    assertThat(asked.maxStale()).isEqualTo(duration(maxStale));
  }

  private static @Nullable Duration duration(@Nullable Long seconds) {
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }
}
