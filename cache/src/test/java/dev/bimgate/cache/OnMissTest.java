package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lookups limited to the cache, and requests that bypass it. */
class OnMissTest {

  private static final LookupOptions MEMORY =
      LookupOptions.DEFAULTS.within(LookupOptions.OnMiss.FAIL);
  private static final LookupOptions MEMORY_OR_ALONE =
      LookupOptions.DEFAULTS.within(LookupOptions.OnMiss.PASS);

  private final Bench bench = new Bench();

  /** {@code only-if-cached}: RFC 9111, section 5.2.1.7. */
  @Test
  void memoryThatHasNothingIsNotHelpedByUpstream() {
    // When
    var asked = bench.lookup(ANNAS, MEMORY);

    // Then
    assertThat(asked.join()).isEqualTo(new LookupResult.Unavailable<>());
    assertThat(bench.source.calls()).isZero();
    assertThat(bench.events.lines).containsExactly("looked up PROJECTS MISS 0");
  }

  @Test
  void aPassMakesACallOfItsOwn() {
    // When
    var asked = bench.lookup(ANNAS, MEMORY_OR_ALONE);

    // Then
    assertThat(asked.join()).isEqualTo(new LookupResult.Pass<>());
    assertThat(bench.source.calls()).isZero();
    assertThat(bench.events.lines).containsExactly("looked up PROJECTS BYPASS 0");
  }

  @ParameterizedTest
  @EnumSource
  void aListInMemoryIsServedToEverybody(LookupOptions.OnMiss onMiss) {
    // Given
    bench.keep(ANNAS, "projects");

    // When
    var asked = bench.lookup(ANNAS, LookupOptions.DEFAULTS.within(onMiss));

    // Then
    assertThat(served(asked)).isEqualTo("HIT projects");
  }

  @Test
  void aListForStaleIfErrorAloneIsNotServedFromMemoryAlone() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));

    // Then
    assertThat(bench.lookup(ANNAS, MEMORY).join()).isEqualTo(new LookupResult.Unavailable<>());
    assertThat(bench.lookup(ANNAS, MEMORY_OR_ALONE).join()).isEqualTo(new LookupResult.Pass<>());
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  @Test
  void onlyIfCachedWaitsForNoInFlightLoad() {
    // Given
    bench.ask(ANNAS);

    // When
    var asked = bench.lookup(ANNAS, MEMORY);

    // Then
    assertThat(asked.join()).isEqualTo(new LookupResult.Unavailable<>());
  }

  @ParameterizedTest
  @EnumSource
  void whoPassesTheCacheByIsCounted(TestRoute route) {
    // When
    bench.cache.passBy(route);

    // Then
    assertThat(bench.events.lines).containsExactly("looked up " + route + " BYPASS 0");
    assertThat(bench.events.saved).isEmpty();
  }

  /** Promise 4 holds for calls past the cache, too. */
  @Test
  void aRejectionPastTheCacheRemovesTheListOfItsCallerOnly() {
    // Given
    bench.keep(ANNAS, "anna's");
    bench.keep(BENS, "ben's");

    // When
    bench.cache.rejected(ANNAS);

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(served(bench.lookup(BENS))).isEqualTo("HIT ben's");
    assertThat(bench.events.lines).containsOnlyOnce("invalidated REFUSED");
  }

  @Test
  void aRejectionPastTheCacheOfAListThatIsNotStoredRemovesNothing() {
    // When
    bench.cache.rejected(ANNAS);

    // Then
    assertThat(bench.events.lines).isEmpty();
  }

  /** It may be older than the rejection. */
  @Test
  void aRejectionPastTheCacheKeepsOutTheResponseOfAnEarlierLoad() {
    // Given
    var loading = bench.lookup(ANNAS);
    bench.cache.rejected(ANNAS);

    // When
    bench.source.list("projects");

    // Then
    assertThat(served(loading)).isEqualTo("MISS projects");
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @Test
  void aRejectionPastTheCacheLeavesTheLoadsOfOthers() {
    // Given
    bench.ask(BENS);
    bench.cache.rejected(ANNAS);

    // When
    bench.source.list("ben's");

    // Then
    assertThat(served(bench.lookup(BENS))).isEqualTo("HIT ben's");
  }

  @Test
  void sharedBetweenAppsARejectionOfOneAppRemovesTheSharedList() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");

    // When
    shared.cache.rejected(Lists.ANNAS_IN_DESKTOP);

    // Then
    assertThat(shared.cache.entryCount()).isZero();
  }
}
