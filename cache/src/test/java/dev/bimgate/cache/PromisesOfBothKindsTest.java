package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.BEN_IN_PORTAL;
import static dev.bimgate.cache.Lists.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of the seven promises in its plainest form, for lists of projects and of teams. */
class PromisesOfBothKindsTest {

  private final Bench bench = new Bench();

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise1AListIsNotShownToAnotherUser(ListKind kind) {
    // Given
    bench.keep(annas(kind), "anna's");

    // When
    var asked = bench.lookup(bens(kind));

    // Then
    assertThat(asked).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise1AListIsNotShownToTheSameUserWithOtherScopes(ListKind kind) {
    // Given
    bench.keep(annas(kind), "with all scopes");
    var narrow = new Caller(Lists.ANNA, "portal", Set.of("openid"));

    // When
    var asked = bench.lookup(ListOfKind.of(kind, narrow));

    // Then
    assertThat(asked).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise2ThoseWhoAskDuringALoadWaitForIt(ListKind kind) {
    // Given
    bench.lookup(annas(kind)).cancel(true);
    var waiter = bench.lookup(annas(kind));

    // When
    bench.source.list("list");

    // Then
    assertThat(bench.source.calls()).isEqualTo(1);
    assertThat(told(waiter)).isEqualTo("COALESCED list");
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise3StaleIsServedWhileOneRevalidationRuns(ListKind kind) {
    // Given
    bench.keep(annas(kind), "old");
    bench.clock.advance(Bench.FRESH);

    // When
    var first = bench.lookup(annas(kind));
    var second = bench.lookup(annas(kind));

    // Then
    assertThat(told(first)).isEqualTo("STALE old");
    assertThat(told(second)).isEqualTo("STALE old");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise3InsideTheErrorWindowStaleIsServedWhenLoadingFails(ListKind kind) {
    // Given
    bench.keep(annas(kind), "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var asked = bench.lookup(annas(kind));

    // When
    bench.source.fail(new IllegalStateException("unreachable"));

    // Then
    assertThat(told(asked)).isEqualTo("STALE_IF_ERROR old");
  }

  @ParameterizedTest
  @CsvSource({
    "PROJECTS, 401", "PROJECTS, 403", "PROJECTS, 404", "PROJECTS, 410",
    "TEAMS, 401", "TEAMS, 403", "TEAMS, 404", "TEAMS, 410"
  })
  void promise4ARefusalRemovesTheList(ListKind kind, int status) {
    // Given
    bench.keep(annas(kind), "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(annas(kind));

    // When
    bench.source.status(status);

    // Then
    assertThat(bench.cache.peek(annas(kind))).isNull();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise5OnceAWriteHasDroppedTheListNoLookupSeesIt(ListKind kind) {
    // Given
    bench.keep(annas(kind), "old");

    // When
    bench.cache.invalidate(ListOfKind.drop(kind));

    // Then
    assertThat(bench.cache.peek(annas(kind))).isNull();
    assertThat(bench.lookup(annas(kind))).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise5AListWhoseLoadBeganBeforeTheDropIsNotKept(ListKind kind) {
    // Given
    bench.ask(annas(kind));
    bench.cache.invalidate(ListOfKind.drop(kind));

    // When
    bench.source.list("old");

    // Then
    assertThat(bench.cache.peek(annas(kind))).isNull();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise6ARevalidationDoesNotReplaceAYoungerList(ListKind kind) {
    // Given
    bench.keep(annas(kind), "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(annas(kind));
    bench.cache.invalidate(ListOfKind.drop(kind));
    bench.ask(annas(kind));
    bench.source.list(3, "newer");

    // When
    bench.source.list(2, "renewed");

    // Then
    assertThat(told(bench.lookup(annas(kind)))).isEqualTo("HIT newer");
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise7AFailureReachesItsWaitersAsItIsAndNobodyLater(ListKind kind) {
    // Given
    bench.ask(annas(kind));
    var waiter = bench.lookup(annas(kind));
    var failure = new IllegalStateException("unreachable");

    // When
    bench.source.fail(failure);

    // Then
    assertThat(Lists.failure(waiter)).isSameAs(failure);
    assertThat(bench.lookup(annas(kind))).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(ListKind.class)
  void promise7AListOverTheBoundOfOneIsToldButNotKept(ListKind kind) {
    // Given
    var small =
        new Bench(new ListCacheOptions(Bench.POLICY, Bench.POLICY, 1 << 20, 2_000, 1, false));
    var asked = small.lookup(annas(kind));

    // When
    small.source.list("x".repeat(2_001));

    // Then
    assertThat(told(asked)).startsWith("MISS xxx");
    assertThat(small.cache.entryCount()).isZero();
  }

  private static ListKey annas(ListKind kind) {
    return ListOfKind.of(kind, ANNA_IN_PORTAL);
  }

  private static ListKey bens(ListKind kind) {
    return ListOfKind.of(kind, BEN_IN_PORTAL);
  }
}
