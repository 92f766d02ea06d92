package dev.bimgate.cache.rfc9111;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Written;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.Rule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A targeted cache-control header: RFC 9213, sections 2.1 and 2.2. */
class TargetedCacheControlTest {

  private static final Lifetimes CONFIGURED =
      new Lifetimes(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(600));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # targeted                      | headers                                | seconds
          max-age=3600                    |                                        | 3600
          max-age=2147483648              |                                        | 2147483648
          max-age=99999999999             |                                        | 2147483648
          max-age=-1                      |                                        | 0
          max-age=0                       | Expires: Wed, 25 Nov 2026 13:00:00 GMT | 0
          foobar, max-age=3600            |                                        | 3600
          max-age=3600;a=b                |                                        | 3600
          max-age=3600 / private          | Cache-Control: no-store                | 3600
          max-age=3600                    | Expires: 0                             | 3600
          max-age=3600                    | Cache-Control: max-age=1               | 3600
          max-age=1                       | Cache-Control: max-age=3600            | 1
          max-age=1, s-maxage=2           | Cache-Control: max-age=3600            | 2
          max-age=10000                   | Cache-Control: no-store                | 10000
          max-age=1, no-store=?0          | Cache-Control: max-age=3600            | 1
          max-age=1, no-store;a=?0        |                                        | -1
          no-store                        | Cache-Control: max-age=3600            | -1
          no-store=?1                     | Cache-Control: max-age=3600            | -1
          no-store=1                      | Cache-Control: max-age=3600            | -1
          no-store="?0"                   | Cache-Control: max-age=3600            | -1
          no-store, must-understand       | Cache-Control: max-age=3600            | 60
          no-cache, max-age=10            | Cache-Control: max-age=3600            | 0
          no-cache="a"                    | Cache-Control: max-age=3600            | 0
          private                         | Cache-Control: max-age=3600            | 60
          foo                             | Expires: Wed, 25 Nov 2026 13:00:00 GMT | 60
          """)
  void aFieldInFormDecidesAlone(String targeted, @Nullable String head, long seconds) {
    // When
    Cacheability cacheability = judge(targeted, head, "CDN-Cache-Control");

    // Then
    assertThat(cacheability.rules()).first().isEqualTo(Rule.TARGETED);
    assertThat(cacheability.keep() ? windows(cacheability).freshFor().toSeconds() : -1)
        .isEqualTo(seconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``
          ` `
          max-age=10000, &&&&&
          max-age="10000"
          max-age
          max-age=?1
          max-age=10000.0
          max-age=(10000)
          max-age=a
          s-maxage="1"
          max-age=1, stale-if-error="1"
          max-age=1, stale-while-revalidate
          MaX-aGe=3600
          max-age =3600
          max-age= 3600
          max-age=3600,
          """)
  void aMalformedHeaderIsIgnored(String targeted) {
    // When
    Cacheability cacheability = judge(targeted, "Cache-Control: max-age=7", "CDN-Cache-Control");

    // Then
    assertThat(windows(cacheability).freshFor()).hasSeconds(7);
    assertThat(cacheability.rules()).containsExactly(Rule.MAX_AGE);
  }

  @Test
  void theTargetedFieldKeepsItsStaleWindows() {
    // When
    Cacheability cacheability =
        judge(
            "max-age=1, stale-while-revalidate=2, stale-if-error=3",
            "Cache-Control: must-revalidate",
            "CDN-Cache-Control");

    // Then
    assertThat(windows(cacheability).staleWhileRevalidate()).hasSeconds(2);
    assertThat(windows(cacheability).staleIfError()).hasSeconds(3);
  }

  @Test
  void aFieldForOthersDoesNotCount() {
    // When
    Cacheability cacheability = judge("no-store", null, null);

    // Then
    assertThat(cacheability.rules()).containsExactly(Rule.CONFIGURED_TIME);
  }

  private static Lifetimes windows(Cacheability cacheability) {
    return requireNonNull(cacheability.lifetimes());
  }

  private static Cacheability judge(
      String targeted, @Nullable String head, @Nullable String field) {
    String lines = "CDN-Cache-Control:" + targeted.replace(" / ", " / CDN-Cache-Control:");
    Headers response = Written.head(head == null ? lines : lines + " / " + head);
    return StorageRules.evaluate(200, response, CONFIGURED, field, Written.NOON);
  }
}
