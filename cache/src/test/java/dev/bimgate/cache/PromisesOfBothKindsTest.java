package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.BEN_IN_PORTAL;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of the seven promises in its simplest form, for lists of projects and of teams. */
class PromisesOfBothKindsTest {

  private final Bench bench = new Bench();

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise1AListIsNotShownToAnotherUser(TestRoute route) {
    // Given
    bench.keep(annas(route), "anna's");

    // When
    var asked = bench.lookup(bens(route));

    // Then
    assertThat(asked).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise1AListIsNotShownToTheSameUserWithOtherScopes(TestRoute route) {
    // Given
    bench.keep(annas(route), "with all scopes");
    var narrow = new Caller(Lists.ANNA, "portal", Set.of("openid"));

    // When
    var asked = bench.lookup(route.key(narrow));

    // Then
    assertThat(asked).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise2LookupsDuringALoadWaitForIt(TestRoute route) {
    // Given
    bench.lookup(annas(route)).cancel(true);
    var waiter = bench.lookup(annas(route));

    // When
    bench.source.list("list");

    // Then
    assertThat(bench.source.calls()).isEqualTo(1);
    assertThat(served(waiter)).isEqualTo("COALESCED list");
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise3StaleIsServedWhileOneRevalidationRuns(TestRoute route) {
    // Given
    bench.keep(annas(route), "old");
    bench.clock.advance(Bench.FRESH);

    // When
    var first = bench.lookup(annas(route));
    var second = bench.lookup(annas(route));

    // Then
    assertThat(served(first)).isEqualTo("STALE old");
    assertThat(served(second)).isEqualTo("STALE old");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise3InsideTheErrorWindowStaleIsServedWhenLoadingFails(TestRoute route) {
    // Given
    bench.keep(annas(route), "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var asked = bench.lookup(annas(route));

    // When
    bench.source.fail(new IllegalStateException("unreachable"));

    // Then
    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR old");
  }

  @ParameterizedTest
  @CsvSource({
    "PROJECTS, 401", "PROJECTS, 403", "PROJECTS, 404", "PROJECTS, 410",
    "TEAMS, 401", "TEAMS, 403", "TEAMS, 404", "TEAMS, 410"
  })
  void promise4ARejectionRemovesTheList(TestRoute route, int status) {
    // Given
    bench.keep(annas(route), "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(annas(route));

    // When
    bench.source.status(status);

    // Then
    assertThat(bench.cache.peek(annas(route))).isNull();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise5OnceAWriteHasInvalidatedTheListNoLookupSeesIt(TestRoute route) {
    // Given
    bench.keep(annas(route), "old");

    // When
    bench.cache.invalidate(route.write());

    // Then
    assertThat(bench.cache.peek(annas(route))).isNull();
    assertThat(bench.lookup(annas(route))).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise5AListWhoseLoadBeganBeforeTheInvalidationIsNotStored(TestRoute route) {
    // Given
    bench.ask(annas(route));
    bench.cache.invalidate(route.write());

    // When
    bench.source.list("old");

    // Then
    assertThat(bench.cache.peek(annas(route))).isNull();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise6ARevalidationDoesNotReplaceAYoungerList(TestRoute route) {
    // Given
    bench.keep(annas(route), "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(annas(route));
    bench.cache.invalidate(route.write());
    bench.ask(annas(route));
    bench.source.list(3, "newer");

    // When
    bench.source.list(2, "renewed");

    // Then
    assertThat(served(bench.lookup(annas(route)))).isEqualTo("HIT newer");
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise7AFailureReachesItsWaitersAsItIsAndNobodyLater(TestRoute route) {
    // Given
    bench.ask(annas(route));
    var waiter = bench.lookup(annas(route));
    var failure = new IllegalStateException("unreachable");

    // When
    bench.source.fail(failure);

    // Then
    assertThat(Lists.failure(waiter)).isSameAs(failure);
    assertThat(bench.lookup(annas(route))).isNotDone();
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise7AListOverTheBoundOfOneIsServedButNotStored(TestRoute route) {
    // Given
    var small =
        new Bench(new CacheOptions(TestRoute.policies(Bench.POLICY), 1 << 20, 2_000, 1, false));
    var asked = small.lookup(annas(route));

    // When
    small.source.list("x".repeat(2_001));

    // Then
    assertThat(served(asked)).startsWith("MISS xxx");
    assertThat(small.cache.entryCount()).isZero();
  }

  private static CacheKey annas(TestRoute route) {
    return route.key(ANNA_IN_PORTAL);
  }

  private static CacheKey bens(TestRoute route) {
    return route.key(BEN_IN_PORTAL);
  }
}
