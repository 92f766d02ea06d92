package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.http.FieldLines;
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
    assertThat(text(Objects.requireNonNull(bench.hit(ANNAS)).answer())).isEqualTo("projects");
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
  void whatIsStoredUnderAnotherKeyIsNoHit(ListKey other) {
    assertThat(bench.hit(other)).isNull();
  }

  static Stream<ListKey> others() {
    return Stream.of(
        BENS,
        ANNAS_IN_DESKTOP,
        ANNAS_ELSEWHERE,
        ANNAS_TEAMS,
        ListKey.of(TestRoute.MEMBERS, ANNAS.caller(), ANNAS.team(), ""));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void aRequestWithDirectivesGetsNoHitAndIsNotCounted(Ask ask) {
    bench.events.lines.clear();

    assertThat(bench.cache.hit(ANNAS, ask, FieldLines.NONE, bench.clock.millis())).isNull();
    assertThat(bench.events.lines).isEmpty();
  }

  static Stream<Ask> wishes() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        Ask.PLAIN.withRevalidation(),
        new Ask(false, second, Duration.ZERO, Duration.ZERO, Ask.Reach.UPSTREAM, true),
        new Ask(false, null, second, Duration.ZERO, Ask.Reach.UPSTREAM, true));
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
    bench.cache.refused(ANNAS);

    assertThat(bench.hit(ANNAS)).isNull();
  }

  /** Every millisecond of a list's life. */
  @Test
  void aHitHasTheSecondsOfItsTimeAtEveryTime() {
    // Given
    var aged = new Bench();
    aged.ask(ANNAS);
    var answer =
        ListAnswer.builder(200, Lists.bytes("aged"), aged.clock.instant())
            .receivedAge(Duration.ofMillis(1300));
    aged.source.answer(new SourceAnswer.Whole<>(answer.toKeep()));

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

    StoredResponse hit = bench.cache.hit(ANNAS, Ask.PLAIN, FieldLines.NONE, earlier);

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
        found(bench.cache.lookup(ANNAS, Ask.PLAIN.withRevalidation(), earlier, bench.source));

    // Then
    assertThat(found.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(found.ageSeconds()).isZero();
    assertThat(found.ttlSeconds()).isEqualTo(59);
  }
}
