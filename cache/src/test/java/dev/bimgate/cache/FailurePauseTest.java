package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.Validators;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While loads of a list fail it is served at once, with back-off between the loads.
 *
 * <p>Fresh for 60 s, then 30 s of stale-while-revalidate and 10 min of stale-if-error.
 */
class FailurePauseTest {

  private static final LookupOptions REVALIDATE = LookupOptions.DEFAULTS.withRevalidation();
  private static final Duration MILLI = Duration.ofMillis(1);
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final List<Invalidation> ALL =
      List.of(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR));

  private final Bench bench = new Bench();

  static Stream<Consumer<HandSource>> failures() {
    return Stream.of(
        source -> source.status(500),
        source -> source.status(502),
        source -> source.status(503),
        source -> source.status(504),
        source -> source.refusal(503, "soon"),
        source -> source.refusal(503, "0"),
        source -> source.respond(new OriginResponse.Streamed<>(503, "long", () -> {}, List.of())),
        source -> source.fail(new IllegalStateException("away")));
  }

  @Test
  void aLoadThatWasNotSentIsTriedAgainBehindTheResponseAfterASecond() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.notSent();
    int callsBefore = bench.source.calls();

    // When
    bench.clock.advance(Duration.ofSeconds(1));
    var later = bench.lookup(ANNAS);

    // Then
    assertThat(served(later)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(callsBefore + 1);
  }

  /** Else upstream would be found well again a minute late, where there are few lists. */
  @Test
  void aProbeThatFailedIsFollowedByTheNextAfterASecond() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.source.probing = true;
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.clock.advance(Duration.ofSeconds(1).minus(MILLI));
    bench.ask(ANNAS);
    int callsWithinIt = bench.source.calls();
    bench.clock.advance(MILLI);
    bench.ask(ANNAS);

    // Then
    assertThat(callsWithinIt).isEqualTo(2);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void nobodyWaitsForAProbeOfUpstreamWhileTheListMayStandIn() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var earlier = bench.lookup(ANNAS);
    bench.source.probing = true;

    // When
    var later = bench.lookup(ANNAS);

    // Then
    assertThat(served(later)).isEqualTo("STALE_IF_ERROR old");
    assertThat(earlier).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** Nothing went forward (RFC 9211, section 2.2). */
  @Test
  void aLoadThatWasNotSentContactedNobody() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.notSent();

    // Then
    assertThat(served(starter)).isEqualTo("STALE_IF_ERROR old");
    assertThat(found(starter).forward()).isEqualTo(Forward.NONE);
    assertThat(found(waiter).forward()).isEqualTo(Forward.NONE);
    assertThat(bench.events.saved).doesNotContain(LookupOutcome.COALESCED);
  }

  @Test
  void withoutAListAllWhoWaitGetTheFailureOfALoadThatWasNotSent() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.notSent();

    // Then
    assertThat(starter).isCompletedExceptionally();
    assertThat(waiter).isCompletedExceptionally();
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  @Test
  void aReloadThatWasNotSentLeavesTheListStale() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var lookup = bench.lookup(ANNAS);
    bench.source.unrelated();

    // When
    bench.source.notSent();

    // Then
    assertThat(served(lookup)).isEqualTo("STALE_IF_ERROR old");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void afterAFailureTheListIsServedWithoutACallForFiveSeconds(Consumer<HandSource> failure) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    failure.accept(bench.source);

    // When
    bench.clock.advance(FIRST.minus(MILLI));
    var during = bench.lookup(ANNAS);
    int callsDuring = bench.source.calls();
    bench.clock.advance(MILLI);
    bench.ask(ANNAS);

    // Then
    assertThat(served(during)).isEqualTo("STALE_IF_ERROR old");
    assertThat(found(during).forward()).isEqualTo(Forward.NONE);
    assertThat(callsDuring).isEqualTo(2);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void eachFurtherFailureDoublesThePauseUpToAMinute(TestRoute route) {
    // Given
    CacheKey key = route.key(Lists.ANNA_IN_PORTAL);
    bench.keep(key, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(key);

    for (int seconds : new int[] {5, 10, 20, 40, 60, 60}) {
      // When
      bench.source.status(503);
      int calls = bench.source.calls();
      bench.clock.advance(Duration.ofSeconds(seconds).minus(MILLI));
      bench.ask(key);
      int callsWithin = bench.source.calls();
      bench.clock.advance(MILLI);
      bench.ask(key);

      // Then
      assertThat(callsWithin).as("within %s s", seconds).isEqualTo(calls);
      assertThat(bench.source.calls()).as("after %s s", seconds).isEqualTo(calls + 1);
    }
  }

  @Test
  void theLoadAfterAPauseRunsOnceBehindTheResponses() {
    // Given
    failOnce(bench);
    bench.clock.advance(FIRST);

    // When
    var first = bench.lookup(ANNAS);
    var second = bench.lookup(ANNAS);

    // Then
    assertThat(served(first)).isEqualTo("STALE_IF_ERROR old");
    assertThat(served(second)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
    bench.source.list("new");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @Test
  void aRevalidationThatFailsBehindAResponseBeginsAPauseToo() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    var first = bench.lookup(ANNAS);

    // When
    bench.source.fail(new IllegalStateException("away"));
    var second = bench.lookup(ANNAS);

    // Then
    assertThat(served(first)).isEqualTo("STALE old");
    assertThat(served(second)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  static Stream<Consumer<HandSource>> successes() {
    return Stream.of(
        source -> source.list("another"),
        source -> source.respond(Lists.streamed("too long", () -> {})),
        source -> source.status(204));
  }

  /** It shows that Bimplus has recovered: what failed may load as well. */
  @ParameterizedTest
  @MethodSource("successes")
  void aLoadOfAnotherListThatSucceedsEndsThePause(Consumer<HandSource> success) {
    // Given
    failOnce(bench);
    bench.ask(BENS);

    // When
    success.accept(bench.source);
    var next = bench.lookup(ANNAS);

    // Then
    assertThat(served(next)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(4);
  }

  @Test
  void a304ForAnotherListEndsThePauseToo() {
    // Given
    bench.keep(BENS, "another");
    failOnce(bench);
    bench.ask(BENS);

    // When
    bench.source.notModified();
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 400, 401, 403, 404, 410, 429, 500, 503})
  void anyOtherResponseForAnotherListEndsNoBackoff(int status) {
    // Given
    failOnce(bench);
    bench.ask(BENS);

    // When
    bench.source.status(status);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aSuccessFromBeforeTheFailureEndsNoPause() {
    // Given
    bench.keep(BENS, "another");
    failOnce(bench);

    // When
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  /** The success of others does not mean that this list loads. */
  @Test
  void theSuccessOfAnotherListDoesNotRestartTheDoubling() {
    // Given
    failOnce(bench);
    bench.keep(BENS, "another");
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.clock.advance(Duration.ofSeconds(10).minus(MILLI));
    bench.ask(ANNAS);
    int callsDuring = bench.source.calls();
    bench.clock.advance(MILLI);
    bench.ask(ANNAS);

    // Then
    assertThat(callsDuring).isEqualTo(4);
    assertThat(bench.source.calls()).isEqualTo(5);
  }

  @Test
  void aListsOwnSuccessRestartsItsDoubling() {
    // Given
    failOnce(bench);
    bench.clock.advance(FIRST);
    bench.ask(ANNAS);
    bench.source.list("new");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.clock.advance(FIRST);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void noSuccessOfAnotherListEndsARetryAfter(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(status, "20");
    bench.keep(BENS, "another");

    // When
    bench.clock.advance(Duration.ofSeconds(20).minus(MILLI));
    var during = bench.lookup(ANNAS);

    // Then
    assertThat(served(during)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void afterARetryAfterTheLoadRunsBehindTheResponseToo() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.refusal(503, "20");

    // When
    bench.clock.advance(Duration.ofSeconds(20));
    var next = bench.lookup(ANNAS);

    // Then
    assertThat(served(next)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void onceItMayNoLongerBeServedEachLookupTriesAndFails() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR).minus(Duration.ofSeconds(1)));
    bench.ask(ANNAS);
    bench.source.status(503);
    bench.clock.advance(Duration.ofSeconds(1));

    for (int call = 3; call <= 4; call++) {
      // When
      var asked = bench.lookup(ANNAS);

      // Then
      assertThat(bench.source.calls()).isEqualTo(call);
      bench.source.fail(new IllegalStateException("away"));
      assertThatThrownBy(asked::join).hasRootCauseMessage("away");
    }
  }

  /** As with {@code must-revalidate}: it has windows of its own, and none after freshness. */
  @Test
  void aListThatMayNotBeServedStaleIsNeverPaused() {
    // Given
    bench.ask(ANNAS);
    answer(new Lifetimes(Bench.FRESH, Duration.ZERO, Duration.ZERO));
    bench.clock.advance(Bench.FRESH);

    for (int call = 2; call <= 3; call++) {
      // When
      var asked = bench.lookup(ANNAS);
      bench.source.status(503);

      // Then
      assertThat(served(asked)).isEqualTo("MISS status 503");
      assertThat(bench.source.calls()).isEqualTo(call);
    }
  }

  @Test
  void aListWithWindowsOfItsOwnIsPausedWithinThem() {
    // Given
    bench.ask(ANNAS);
    answer(new Lifetimes(Bench.FRESH, Duration.ZERO, Duration.ofSeconds(4)));
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.clock.advance(Duration.ofSeconds(4).minus(MILLI));
    var within = bench.lookup(ANNAS);
    bench.clock.advance(MILLI);
    var after = bench.lookup(ANNAS);

    // Then
    assertThat(served(within)).isEqualTo("STALE_IF_ERROR old");
    assertThat(after).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 428, 499, 501, 505})
  void anErrorThatIsNoOutagePausesNothing(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.status(status);

    // When
    var next = bench.lookup(ANNAS);

    // Then
    assertThat(next).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  static Stream<LookupOptions> wishes() {
    Duration none = Duration.ZERO;
    return Stream.of(
        REVALIDATE,
        new LookupOptions(false, none, none, none, LookupOptions.OnMiss.FETCH, true),
        new LookupOptions(false, null, Bench.FRESH, none, LookupOptions.OnMiss.FETCH, true));
  }

  /** Otherwise every poll of the vendor's SDK would wait for an upstream that is down. */
  @ParameterizedTest
  @MethodSource("wishes")
  void aNoCacheIsNotWaitedForWhileLoadsFail(LookupOptions wish) {
    // Given
    Bench eager = eager();
    failOnce(eager);

    // When
    var during = eager.lookup(ANNAS, wish);
    int callsDuring = eager.source.calls();
    eager.clock.advance(FIRST);
    var after = eager.lookup(ANNAS, wish);

    // Then
    assertThat(served(during)).isEqualTo("STALE_IF_ERROR old");
    assertThat(callsDuring).isEqualTo(2);
    assertThat(served(after)).isEqualTo("STALE_IF_ERROR old");
    assertThat(eager.source.calls()).isEqualTo(3);
  }

  @Test
  void aFreshListWhoseRequestedRevalidationFailedIsAHitUntilTheNextTry() {
    // Given
    Bench eager = eager();
    eager.keep(ANNAS, "old");
    var failed = eager.lookup(ANNAS, REVALIDATE);
    eager.source.status(503);

    // When
    var during = eager.lookup(ANNAS, REVALIDATE);
    eager.clock.advance(FIRST);
    var plain = eager.lookup(ANNAS);
    var after = eager.lookup(ANNAS, REVALIDATE);

    // Then
    assertThat(served(failed)).isEqualTo("STALE_IF_ERROR old");
    assertThat(served(during)).isEqualTo("HIT old");
    assertThat(served(plain)).isEqualTo("HIT old");
    assertThat(served(after)).isEqualTo("STALE_IF_ERROR old");
    assertThat(found(after).ttlSeconds()).isEqualTo(55);
    assertThat(eager.source.calls()).isEqualTo(3);
  }

  @Test
  void aTokenWithLittleLifeLeftIsNotWaitedForEither() {
    // Given
    failOnce(bench);
    bench.clock.advance(FIRST);

    // When
    var asked = bench.lookup(ANNAS, Lists.ENDING_TOKEN);

    // Then
    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void onlyIfCachedIsServedTheListInsteadOfAFailure() {
    failOnce(bench);

    var asked = bench.lookup(ANNAS, LookupOptions.DEFAULTS.within(LookupOptions.OnMiss.FAIL));

    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR old");
  }

  @Test
  void anInvalidationDuringAPauseHasTheListLoaded() {
    // Given
    failOnce(bench);

    // When
    bench.cache.invalidate(ALL.get(0));
    var asked = bench.lookup(ANNAS);

    // Then
    assertThat(asked).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRejectionBehindAResponseRemovesTheListAtOnce(int status) {
    // Given
    failOnce(bench);
    bench.clock.advance(FIRST);
    bench.ask(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @Test
  void aRejectionPastTheCacheDuringABackoffRemovesTheListAtOnce() {
    failOnce(bench);

    bench.cache.rejected(ANNAS);

    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  /** The operator wants it validated: once, and without a request that waits. */
  @Test
  void aSoftPurgeEndsThePauseButNotTheDoubling() {
    // Given
    failOnce(bench);

    // When
    var unused = bench.cache.purge(ALL, PurgeMode.SOFT);
    var purged = bench.lookup(ANNAS);
    bench.source.status(503);
    bench.clock.advance(Duration.ofSeconds(10).minus(MILLI));
    bench.ask(ANNAS);

    // Then
    assertThat(served(purged)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aListThatComesAfterFailuresWithNothingHeldIsNotPaused() {
    // Given
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.keep(ANNAS, "new");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // Then
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  private static Bench eager() {
    return new Bench(Bench.options(new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ZERO)));
  }

  /** A list is past stale-while-revalidate, and its first load since has failed. */
  private static void failOnce(Bench bench) {
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.status(503);
  }

  private void answer(Lifetimes lifetimes) {
    bench.source.respond(
        new OriginResponse.Complete<>(
            ListResponse.builder(200, Lists.bytes("old"), bench.clock.instant())
                .validators(new Validators("\"old\"", null))
                .cacheability(new Cacheability(true, lifetimes, Vary.NONE, List.of()))
                .buildStored()));
  }
}
