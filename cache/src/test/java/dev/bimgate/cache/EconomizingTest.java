package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** While a caller's upstream calls are scarce, renewals wait until stale-while-revalidate ends. */
class EconomizingTest {

  private static final LookupOptions NO_CACHE = LookupOptions.DEFAULTS.withRevalidation();
  private static final Duration INSTANT = Duration.ofMillis(1);

  private final Bench bench = new Bench();

  @Test
  void aStaleListIsServedWithoutARevalidationBehind() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;

    // When
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE).minus(INSTANT));
    var served = bench.lookup(ANNAS);

    // Then
    assertThat(served(served)).isEqualTo("STALE old");
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  /** So no right stays readable longer than the two windows and one load. */
  @Test
  void afterStaleWhileRevalidateTheListIsRevalidatedFirst() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;

    // When
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var served = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(served)).isEqualTo("REVALIDATED new");
  }

  @Test
  void aNoCacheWaitsTooWhileTheListIsFreshAndWhileItIsStale() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;

    // When
    bench.clock.advance(Bench.FRESH.minus(INSTANT));
    var fresh = bench.lookup(ANNAS, NO_CACHE);
    bench.clock.advance(INSTANT);
    var stale = bench.lookup(ANNAS, NO_CACHE);

    // Then
    assertThat(served(fresh)).isEqualTo("HIT old");
    assertThat(served(stale)).isEqualTo("STALE old");
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  @Test
  void afterAFailureTheListIsServedWhileItsBackoffRuns() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.status(503);
    bench.source.economizes = true;

    // When
    var served = bench.lookup(ANNAS);

    // Then
    assertThat(served(served)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @Test
  void aListThatIsNotStoredIsLoaded() {
    // Given
    bench.source.economizes = true;

    // When
    var loaded = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(loaded)).isEqualTo("MISS new");
  }

  @Test
  void anInvalidatedListIsLoaded() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;
    bench.cache.invalidate(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.WRITE));

    // When
    var loaded = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(loaded)).isEqualTo("MISS new");
  }

  @Test
  void aSoftlyPurgedListIsServedUntilItsWindowEnds() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;
    var unused =
        bench.cache.purge(
            List.of(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR)),
            PurgeMode.SOFT);

    // When
    var served = bench.lookup(ANNAS);
    bench.clock.advance(Bench.WHILE_REVALIDATE);
    var revalidated = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(served)).isEqualTo("STALE old");
    assertThat(served(revalidated)).isEqualTo("REVALIDATED new");
  }

  /** Hits must cost nothing. */
  @Test
  void aHitDoesNotAskWhetherCallsAreScarce() {
    // Given
    bench.keep(ANNAS, "old");
    int before = bench.source.timesAsked;

    // When
    var hit = bench.hit(ANNAS);
    var lookup = bench.lookup(ANNAS);

    // Then
    assertThat(hit).isNotNull();
    assertThat(served(lookup)).isEqualTo("HIT old");
    assertThat(bench.source.timesAsked).isEqualTo(before);
  }
}
