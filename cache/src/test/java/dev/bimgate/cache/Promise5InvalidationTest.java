package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.ANNA_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static dev.bimgate.cache.model.Invalidation.Reason.LOGOUT;
import static dev.bimgate.cache.model.Invalidation.Reason.OPERATOR;
import static dev.bimgate.cache.model.Invalidation.Reason.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Scope;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 5: after an invalidation, no lookup sees a list whose load began before it. */
class Promise5InvalidationTest {

  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE);
  private static final List<CacheKey> ALL =
      List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, ANNAS_TEAMS, BENS);

  private final Bench bench = new Bench();

  @Test
  void promise5AnInvalidatedListIsGone() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.cache.invalidate(OF_TEAM);

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.lookup(ANNAS)).isNotDone();
    assertThat(bench.events.lines).contains("invalidated WRITE");
  }

  /** Load begun · invalidation · load ends: served to the lookups that waited, and not stored. */
  @Test
  void promise5AListWhoseLoadBeganBeforeTheInvalidationIsNotStored() {
    // Given
    var before = bench.lookup(ANNAS);
    bench.cache.invalidate(OF_TEAM);

    // When
    bench.source.list("old");

    // Then
    assertThat(served(before)).isEqualTo("MISS old");
    assertThat(Lists.found(before).stored()).isFalse();
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** Load begun · invalidation · lookup: it does not wait for that load but starts its own. */
  @Test
  void promise5ALookupAfterTheInvalidationDoesNotJoinALoadFromBefore() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);

    // When
    var after = bench.lookup(ANNAS);
    bench.source.list(1, "old");

    // Then
    assertThat(after).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** The newer load ends first; the older one, ending last, changes nothing. */
  @Test
  void anOlderLoadThatEndsAfterANewerOneChangesNothing() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);
    bench.ask(ANNAS);
    bench.source.list(2, "new");

    // When
    bench.source.list(1, "old");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  /** The older load ends between the newer one's start and end: lookups still join the newer. */
  @Test
  void anOlderLoadThatEndsDuringANewerOneDoesNotEndIt() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);
    var newer = bench.lookup(ANNAS);
    bench.source.list(1, "old");

    // When
    var joiner = bench.lookup(ANNAS);
    bench.source.list(2, "new");

    // Then
    assertThat(served(newer)).isEqualTo("MISS new");
    assertThat(served(joiner)).isEqualTo("COALESCED new");
  }

  /** Load ends · found worth storing · invalidation · stored: the invalidation wins. */
  @Test
  void anInvalidationBetweenTheDecisionToStoreAndTheStoringWins() {
    // Given
    var before = bench.lookup(ANNAS);
    ListResponse old = Lists.response(200, "old", bench.clock.instant());
    bench.clock.atNextReading(() -> bench.cache.invalidate(OF_TEAM));

    // When
    bench.source.respond(new OriginResponse.Complete<>(old));

    // Then
    assertThat(Lists.found(before).stored()).isFalse();
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** A failed load after an invalidation finds no stale list to serve. */
  @Test
  void anInvalidatedListIsNotServedInsteadOfAFailure() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var asked = bench.lookup(ANNAS);
    bench.cache.invalidate(OF_TEAM);

    // When
    bench.source.status(503);

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED status 503");
  }

  @Test
  void aListLoadedAfterTheInvalidationIsStored() {
    // Given
    bench.cache.invalidate(OF_TEAM);

    // When
    bench.keep(ANNAS, "new");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @ParameterizedTest
  @MethodSource("drops")
  void anInvalidationCoversItsScopeAndNothingElse(Invalidation what, List<CacheKey> gone) {
    // Given
    ALL.forEach(key -> bench.keep(key, "kept"));

    // When
    bench.cache.invalidate(what);

    // Then
    assertThat(ALL).filteredOn(key -> bench.cache.peek(key) == null).isEqualTo(gone);
    assertThat(bench.cache.entryCount()).isEqualTo(ALL.size() - gone.size());
  }

  static Stream<Arguments> drops() {
    return Stream.of(
        Arguments.of(OF_TEAM, List.of(ANNAS, ANNAS_IN_DESKTOP, BENS)),
        Arguments.of(
            new Invalidation(Scope.team(TestRoute.PROJECTS, "unheard-of"), WRITE), List.of()),
        Arguments.of(new Invalidation(Scope.team(TestRoute.PROJECTS, ""), WRITE), List.of()),
        Arguments.of(
            new Invalidation(Scope.route(TestRoute.PROJECTS), WRITE),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, BENS)),
        Arguments.of(new Invalidation(Scope.route(TestRoute.TEAMS), WRITE), List.of(ANNAS_TEAMS)),
        Arguments.of(
            new Invalidation(Scope.user(ANNA), LOGOUT),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_IN_DESKTOP, ANNAS_TEAMS)),
        Arguments.of(
            new Invalidation(Scope.caller(ANNA_IN_PORTAL), LOGOUT),
            List.of(ANNAS, ANNAS_ELSEWHERE, ANNAS_TEAMS)),
        Arguments.of(new Invalidation(Scope.key(ANNAS), OPERATOR), List.of(ANNAS)),
        Arguments.of(new Invalidation(Scope.EVERYTHING, OPERATOR), ALL));
  }

  @Test
  void sharedBetweenAppsAnInvalidationOfOneAppsCallerCoversTheSharedLists() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");
    shared.keep(ANNAS_ELSEWHERE, "shared");

    // When
    shared.cache.invalidate(new Invalidation(Scope.caller(ANNA_IN_DESKTOP), LOGOUT));

    // Then
    assertThat(shared.cache.entryCount()).isZero();
  }

  @Test
  void sharedBetweenAppsAnInvalidationOfAKeyCoversTheSharedList() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");
    shared.keep(ANNAS_ELSEWHERE, "shared");

    // When
    shared.cache.invalidate(new Invalidation(Scope.key(ANNAS_IN_DESKTOP), OPERATOR));

    // Then
    assertThat(shared.cache.entryCount()).isEqualTo(1);
  }

  @Test
  void sharedBetweenAppsAWriteTakesTheListsOfItsTeam() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");
    shared.keep(ANNAS_ELSEWHERE, "shared");

    // When
    shared.cache.invalidate(OF_TEAM);

    // Then
    assertThat(shared.cache.peek(ANNAS)).isNull();
    assertThat(shared.cache.peek(ANNAS_ELSEWHERE)).isNotNull();
  }

  @Test
  void invalidatedListsAreInvisibleAtOnceAndFreedByOneScanLater() {
    // Given
    Queue<Runnable> scans = new ArrayDeque<>();
    Bench delayed = new Bench(Bench.options(Bench.POLICY), scans::add);
    for (int team = 0; team < 100; team++) {
      delayed.keep(Lists.projects(ANNA_IN_PORTAL, "t" + team, ""), "projects");
    }

    // When
    delayed.cache.invalidate(new Invalidation(Scope.route(TestRoute.PROJECTS), WRITE));
    delayed.cache.invalidate(new Invalidation(Scope.route(TestRoute.PROJECTS), WRITE));

    // Then
    assertThat(delayed.cache.peek(Lists.projects(ANNA_IN_PORTAL, "t0", ""))).isNull();
    assertThat(delayed.cache.entryCount()).isEqualTo(100);
    assertThat(scans).hasSize(1);
    scans.remove().run();
    assertThat(delayed.cache.entryCount()).isZero();
    assertThat(delayed.cache.sizeBytes()).isZero();
  }

  @Test
  void anExecutorThatRejectsDelaysTheFreeingOnly() {
    // Given
    Queue<Runnable> scans = new ArrayDeque<>();
    var rejections = new ArrayDeque<>(List.of(new RejectedExecutionException("busy")));
    Bench delayed =
        new Bench(
            Bench.options(Bench.POLICY),
            scan -> {
              if (!rejections.isEmpty()) {
                throw rejections.remove();
              }
              scans.add(scan);
            });
    delayed.keep(ANNAS, "old");

    // When
    delayed.cache.invalidate(OF_TEAM);
    delayed.cache.invalidate(OF_TEAM);

    // Then
    assertThat(delayed.cache.peek(ANNAS)).isNull();
    assertThat(scans).hasSize(1);
  }
}
