package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.store.Backoff;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeDecisionTest {

  private static final Lifetimes WINDOWS =
      new Lifetimes(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(600));

  /** Seconds throughout; the list is fresh for 60, then stale for 30 and, on errors, for 600. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # age, no-cache, max-age, min-fresh, max-stale, is due,   step
          0,     false,    ,        ,          ,          true,     SERVE
          59,    false,    ,        ,          ,          true,     SERVE
          0,     true,     ,        ,          ,          true,     WAIT
          0,     true,     ,        ,          ,          false,    SERVE
          10,    false,    10,      ,          ,          true,     SERVE
          11,    false,    10,      ,          ,          true,     WAIT
          11,    false,    10,      ,          ,          false,    SERVE
          50,    false,    ,        10,        ,          true,     SERVE
          51,    false,    ,        10,        ,          true,     WAIT
          51,    false,    ,        10,        ,          false,    SERVE
          60,    false,    ,        ,          ,          true,     SERVE_AND_REVALIDATE
          60,    true,     ,        ,          ,          true,     WAIT
          60,    true,     ,        ,          ,          false,    SERVE_AND_REVALIDATE
          60,    false,    ,        ,          10,        true,     SERVE
          71,    false,    ,        ,          10,        true,     SERVE_AND_REVALIDATE
          90,    false,    ,        ,          ,          true,     WAIT
          90,    false,    ,        ,          30,        true,     SERVE
          90,    false,    80,      ,          30,        true,     WAIT
          91,    false,    ,        ,          30,        true,     WAIT
          660,   false,    ,        ,          9999,      true,     WAIT
          """)
  void decidesByAgeAndDirectives(
      long age,
      boolean noCache,
      @Nullable Long maxAge,
      @Nullable Long minFresh,
      @Nullable Long maxStale,
      boolean due,
      ServeDecision expected) {
    // Given
    var options =
        new LookupOptions(
            noCache,
            maxAge == null ? null : Duration.ofSeconds(maxAge),
            seconds(minFresh),
            seconds(maxStale),
            LookupOptions.OnMiss.FETCH,
            true);
    long arrived = HandClock.START.toEpochMilli();
    ListResponse response = Lists.response(200, "projects", HandClock.START);
    var stored =
        new StoredResponse(
            Lists.ANNAS, response, new Freshness(arrived, Lists.NO_AGE, WINDOWS), 0, 0, arrived);

    // When
    ServeDecision step = ServeDecision.of(stored, options, arrived + age * 1000, due, 0);

    // Then
    assertThat(step).isEqualTo(expected);
  }

  /** The same list after a load that failed; a back-off ends at the age of 100, or is over. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # age, no-cache, is due,   pause,     step
          10,    false,    false,    failure,   SERVE
          10,    true,     true,     failure,   SERVE
          10,    true,     true,     refusal,   SERVE_AND_REVALIDATE
          10,    true,     false,    refusal,   SERVE
          10,    true,     true,     none,      SERVE_AND_REVALIDATE
          10,    false,    false,    none,      SERVE
          60,    false,    false,    failure,   SERVE
          60,    true,     true,     failure,   SERVE
          60,    false,    false,    succeeded, SERVE_AND_REVALIDATE
          60,    false,    false,    refusal,   SERVE
          60,    true,     true,     refusal,   SERVE_AND_REVALIDATE
          60,    false,    false,    none,      SERVE_AND_REVALIDATE
          90,    true,     true,     failure,   SERVE
          99,    false,    false,    failure,   SERVE
          99,    false,    false,    succeeded, SERVE_AND_REVALIDATE
          99,    false,    false,    refusal,   SERVE
          100,   false,    false,    failure,   SERVE_AND_REVALIDATE
          100,   false,    false,    refusal,   SERVE_AND_REVALIDATE
          100,   true,     true,     failure,   SERVE_AND_REVALIDATE
          659,   true,     true,     none,      SERVE_AND_REVALIDATE
          660,   false,    false,    none,      WAIT
          660,   true,     true,     none,      WAIT
          """)
  void nobodyWaitsForAListWhoseLoadsFail(
      long age, boolean noCache, boolean due, String pause, ServeDecision expected) {
    // Given
    long arrived = HandClock.START.toEpochMilli();
    ListResponse response = Lists.response(200, "projects", HandClock.START);
    var stored =
        new StoredResponse(
            Lists.ANNAS, response, new Freshness(arrived, Lists.NO_AGE, WINDOWS), 0, 0, arrived);
    long end = pause.equals("none") ? arrived : arrived + 100_000;
    if (pause.equals("refusal")) {
      stored.retryAfter(arrived, end);
    } else {
      stored.failedAt(end - Backoff.FIRST_MILLIS, 7);
    }
    LookupOptions options =
        noCache ? LookupOptions.DEFAULTS.withRevalidation() : LookupOptions.DEFAULTS;

    // When
    long successes = pause.equals("succeeded") ? 8 : 7;
    ServeDecision step = ServeDecision.of(stored, options, arrived + age * 1000, due, successes);

    // Then
    assertThat(step).isEqualTo(expected);
  }

  private static Duration seconds(@Nullable Long seconds) {
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }
}
