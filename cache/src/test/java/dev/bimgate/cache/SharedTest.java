package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Scope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists that another gateway has loaded. */
class SharedTest {

  private static final Duration AGE = Duration.ofSeconds(19);
  private static final Duration INSTANT = Duration.ofMillis(1);
  private static final LookupOptions NO_CACHE = LookupOptions.DEFAULTS.withRevalidation();

  private final Bench bench = new Bench();

  @Test
  void aSharedListHasTheAgeThatItHadAndTheRestOfItsLifetime() {
    // When
    var lookup = bench.lookup(ANNAS);
    bench.source.shared("list", AGE);

    // Then
    assertThat(found(lookup).outcome()).isEqualTo(LookupOutcome.SHARED);
    assertThat(found(lookup).ageSeconds()).isEqualTo(19);
    assertThat(found(lookup).ttlSeconds()).isEqualTo(41);
    assertThat(found(lookup).forward()).isEqualTo(Forward.NONE);
    assertThat(found(lookup).upstreamStatus()).isZero();
  }

  @Test
  void itIsStoredLikeOnesOwnUntilItsLifetimeEnds() {
    // Given
    bench.ask(ANNAS);
    bench.source.shared("list", AGE);

    // When
    bench.clock.advance(Bench.FRESH.minus(AGE).minus(INSTANT));
    var last = bench.lookup(ANNAS);
    bench.clock.advance(INSTANT);
    var stale = bench.lookup(ANNAS);

    // Then
    assertThat(served(last)).isEqualTo("HIT list");
    assertThat(served(stale)).isEqualTo("STALE list");
  }

  @Test
  void whoeverWaitsForItHasMadeNoCall() {
    // Given
    bench.ask(ANNAS);
    var waiter = bench.lookup(ANNAS);
    bench.events.lines.clear();

    // When
    bench.source.shared("list", AGE);

    // Then
    assertThat(served(waiter)).isEqualTo("SHARED list");
    assertThat(bench.events.lines)
        .containsExactly("looked up PROJECTS SHARED 19000", "looked up PROJECTS SHARED 19000");
    assertThat(bench.events.saved).containsExactly(LookupOutcome.SHARED, LookupOutcome.SHARED);
  }

  @Test
  void aListThatAnotherGatewayLoadedMeanwhileIsCoalesced() {
    // When
    var lookup = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);
    bench.source.awaited("list");

    // Then
    assertThat(served(lookup)).isEqualTo("COALESCED list");
    assertThat(found(lookup).collapsed()).isTrue();
    assertThat(found(lookup).forward()).isEqualTo(Forward.URI_MISS);
    assertThat(served(waiter)).isEqualTo("COALESCED list");
    assertThat(bench.events.saved)
        .containsExactlyInAnyOrder(LookupOutcome.COALESCED, LookupOutcome.COALESCED);
  }

  @Test
  void itReplacesAStaleList() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);

    // When
    bench.ask(ANNAS);
    bench.source.shared("new", AGE);

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @Test
  void anInvalidationWhileItWasFetchedKeepsItOut() {
    // Given
    var before = bench.lookup(ANNAS);
    bench.cache.invalidate(TestRoute.PROJECTS.write());

    // When
    bench.source.shared("old", AGE);
    var after = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(before)).isEqualTo("SHARED old");
    assertThat(served(after)).isEqualTo("MISS new");
  }

  /** The interval counts from the last load, whichever gateway made it. */
  @Test
  void aNoCacheWaitsForTheIntervalSinceItsLoad() {
    // Given
    bench.ask(ANNAS);
    bench.source.shared("list", AGE);

    // When
    bench.clock.advance(Bench.FRESH.minus(AGE).minus(INSTANT));
    var early = bench.lookup(ANNAS, NO_CACHE);
    bench.clock.advance(INSTANT);
    var due = bench.lookup(ANNAS, NO_CACHE);
    bench.source.notModified();

    // Then
    assertThat(served(early)).isEqualTo("HIT list");
    assertThat(served(due)).isEqualTo("REVALIDATED list");
  }

  /** When its load began is not known here. */
  @Test
  void itDoesNotCountWhereTheLoadMustHaveBegunSinceATime() {
    // Given
    bench.ask(ANNAS);
    bench.source.shared("old", Duration.ZERO);

    // When
    var lookup = bench.lookup(ANNAS, since(Duration.ofHours(1)));
    bench.source.list("new");

    // Then
    assertThat(served(lookup)).isEqualTo("REVALIDATED new");
  }

  @Test
  void whoHasJoinedItsFetchLoadsThenWhereTheLoadMustHaveBegunSinceATime() {
    // Given
    var starter = bench.lookup(ANNAS);
    var joined = bench.lookup(ANNAS, since(Duration.ZERO));

    // When
    bench.source.shared("old", Duration.ZERO);
    bench.source.list("new");

    // Then
    assertThat(served(starter)).isEqualTo("SHARED old");
    assertThat(served(joined)).isEqualTo("REVALIDATED new");
  }

  @Test
  void aListIsCurrentUntilAnInvalidationThatCoversIt() {
    // Given
    long epoch = bench.cache.epoch();
    boolean before = bench.cache.isCurrent(ANNAS, epoch);

    // When
    bench.cache.invalidate(TestRoute.PROJECTS.write());

    // Then
    assertThat(before).isTrue();
    assertThat(bench.cache.isCurrent(ANNAS, epoch)).isFalse();
    assertThat(bench.cache.isCurrent(BENS, epoch)).isFalse();
    assertThat(bench.cache.isCurrent(ANNAS_ELSEWHERE, epoch)).isTrue();
    assertThat(bench.cache.isCurrent(ANNAS, bench.cache.epoch())).isTrue();
  }

  /** Or else another gateway's list would be fresh that this one was to serve as stale. */
  @Test
  void aSoftPurgeEndsItToo() {
    // Given
    long epoch = bench.cache.epoch();
    var everything = new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR);

    // When
    var unused = bench.cache.purge(List.of(everything), PurgeMode.SOFT);

    // Then
    assertThat(bench.cache.isCurrent(ANNAS, epoch)).isFalse();
  }

  @Test
  void whereAppsShareListsAnInvalidationOfAKeyCoversThemAll() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    long epoch = shared.cache.epoch();

    // When
    shared.cache.invalidate(new Invalidation(Scope.key(ANNAS), Invalidation.Reason.REFUSED));

    // Then
    assertThat(shared.cache.isCurrent(ANNAS_IN_DESKTOP, epoch)).isFalse();
  }

  private LookupOptions since(Duration ago) {
    return LookupOptions.DEFAULTS.loadedSince(bench.clock.nanos() - ago.toNanos());
  }
}
