package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A hit of a fresh list: no future, and the stored response itself. */
class HitTest {

  private final Bench bench = new Bench();

  @BeforeEach
  void storeAList() {
    bench.keep(ANNAS, "projects");
  }

  @Test
  void aHitIsTheStoredResponseItself() {
    assertThat(bench.hit(ANNAS)).isNotNull().isSameAs(bench.hit(ANNAS));
    assertThat(text(Objects.requireNonNull(bench.hit(ANNAS)).response())).isEqualTo("projects");
  }

  @Test
  void aHitIsCountedAsALookupThatSavedACall() {
    // Given
    bench.clock.advance(Duration.ofMillis(300));
    bench.events.lines.clear();

    // When
    bench.hit(ANNAS);

    // Then
    assertThat(bench.events.lines).containsExactly("looked up PROJECTS HIT 300");
    assertThat(bench.events.saved).containsExactly(LookupOutcome.HIT);
  }

  @ParameterizedTest
  @MethodSource("others")
  void whatIsStoredUnderAnotherKeyIsNoHit(CacheKey other) {
    assertThat(bench.hit(other)).isNull();
  }

  static Stream<CacheKey> others() {
    return Stream.of(
        BENS,
        ANNAS_IN_DESKTOP,
        ANNAS_ELSEWHERE,
        ANNAS_TEAMS,
        CacheKey.of(TestRoute.MEMBERS, ANNAS.caller(), ANNAS.team(), ""));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void aRequestWithDirectivesGetsNoHitAndIsNotCounted(LookupOptions options) {
    bench.events.lines.clear();

    assertThat(bench.cache.hit(ANNAS, options, Headers.NONE, bench.clock.millis())).isNull();
    assertThat(bench.events.lines).isEmpty();
  }

  static Stream<LookupOptions> wishes() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        LookupOptions.DEFAULTS.withRevalidation(),
        new LookupOptions(
            false, second, Duration.ZERO, Duration.ZERO, LookupOptions.OnMiss.FETCH, true),
        new LookupOptions(false, null, second, Duration.ZERO, LookupOptions.OnMiss.FETCH, true));
  }

  @Test
  void afterAnInvalidationThereIsNoHit() {
    bench.cache.invalidate(TestRoute.PROJECTS.write());

    assertThat(bench.hit(ANNAS)).isNull();
  }

  @Test
  void afterAnInvalidationElsewhereThereIs() {
    bench.cache.invalidate(TestRoute.TEAMS.write());

    assertThat(bench.hit(ANNAS)).isNotNull();
  }

  @Test
  void afterARejectionOfAnotherCallThereIsNoHit() {
    bench.cache.rejected(ANNAS);

    assertThat(bench.hit(ANNAS)).isNull();
  }

  /** Every millisecond of a list's life. */
  @Test
  void aHitHasTheSecondsOfItsTimeAtEveryTime() {
    // Given
    var aged = new Bench();
    aged.ask(ANNAS);
    var response =
        ListResponse.builder(200, Lists.bytes("aged"), aged.clock.instant())
            .receivedAge(Duration.ofMillis(1300));
    aged.source.respond(new OriginResponse.Complete<>(response.buildStored()));

    // When
    List<String> wrong = new ArrayList<>();
    for (long millis = 0; millis < 60_000; millis++) {
      StoredResponse hit = aged.hit(ANNAS);
      long now = aged.clock.millis();
      if (hit == null
          || hit.ageSeconds(now) != (1300 + millis) / 1000
          || hit.ttlSeconds(now) != (60_000 - millis) / 1000) {
        wrong.add(millis + ": " + hit);
      }
      aged.clock.advance(Duration.ofMillis(1));
    }

    // Then
    assertThat(wrong).isEmpty();
    assertThat(aged.hit(ANNAS)).isNull();
    assertThat(found(aged.lookup(ANNAS)).outcome()).isEqualTo(LookupOutcome.STALE);
  }

  /** A request that began before the list arrived may still be served it. */
  @Test
  void aListThatArrivedAfterTheCallersClockWasReadIsFresh() {
    long earlier = bench.clock.millis() - 5;

    StoredResponse hit = bench.cache.hit(ANNAS, LookupOptions.DEFAULTS, Headers.NONE, earlier);

    assertThat(Objects.requireNonNull(hit).ageSeconds(earlier)).isZero();
  }

  /** A request to revalidate that is not due yet is served what is fresh, as a hit. */
  @Test
  void aLookupThatFindsAFreshListHasTheSecondsOfTheCallersTime() {
    // Given
    bench.clock.advance(Duration.ofMillis(900));
    long earlier = bench.clock.millis();
    bench.clock.advance(Duration.ofMillis(600));

    // When
    var found =
        found(
            bench.cache.lookup(
                ANNAS, LookupOptions.DEFAULTS.withRevalidation(), earlier, bench.source));

    // Then
    assertThat(found.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(found.ageSeconds()).isZero();
    assertThat(found.ttlSeconds()).isEqualTo(59);
  }
}
