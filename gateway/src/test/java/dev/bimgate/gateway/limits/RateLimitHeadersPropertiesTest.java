package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.Headers;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a response says: what is read is within bounds, and valid numbers are read. */
class RateLimitHeadersPropertiesTest {

  private static final String SEED = "20261128";
  private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();

  @Property(seed = SEED)
  void whatIsReadIsWithinBounds(
      @ForAll("lines") List<String> limit,
      @ForAll("lines") List<String> remaining,
      @ForAll("lines") List<String> reset) {
    RateLimitHeaders read = RateLimitHeaders.of(headers(limit, remaining, reset), NOW);

    if (read != null) {
      SaneBudget.assertSane(read, NOW);
    }
  }

  @Property(seed = SEED)
  void validNumbersAreRead(
      @ForAll @IntRange(min = 1, max = 1_000_000) int limit,
      @ForAll @IntRange(min = 0, max = 100) int percent,
      @ForAll @IntRange(min = 0, max = 3_600) int seconds) {
    int remaining = (int) ((long) limit * percent / 100);

    RateLimitHeaders read =
        RateLimitHeaders.of(
            headers(
                List.of(Integer.toString(limit)),
                List.of(Integer.toString(remaining)),
                List.of(Integer.toString(seconds))),
            NOW);

    assertThat(read).isEqualTo(new RateLimitHeaders(limit, remaining, NOW + seconds * 1_000L));
  }

  /** Numbers with and without blemish, of any length, and anything else. */
  @Provide
  Arbitrary<List<String>> lines() {
    Arbitrary<String> numbers = Arbitraries.strings().numeric().ofMaxLength(22);
    Arbitrary<String> nearly = Arbitraries.strings().withChars("0123456789+-., eE").ofMaxLength(8);
    return Arbitraries.oneOf(numbers, nearly, Arbitraries.strings().ofMaxLength(12))
        .list()
        .ofMaxSize(2);
  }

  private static Headers headers(List<String> limit, List<String> remaining, List<String> reset) {
    return name ->
        switch (name) {
          case "X-RateLimit-Limit" -> limit;
          case "X-RateLimit-Remaining" -> remaining;
          default -> reset;
        };
  }
}
