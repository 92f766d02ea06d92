package dev.bimgate.cache.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Lists;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreshnessTest {

  private static final long ARRIVED = 1_000_000;

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # fresh for, while revalidating, if error, after,   state
          60,          30,                 600,      0,       FRESH
          60,          30,                 600,      59.999,  FRESH
          60,          30,                 600,      60,      STALE_REVALIDATE
          60,          30,                 600,      89.999,  STALE_REVALIDATE
          60,          30,                 600,      90,      STALE_ON_ERROR
          60,          30,                 600,      659.999, STALE_ON_ERROR
          60,          30,                 600,      660,     EXPIRED
          60,          0,                  600,      60,      STALE_ON_ERROR
          60,          30,                 0,        89.999,  STALE_REVALIDATE
          60,          30,                 0,        90,      EXPIRED
          60,          0,                  0,        60,      EXPIRED
          0,           30,                 600,      0,       STALE_REVALIDATE
          0,           0,                  0,        0,       EXPIRED
          60,          30,                 600,      -1,      FRESH
          60,          30,                 600,      -1.001,  EXPIRED
          """)
  void everyWindowEndsJustBeforeItsTime(
      long freshFor, long whileRevalidate, long ifError, double afterSeconds, String state) {
    // Given
    var freshness =
        new Freshness(ARRIVED, Lists.NO_AGE, windows(freshFor, whileRevalidate, ifError));

    // When
    Freshness.State at = freshness.at(ARRIVED + Math.round(afterSeconds * 1000));

    // Then
    assertThat(at).hasToString(state);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 60",
    "1, 59",
    "1000, 59",
    "59000, 1",
    "59001, 0",
    "59999, 0",
    "60000, -1",
    "60001, -1",
    "61000, -1",
    "61001, -2",
    "62000, -2"
  })
  void theTtlIsWholeSecondsAndNegativeOnceStale(long afterMillis, long ttlSeconds) {
    // Given
    var freshness = new Freshness(ARRIVED, Lists.NO_AGE, windows(60, 0, 0));

    // When
    long ttl = freshness.ttlSeconds(ARRIVED + afterMillis);

    // Then
    assertThat(ttl).isEqualTo(ttlSeconds);
  }

  /** The whole seconds of the second one fit into milliseconds, all of it does not. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE / 1000})
  void windowsLongerThanTimeItselfDoNotOverflow(long seconds) {
    // Given
    Duration forever = Duration.ofSeconds(seconds, 999_999_999);
    var freshness = new Freshness(ARRIVED, Lists.NO_AGE, new Lifetimes(forever, forever, forever));

    // When
    Freshness.State at = freshness.at(Long.MAX_VALUE - 1);

    // Then
    assertThat(at).isEqualTo(Freshness.State.FRESH);
  }

  private static Lifetimes windows(long freshFor, long whileRevalidate, long ifError) {
    return new Lifetimes(
        Duration.ofSeconds(freshFor),
        Duration.ofSeconds(whileRevalidate),
        Duration.ofSeconds(ifError));
  }
}
