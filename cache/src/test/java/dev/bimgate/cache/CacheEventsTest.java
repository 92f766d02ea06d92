package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.served;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CacheEventsTest {

  @Test
  void everyLookupIsReportedWithItsOutcomeAndTheAgeOfWhatWasServed() {
    // Given
    var bench = new Bench();
    bench.ask(ANNAS_TEAMS);
    bench.ask(ANNAS_TEAMS);
    bench.source.list("teams");
    bench.clock.advance(Duration.ofMillis(1500));

    // When
    bench.ask(ANNAS_TEAMS);

    // Then
    assertThat(bench.events.lines)
        .containsExactlyInAnyOrder(
            "looked up TEAMS MISS 0", "looked up TEAMS COALESCED 0", "looked up TEAMS HIT 1500");
  }

  @Test
  void aLookupThatFailsIsReportedLikeAnyOther() {
    // Given
    var bench = new Bench();
    bench.ask(ANNAS);
    bench.ask(ANNAS);

    // When
    bench.source.fail(new IllegalStateException("away"));

    // Then
    assertThat(bench.events.lines)
        .containsExactlyInAnyOrder("looked up PROJECTS MISS 0", "looked up PROJECTS COALESCED 0");
  }

  @Test
  void aListenerThatThrowsBreaksNothing() {
    // Given
    var clock = new HandClock();
    var source = new HandSource(clock);
    var tiny = new CacheOptions(TestRoute.policies(Bench.POLICY), 1000, 1000, 1, false);
    var cache = new ListCache(tiny, clock, new Thrower(), Runnable::run);
    var first = cache.lookup(ANNAS, LookupOptions.DEFAULTS, source);
    source.list("projects");
    var second = cache.lookup(ANNAS, LookupOptions.DEFAULTS, source);

    // When
    cache.invalidate(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR));

    // Then
    assertThat(served(first)).isEqualTo("MISS projects");
    assertThat(served(second)).isEqualTo("HIT projects");
  }

  @Test
  void onlookersSeeAListWithoutBeingCounted() {
    // Given
    var bench = new Bench();
    bench.keep(ANNAS, "projects");
    bench.clock.advance(Bench.FRESH.plusSeconds(5));
    int before = bench.events.lines.size();

    // When
    StoredResponse stored = requireNonNull(bench.cache.peek(ANNAS));

    // Then
    assertThat(stored.stateAt(bench.clock.millis())).isEqualTo(Freshness.State.STALE_REVALIDATE);
    assertThat(bench.events.lines).hasSize(before);
  }

  private static final class Thrower implements CacheEvents {

    @Override
    public void lookedUp(CacheRoute route, LookupOutcome outcome, long ageMillis) {
      throw new IllegalStateException("listener");
    }

    @Override
    public void callSaved(LookupOutcome by) {
      throw new IllegalStateException("listener");
    }

    @Override
    public void evicted(EvictionReason reason) {
      throw new IllegalStateException("listener");
    }

    @Override
    public void invalidated(Invalidation.Reason reason) {
      throw new IllegalStateException("listener");
    }
  }
}
