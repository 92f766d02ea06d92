package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static dev.bimgate.cache.model.Invalidation.Reason.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Purged;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator's purge: hard by an invalidation, soft by the end of freshness. */
class PurgeTest {

  private static final List<Invalidation> OF_TEAM =
      List.of(new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), OPERATOR));
  private static final List<CacheKey> ALL =
      List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, ANNAS_TEAMS, BENS);

  private final Bench bench = new Bench();

  @ParameterizedTest
  @MethodSource("purges")
  void aPurgeMeetsWhatItNames(Invalidation what, List<CacheKey> met) {
    // Given
    ALL.forEach(key -> bench.keep(key, "kept"));

    // When
    Purged soft = bench.cache.purge(List.of(what), PurgeMode.SOFT);
    List<CacheKey> stale = ALL.stream().filter(this::isStale).toList();
    Purged hard = bench.cache.purge(List.of(what), PurgeMode.HARD);

    // Then
    int count = met.size();
    assertThat(soft).isEqualTo(new Purged(PurgeMode.SOFT, count, count, count));
    assertThat(stale).isEqualTo(met);
    assertThat(hard).isEqualTo(new Purged(PurgeMode.HARD, count, 0, 0));
    assertThat(ALL).filteredOn(key -> bench.cache.peek(key) == null).isEqualTo(met);
  }

  static Stream<Arguments> purges() {
    return Stream.of(
        Arguments.of(
            new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), OPERATOR),
            List.of(ANNAS, ANNAS_IN_DESKTOP, BENS)),
        Arguments.of(new Invalidation(Scope.team(TestRoute.PROJECTS, ""), OPERATOR), List.of()),
        Arguments.of(
            new Invalidation(Scope.route(TestRoute.PROJECTS), OPERATOR),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, BENS)),
        Arguments.of(
            new Invalidation(Scope.route(TestRoute.TEAMS), OPERATOR), List.of(ANNAS_TEAMS)),
        Arguments.of(
            new Invalidation(Scope.user(ANNA), OPERATOR),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, ANNAS_TEAMS)),
        Arguments.of(
            new Invalidation(Scope.caller(ANNA_IN_PORTAL), OPERATOR),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_TEAMS)),
        Arguments.of(new Invalidation(Scope.key(ANNAS), OPERATOR), List.of(ANNAS)),
        Arguments.of(new Invalidation(Scope.EVERYTHING, OPERATOR), ALL));
  }

  @ParameterizedTest
  @EnumSource
  void aPurgeOfNothingMeetsNothing(PurgeMode mode) {
    assertThat(bench.cache.purge(OF_TEAM, mode)).isEqualTo(new Purged(mode, 0, 0, 0));
  }

  @Test
  void aListPastItsWindowsIsNotCounted() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));

    // Then
    assertThat(bench.cache.purge(OF_TEAM, PurgeMode.HARD).before()).isZero();
  }

  @Test
  void severalPurgesCountAListOnce() {
    // Given
    bench.keep(ANNAS, "kept");

    // When
    Purged purged =
        bench.cache.purge(
            List.of(OF_TEAM.get(0), new Invalidation(Scope.user(ANNA), OPERATOR)), PurgeMode.HARD);

    // Then
    assertThat(purged.before()).isEqualTo(1);
  }

  /** Counted · soft purge · another list stored · counted again. */
  @Test
  void aListThatComesInAfterASoftPurgeIsNotCountedAsStale() {
    // Given
    bench.keep(ANNAS, "old");
    Runnable comesIn = () -> bench.keep(BENS, "new");
    bench.clock.atNextReading(
        () -> bench.clock.atNextReading(() -> bench.clock.atNextReading(comesIn)));

    // When: the clock is read once for each count and for the purge
    Purged purged = bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // Then
    assertThat(purged).isEqualTo(new Purged(PurgeMode.SOFT, 1, 2, 1));
  }

  @Test
  void aHardPurgeIsReportedAsAnInvalidationByTheOperator() {
    // When
    bench.cache.purge(OF_TEAM, PurgeMode.HARD);

    // Then
    assertThat(bench.events.lines).containsExactly("invalidated OPERATOR");
  }

  @Test
  void afterASoftPurgeAListIsServedStaleAndRevalidatedOnce() {
    // Given
    bench.keep(ANNAS, "old");
    bench.ask(ANNAS);

    // When
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);
    var first = bench.lookup(ANNAS);
    bench.source.list("new");

    // Then
    assertThat(served(first)).isEqualTo("STALE old");
    assertThat(found(first).ttlSeconds()).isEqualTo(-1);
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @Test
  void afterASoftPurgeThereIsNoHit() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // Then
    assertThat(bench.hit(ANNAS)).isNull();
    assertThat(found(bench.lookup(ANNAS)).outcome()).isEqualTo(LookupOutcome.STALE);
  }

  @Test
  void theStaleWindowsBeginWithTheSoftPurge() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(10));
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    bench.clock.advance(Bench.WHILE_REVALIDATE);
    Freshness.State afterTheFirst = state();
    bench.clock.advance(Bench.IF_ERROR.minus(Bench.WHILE_REVALIDATE));

    // Then
    assertThat(afterTheFirst).isEqualTo(Freshness.State.STALE_ON_ERROR);
    assertThat(state()).isEqualTo(Freshness.State.EXPIRED);
  }

  @Test
  void aSoftPurgeOfAStaleListProlongsNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Duration.ofSeconds(10)));

    // When
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);
    bench.clock.advance(Bench.WHILE_REVALIDATE.minus(Duration.ofSeconds(10)));

    // Then
    assertThat(state()).isEqualTo(Freshness.State.STALE_ON_ERROR);
  }

  @Test
  void aSoftlyPurgedListIsServedInsteadOfAFailure() {
    // Given
    bench.keep(ANNAS, "old");
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);
    bench.clock.advance(Bench.WHILE_REVALIDATE);

    // When
    var asked = bench.lookup(ANNAS);
    bench.source.status(503);

    // Then
    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR old");
  }

  @Test
  void aSoftPurgeHoldsWhenTheClockIsPutBackALittle() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(10));
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    bench.clock.advance(Duration.ofMillis(-500));

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("STALE old");
  }

  /** Clock read · soft purge · lookup: its time is from before, and it came after. */
  @Test
  void aSoftPurgeHoldsForWhoReadTheClockBeforeIt() {
    // Given
    bench.keep(ANNAS, "old");
    long before = bench.clock.millis();
    bench.clock.advance(Duration.ofMillis(5));

    // When
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // Then
    var asked = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, before, bench.source);
    assertThat(served(asked)).isEqualTo("STALE old");
    assertThat(found(asked).ttlSeconds()).isEqualTo(-1);
  }

  /** The same where nothing may be served while it is revalidated. */
  @Test
  void whoReadTheClockBeforeASoftPurgeWaitsWhereStaleIsNotServed() {
    // Given
    var lifetimes = new Lifetimes(Bench.FRESH, Duration.ZERO, Bench.IF_ERROR);
    var strict = new Bench(Bench.options(new RoutePolicy(lifetimes, Bench.FRESH)));
    strict.keep(ANNAS, "old");
    long before = strict.clock.millis();
    strict.clock.advance(Duration.ofMillis(5));

    // When
    strict.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // Then
    assertThat(strict.cache.lookup(ANNAS, LookupOptions.DEFAULTS, before, strict.source))
        .isNotDone();
  }

  /** Load begun · soft purge · load ends: stored, and stale. */
  @Test
  void aListWhoseLoadBeganBeforeASoftPurgeIsStale() {
    // Given
    var before = bench.lookup(ANNAS);
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    bench.source.list("old");

    // Then
    assertThat(served(before)).isEqualTo("MISS old");
    assertThat(found(before).ttlSeconds()).isEqualTo(-1);
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("STALE old");
  }

  /** Load ends · found worth storing · soft purge · stored: stale all the same. */
  @Test
  void aSoftPurgeBetweenTheDecisionToStoreAndTheStoringHolds() {
    // Given
    bench.ask(ANNAS);
    ListResponse old = Lists.response(200, "old", bench.clock.instant());
    bench.clock.atNextReading(() -> bench.cache.purge(OF_TEAM, PurgeMode.SOFT));

    // When
    bench.source.respond(new OriginResponse.Complete<>(old));

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("STALE old");
  }

  /** Revalidation begun · soft purge · revalidation ends: freshened, and stale. */
  @Test
  void aRevalidationThatBeganBeforeASoftPurgeBringsAStaleList() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    bench.source.notModified();

    // Then
    assertThat(state()).isEqualTo(Freshness.State.STALE_REVALIDATE);
  }

  /** Load begun · soft purge · lookup: it waits for a load of its own. */
  @Test
  void aLookupAfterASoftPurgeJoinsNoLoadFromBefore() {
    // Given
    bench.ask(ANNAS);
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    var after = bench.lookup(ANNAS);
    bench.source.list(1, "old");
    bench.source.list(2, "new");

    // Then
    assertThat(served(after)).isEqualTo("MISS new");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  /** Load begun · soft purge · second load, rejected · first load ends: nobody may see it. */
  @Test
  void aLoadFromBeforeASoftPurgeStoresNothingThatWasRejectedAfterIt() {
    // Given
    bench.ask(ANNAS);
    bench.cache.purge(List.of(new Invalidation(Scope.key(ANNAS), OPERATOR)), PurgeMode.SOFT);
    bench.ask(ANNAS);
    bench.source.status(2, 403);

    // When
    bench.source.list(1, "from before");

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
  }

  /** Found worth storing · soft purge · second load, rejected · stored: nobody may see it. */
  @Test
  void nothingIsStoredThatWasRejectedBetweenTheDecisionToStoreAndTheStoring() {
    // Given
    var before = bench.lookup(ANNAS);
    ListResponse old = Lists.response(200, "from before", bench.clock.instant());
    bench.clock.atNextReading(
        () -> {
          bench.cache.purge(OF_TEAM, PurgeMode.SOFT);
          bench.ask(ANNAS);
          bench.source.status(2, 403);
        });

    // When
    bench.source.respond(1, new OriginResponse.Complete<>(old));

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(found(before).stored()).isFalse();
  }

  /** Revalidation begun · soft purge · second one · the first may not be stored · the second is. */
  @Test
  void aLateResponseThatMayNotBeStoredTakesNothingFromTheRevalidationAfterIt() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);
    bench.ask(ANNAS);
    bench.source.status(2, 200);

    // When
    bench.source.notModified();

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aListLoadedAfterASoftPurgeIsFresh() {
    // Given
    bench.cache.purge(OF_TEAM, PurgeMode.SOFT);

    // When
    bench.keep(ANNAS, "new");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @Test
  void sharedBetweenAppsAPurgeOfAKeyMeetsTheSharedList() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");

    // When
    Purged purged =
        shared.cache.purge(
            List.of(new Invalidation(Scope.key(ANNAS_IN_DESKTOP), OPERATOR)), PurgeMode.HARD);

    // Then
    assertThat(purged).isEqualTo(new Purged(PurgeMode.HARD, 1, 0, 0));
  }

  private boolean isStale(CacheKey key) {
    return state(key) == Freshness.State.STALE_REVALIDATE;
  }

  private Freshness.@Nullable State state() {
    return state(ANNAS);
  }

  private Freshness.@Nullable State state(CacheKey key) {
    StoredResponse stored = bench.cache.peek(key);
    return stored == null ? null : stored.stateAt(bench.clock.millis());
  }
}
