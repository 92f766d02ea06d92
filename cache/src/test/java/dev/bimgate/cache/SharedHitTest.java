package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
  void aHitOfTheNextSecondTellsTheNextAge() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.clock.advance(Duration.ofSeconds(1));

    // Then
    assertThat(found(bench.lookup(ANNAS)).ageSeconds()).isEqualTo(1);
    assertThat(found(bench.lookup(ANNAS)).ttlSeconds()).isEqualTo(59);
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
