package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

  /** Seconds; at most 60 are granted. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          503 | 20                            | 20
          503 | ' 20 '                        | 20
          503 | 0                             | 0
          503 | 60                            | 60
          503 | 61                            | 60
          503 | 99999999999999999999          | 60
          503 | Tue, 24 Nov 2026 08:00:07 GMT | 7
          503 | Tue, 24 Nov 2026 07:59:59 GMT | 0
          503 | Fri, 31 Dec 2027 23:59:59 GMT | 60
          503 | Tuesday, 24-Nov-26 08:00:07 GMT | 7
          503 |                               | 0
          503 | ''                            | 0
          503 | -5                            | 0
          503 | 1.5                           | 0
          503 | soon                          | 0
          429 | 20                            | 20
          429 | 61                            | 60
          429 |                               | 60
          429 | soon                          | 60
          429 | 0                             | 0
          """)
  void grantsWhatIsRequestedUpToABound(int status, @Nullable String value, long seconds) {
    assertThat(RetryAfter.pause(status, value, NOW, Duration.ofSeconds(60)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
