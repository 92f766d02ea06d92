package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streamed responses, and the hit-for-pass marks that they leave. */
class StreamedTest {

  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), Invalidation.Reason.WRITE);

  private final Bench bench = new Bench();
  private final List<String> abandoned = new ArrayList<>();

  @Test
  void aStreamThatItsStarterHasIsNotLetGo() {
    // Given
    var starter = bench.lookup(ANNAS);

    // When
    pass();

    // Then
    assertThat(served(starter)).isEqualTo("PASSAGE stream");
    assertThat(abandoned).isEmpty();
  }

  @Test
  void whoLeftBeforeTheirStreamCameIsNotCounted() {
    // Given
    bench.lookup(ANNAS).cancel(true);

    // When
    pass();

    // Then
    assertThat(bench.events.lines).isEmpty();
  }

  @Test
  void anotherCallerMayWaitForALoadAllTheSame() {
    // Given
    bench.ask(ANNAS);
    pass();

    // When
    var bens = bench.lookup(BENS);
    bench.source.list("ben's");

    // Then
    assertThat(served(bens)).isEqualTo("MISS ben's");
  }

  /** Load begun · invalidation · another load streamed · the first streamed too: requests pass. */
  @Test
  void aLateStreamFromBeforeAnInvalidationDoesNotEndTheMarkOfALaterOne() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(new Invalidation(Scope.key(ANNAS), Invalidation.Reason.WRITE));
    bench.ask(ANNAS);
    bench.source.respond(2, Lists.streamed("later", () -> {}));

    // When
    bench.source.respond(1, Lists.streamed("earlier", () -> {}));

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("ALONE");
  }

  @Test
  void afterAnInvalidationItIsTriedAgain() {
    // Given
    bench.ask(ANNAS);
    pass();

    // When
    bench.cache.invalidate(OF_TEAM);
    var asked = bench.lookup(ANNAS);
    bench.source.list("short by now");

    // Then
    assertThat(served(asked)).isEqualTo("MISS short by now");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT short by now");
  }

  /** Load begun · invalidation · response that cannot be shared: it leaves no mark. */
  @Test
  void aLoadThatBeganBeforeAnInvalidationIsNotRemembered() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);
    pass();

    // When
    var asked = bench.lookup(ANNAS);

    // Then
    assertThat(asked).isNotDone();
  }

  @Test
  void aClockThatIsPutBackProlongsNothing() {
    // Given
    bench.ask(ANNAS);
    pass();
    var before = bench.lookup(ANNAS);

    // When
    bench.clock.advance(Duration.ofMillis(-1));
    var after = bench.lookup(ANNAS);

    // Then
    assertThat(served(before)).isEqualTo("ALONE");
    assertThat(after).isNotDone();
  }

  private void pass() {
    bench.source.respond(Lists.streamed("stream", () -> abandoned.add("stream")));
  }
}
