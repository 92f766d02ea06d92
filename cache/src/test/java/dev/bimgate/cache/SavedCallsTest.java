package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.LookupOutcome.COALESCED;
import static dev.bimgate.cache.LookupOutcome.HIT;
import static dev.bimgate.cache.LookupOutcome.STALE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lookups that made no call, each counted once: with the calls they make up all lookups. */
class SavedCallsTest {

  private final Bench bench = new Bench();

  @Test
  void aLoadSavesNothing() {
    bench.keep(ANNAS, "projects");

    assertThat(bench.events.saved).isEmpty();
  }

  @Test
  void aHitSavesACall() {
    bench.keep(ANNAS, "projects");

    bench.ask(ANNAS);

    assertThat(bench.events.saved).containsExactly(HIT);
  }

  @Test
  void whoWaitsForAnothersLoadSavesACall() {
    // Given
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.list("projects");

    // Then
    assertThat(bench.events.saved).containsExactly(COALESCED);
  }

  @Test
  void whoWaitsForAnothersFailureSavesOneToo() {
    // Given
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.fail(new IllegalStateException("away"));

    // Then
    assertThat(bench.events.saved).containsExactly(COALESCED);
  }

  @Test
  void ofTwoStaleAnswersTheOneThatHasTheListRenewedSavesNothing() {
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);

    bench.ask(ANNAS);
    bench.ask(ANNAS);

    assertThat(bench.events.saved).containsExactly(STALE);
  }

  @Test
  void aListThatStandsInForOnesOwnFailedCallSavesNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(bench.events.lines).filteredOn(line -> line.contains(" STALE ")).hasSize(2);
    assertThat(bench.events.saved).containsExactly(COALESCED);
  }

  @Test
  void aPauseSavesACall() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    bench.ask(ANNAS);

    // Then
    assertThat(bench.events.saved).containsExactly(STALE);
  }

  @Test
  void whatCannotBeSharedSavesNothing() {
    // Given
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.answer(Lists.passage("stream", () -> {}));

    // Then
    assertThat(bench.events.saved).isEmpty();
  }

  @Test
  void aListThatIsNotInMemorySavesNothingWhereNobodyMayBeAsked() {
    bench.ask(ANNAS, Ask.PLAIN.within(Ask.Reach.MEMORY));

    assertThat(bench.events.saved).isEmpty();
  }
}
