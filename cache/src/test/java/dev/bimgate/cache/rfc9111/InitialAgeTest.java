package dev.bimgate.cache.rfc9111;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.DeltaSeconds;
import dev.bimgate.cache.http.Written;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ages on arrival: RFC 9111, sections 4.2.3 and 5.1. */
class InitialAgeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # headers                              | seconds
                                                 | 0
          Age: 0                                 | 0
          Age: 7200                              | 7200
          age:7200                               | 7200
          Age: 07200                             | 7200
          Age: 7200, 0                           | 7200
          Age: 0, 7200                           | 0
          Age: 7200 / Age: 0                     | 7200
          Age: 0 / Age: 7200                     | 0
          Age: , 7200                            | 7200
          Age: 3600 / Age: 3600                  | 3600
          Age: abc                               | 0
          Age: abc, 7200                         | 0
          Age: -7200                             | 0
          Age: 7200.0                            | 0
          Age: '7200'                            | 0
          Age: "7200"                            | 0
          Age: 7200;foo=bar                      | 0
          Age: 7200;foo=111                      | 0
          Age: 72 00                             | 0
          Age:                                   | 0
          Age: 2147483647                        | 2147483647
          Age: 2147483648                        | 2147483648
          Age: 2147483649                        | 2147483648
          Age: 99999999999999999999              | 2147483648
          """)
  void theFirstMemberOfAgeCountsIfItIsWellFormed(@Nullable String head, long seconds) {
    assertThat(DeltaSeconds.age(Written.head(head))).hasSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # headers                                         | delay | seconds
                                                            | 0     | 0
                                                            | 3     | 3
                                                            | -3    | 0
          Age: 10                                           | 0     | 10
          Age: 10                                           | 3     | 13
          Age: 10                                           | -3    | 10
          Age: 2147483648                                   | 3     | 2147483651
          Date: Wed, 25 Nov 2026 12:00:00 GMT               | 0     | 0
          Date: Wed, 25 Nov 2026 11:59:50 GMT               | 0     | 10
          Date: Wed, 25 Nov 2026 11:59:50 GMT               | 3     | 10
          Date: Wed, 25 Nov 2026 11:59:50 GMT               | 12    | 12
          Date: Wed, 25 Nov 2026 12:00:10 GMT               | 0     | 0
          Date: Wed, 25 Nov 2026 12:00:10 GMT               | 3     | 3
          Date: Wed, 25 Nov 2026 11:59:50 GMT / Age: 8      | 1     | 10
          Date: Wed, 25 Nov 2026 11:59:50 GMT / Age: 8      | 3     | 11
          Date: foo / Age: 8                                | 0     | 8
          Date: foo / Date: Wed, 25 Nov 2026 11:59:50 GMT   | 0     | 0
          """)
  void theGreaterOfDateAndAgeCountsWithTheDelay(@Nullable String head, long delay, long seconds) {
    // When
    Duration age =
        InitialAge.of(Written.head(head), Written.NOON.minusSeconds(delay), Written.NOON);

    // Then
    assertThat(age).hasSeconds(seconds);
  }
}
