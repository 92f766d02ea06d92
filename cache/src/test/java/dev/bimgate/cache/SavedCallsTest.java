package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.served;
import static dev.bimgate.cache.model.LookupOutcome.COALESCED;
import static dev.bimgate.cache.model.LookupOutcome.HIT;
import static dev.bimgate.cache.model.LookupOutcome.STALE;
import static dev.bimgate.cache.model.LookupOutcome.STALE_IF_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.LookupOptions;
import java.time.Duration;
import java.util.List;
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
  void whoLeftSavesNothing() {
    // Given
    bench.ask(ANNAS);
    bench.lookup(ANNAS).cancel(true);

    // When
    bench.source.list("projects");

    // Then
    assertThat(bench.events.saved).isEmpty();
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
  void ofTwoStaleResponsesTheOneThatRevalidatesTheListSavesNothing() {
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);

    bench.ask(ANNAS);
    assertThat(bench.events.saved).isEmpty();
    bench.ask(ANNAS);

    assertThat(bench.events.saved).containsExactly(STALE);
  }

  @Test
  void aListServedInsteadOfOnesOwnFailedCallSavesNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(bench.events.lines).filteredOn(line -> line.contains(" STALE_IF_ERROR ")).hasSize(2);
    assertThat(bench.events.saved).containsExactly(COALESCED);
  }

  @Test
  void aPassAfterAnErrorTooLongToReadSavesNothing() {
    // Given
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.respond(new OriginResponse.Streamed<>(503, "error", () -> {}, List.of()));

    // Then
    assertThat(bench.events.saved).isEmpty();
  }

  @Test
  void aPauseSavesACall() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");
    assertThat(bench.events.saved).isEmpty();

    // When
    bench.ask(ANNAS);

    // Then
    assertThat(bench.events.saved).containsExactly(STALE_IF_ERROR);
  }

  @Test
  void ofTwoResponsesAfterAPauseTheOneThatHasTheListLoadedSavesNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.status(503);
    bench.clock.advance(Duration.ofSeconds(5));

    bench.ask(ANNAS);
    assertThat(bench.events.saved).isEmpty();
    bench.ask(ANNAS);

    assertThat(bench.events.saved).containsExactly(STALE_IF_ERROR);
  }

  /** Nothing found · another's load ends · found after all: a hit like any other. */
  @Test
  void aListThatCameInBetweenSavesACall() {
    // Given
    bench.ask(ANNAS);
    long now = bench.clock.millis();
    bench.clock.atNextReading(
        () -> {
          bench.source.list("projects");
          bench.clock.advance(Duration.ofSeconds(3));
        });

    // When: the clock is read again only once no list has been found
    var late = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, now, bench.source);

    // Then
    assertThat(served(late)).isEqualTo("HIT projects");
    assertThat(bench.events.saved).containsExactly(HIT);
    assertThat(bench.events.lines).contains("looked up PROJECTS HIT 3000");
  }

  @Test
  void whatCannotBeSharedSavesNothing() {
    // Given
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.respond(Lists.streamed("stream", () -> {}));

    // Then
    assertThat(bench.events.saved).isEmpty();
  }

  @Test
  void aListThatIsNotInMemorySavesNothingWithOnlyIfCached() {
    bench.ask(ANNAS, LookupOptions.DEFAULTS.within(LookupOptions.OnMiss.FAIL));

    assertThat(bench.events.saved).isEmpty();
  }
}
