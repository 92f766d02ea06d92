package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from the headers of a response, and what is ignored. */
class RateLimitHeadersTest {

  private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({"5000, 4999", "5000, 0", "60, 60", "1, 0", "1000000, 7", "05000, 010"})
  void limitAndRemainingAreRead(String limit, String remaining) {
    RateLimitHeaders read = RateLimitHeaders.of(headers(limit, remaining, null), NOW);

    assertThat(read)
        .isEqualTo(new RateLimitHeaders(Integer.parseInt(limit), Integer.parseInt(remaining), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "none",
      textBlock =
          """
          none            | 10
          5000            | none
          ""              | 10
          5000            | ""
          0               | 0
          -1              | 0
          +5000           | 10
          5000            | -3
          5000            | 5001
          1000001         | 10
          4294967296      | 10
          18446744073709551616 | 10
          5000.0          | 10
          5e3             | 10
          0x1388          | 10
          5,000           | 10
          "5000 "         | 10
          "5000;w=3600"   | 10
          "5000, 60"      | 10
          unlimited       | 10
          NaN             | 10
          5000            | null
          "\u0665\u0660\u0660\u0660" | 10
          """)
  void aMalformedOrAbsurdValueMakesBothIgnored(@Nullable String limit, @Nullable String remaining) {
    assertThat(RateLimitHeaders.of(headers(limit, remaining, null), NOW)).isNull();
  }

  @Test
  void aValueThatIsGivenTwiceIsIgnored() {
    Headers twice =
        Headers.from(
            List.of(
                Map.entry("X-RateLimit-Limit", "5000"),
                Map.entry("X-RateLimit-Remaining", "10"),
                Map.entry("x-ratelimit-remaining", "10")));

    assertThat(RateLimitHeaders.of(twice, NOW)).isNull();
  }

  /** Seconds are counted from now; 1795867200 is that time as an epoch. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "840, 840",
    "3600, 3600",
    "1795867201, 1",
    "1795870800, 3600",
    "1795867200500, 0.5",
    "1795870800000, 3600"
  })
  void theResetIsReadAsSecondsOrAsAnEpoch(String value, double secondsFromNow) {
    long resetAt = NOW + (long) (secondsFromNow * 1_000);

    assertThat(RateLimitHeaders.of(headers("5000", "10", value), NOW))
        .isEqualTo(new RateLimitHeaders(5_000, 10, resetAt));
  }

  @ParameterizedTest
  @CsvSource({"3601", "86400", "1795867200", "1795870801", "1795870800001", "99999999999999", "1h"})
  void aResetOutsideTheNextHourIsIgnoredAndTheRestIsNot(String value) {
    assertThat(RateLimitHeaders.of(headers("5000", "10", value), NOW))
        .isEqualTo(new RateLimitHeaders(5_000, 10, 0));
  }

  static Headers headers(
      @Nullable String limit, @Nullable String remaining, @Nullable String reset) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    add(lines, "X-RateLimit-Limit", limit);
    add(lines, "X-RateLimit-Remaining", remaining);
    add(lines, "X-RateLimit-Reset", reset);
    return Headers.from(lines);
  }

  private static void add(
      List<Map.Entry<String, String>> lines, String name, @Nullable String value) {
    if (value != null) {
      lines.add(Map.entry(name, value));
    }
  }
}
