package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedHitTest {

  private final Bench bench = new Bench();

  @BeforeEach
  void keepAList() {
    bench.keep(ANNAS, "projects");
  }

  @Test
  void hitsOfOneSecondAreOneObject() {
    assertThat(bench.lookup(ANNAS)).isSameAs(bench.lookup(ANNAS));
  }

  @Test
  void hitsAreSharedUntilTheSecondsChange() {
    // Given
    bench.clock.advance(Duration.ofMillis(1500));
    var first = bench.lookup(ANNAS);

    // When
    bench.clock.advance(Duration.ofMillis(499));
    var within = bench.lookup(ANNAS);
    bench.clock.advance(Duration.ofMillis(1));
    var after = bench.lookup(ANNAS);

    // Then
    assertThat(within).isSameAs(first);
    assertThat(found(after).ageSeconds()).isEqualTo(2);
  }

  @Test
  void aHitOfTheNextSecondTellsTheNextAge() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(found(bench.lookup(ANNAS)).ageSeconds()).isEqualTo(1);
    assertThat(found(bench.lookup(ANNAS)).ttlSeconds()).isEqualTo(59);
  }

  /** Every millisecond of a list's life: shared or not, a hit tells the seconds of its moment. */
  @Test
  void aHitTellsTheSecondsOfItsMomentAtEveryMoment() {
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
      var found = found(aged.lookup(ANNAS));
      long age = (1300 + millis) / 1000;
      long ttl = (60_000 - millis) / 1000;
      if (found.outcome() != LookupOutcome.HIT
          || found.ageSeconds() != age
          || found.ttlSeconds() != ttl) {
        wrong.add(millis + ": " + found);
      }
      aged.clock.advance(Duration.ofMillis(1));
    }

    // Then
    assertThat(wrong).isEmpty();
    assertThat(found(aged.lookup(ANNAS)).outcome()).isEqualTo(LookupOutcome.STALE);
  }

  @Test
  void whoReadTheClockBeforeTheOthersIsToldTheSecondsOfThatMoment() {
    // Given
    bench.clock.advance(Duration.ofMillis(900));
    long earlier = bench.clock.millis();
    bench.clock.advance(Duration.ofMillis(600));
    bench.ask(ANNAS);

    // When
    var found = found(bench.cache.lookup(ANNAS, Ask.PLAIN, earlier, bench.source));

    // Then
    assertThat(found.ageSeconds()).isZero();
    assertThat(found.ttlSeconds()).isEqualTo(59);
  }

  @Test
  void nobodyCanChangeTheHitOfTheOthers() {
    // Given
    var mine = bench.lookup(ANNAS);

    // When
    mine.cancel(true);
    mine.complete(new Lookup.Alone<>());

    // Then
    assertThatThrownBy(() -> mine.obtrudeValue(new Lookup.Alone<>()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> mine.obtrudeException(new IllegalStateException()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(told(bench.lookup(ANNAS))).isEqualTo("HIT projects");
  }

  /** A request that began before the list arrived may still be told it. */
  @Test
  void aListThatArrivedAfterTheAskersClockWasReadIsFresh() {
    // Given
    long earlier = bench.clock.millis() - 5;

    // When
    var asked = bench.cache.lookup(ANNAS, Ask.PLAIN, earlier, bench.source);

    // Then
    assertThat(found(asked).outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(found(asked).ageSeconds()).isZero();
  }
}
