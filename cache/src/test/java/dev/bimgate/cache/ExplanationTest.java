package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.ANNA_IN_DESKTOP;
import static dev.bimgate.cache.Lists.BENS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Explanation.Next;
import dev.bimgate.cache.Explanation.Other;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.cache.store.Generations;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.cache.store.LastEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a list is stored, or not: each cause as shown to an operator. */
class ExplanationTest {

  private static final Instant START = HandClock.START;

  private final Bench bench = new Bench();

  @Test
  void aKeyThatWasNeverRequestedHasNoLastEvent() {
    assertThat(explained(ANNAS))
        .isEqualTo(new Explanation(ANNAS, null, null, Next.LOAD, false, List.of()));
  }

  @Test
  void aFreshListIsShownWithItsTimesItsSizeAndItsRules() {
    // Given
    keepBy(Rule.CONFIGURED_TIME);
    bench.clock.advance(Duration.ofSeconds(5));

    // When
    EntryDetails details = details(ANNAS);

    // Then
    Instant freshUntil = START.plus(Bench.FRESH);
    assertThat(details)
        .isEqualTo(
            new EntryDetails(
                Freshness.State.FRESH,
                200,
                START,
                5,
                freshUntil,
                freshUntil.plus(Bench.WHILE_REVALIDATE),
                freshUntil.plus(Bench.IF_ERROR),
                START,
                0,
                null,
                false,
                null,
                bench.cache.sizeBytes(),
                List.of(Rule.CONFIGURED_TIME)));
    assertThat(explained(ANNAS).next()).isEqualTo(Next.HIT);
    assertThat(explained(ANNAS).event()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"60, STALE_REVALIDATE, STALE", "90, STALE_ON_ERROR, REVALIDATE"})
  void aStaleListShowsTheDecision(int age, Freshness.State state, Next next) {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.clock.advance(Duration.ofSeconds(age));

    // Then
    assertThat(details(ANNAS).state()).isEqualTo(state);
    assertThat(explained(ANNAS).next()).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({"60, STALE_REVALIDATE", "90, STALE_ON_ERROR"})
  void aRetryAfterIsShown(int age, Freshness.State state) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(age));
    bench.ask(ANNAS);
    bench.source.refusal(429, "20");

    // When
    EntryDetails details = details(ANNAS);

    // Then
    assertThat(details.state()).isEqualTo(state);
    assertThat(details.pausedUntil()).isEqualTo(bench.clock.instant().plusSeconds(20));
    assertThat(details.isPauseRequested()).isTrue();
    assertThat(explained(ANNAS).next()).isEqualTo(Next.PAUSE);
  }

  @ParameterizedTest
  @CsvSource({"60, STALE_REVALIDATE", "90, STALE_ON_ERROR"})
  void aBackoffAfterAFailureIsShown(int age, Freshness.State state) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(age));
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    EntryDetails details = details(ANNAS);

    // Then
    assertThat(details.state()).isEqualTo(state);
    assertThat(details.failures()).isEqualTo(1);
    assertThat(details.pausedUntil()).isEqualTo(bench.clock.instant().plusSeconds(5));
    assertThat(details.isPauseRequested()).isFalse();
    assertThat(explained(ANNAS).next()).isEqualTo(Next.PAUSE);
  }

  @Test
  void aListWhosePauseAfterAFailureIsOverWouldBeServedAndLoadedBehind() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.status(503);

    // When
    bench.keep(Lists.BENS, "another");

    // Then
    assertThat(details(ANNAS).pausedUntil()).isNull();
    assertThat(details(ANNAS).failures()).isEqualTo(1);
    assertThat(explained(ANNAS).next()).isEqualTo(Next.STALE);
  }

  @Test
  void aBackoffThatIsOverIsNotShown() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.refusal(429, "20");

    // When
    bench.clock.advance(Duration.ofSeconds(20));

    // Then
    assertThat(details(ANNAS).pausedUntil()).isNull();
    assertThat(explained(ANNAS).next()).isEqualTo(Next.STALE);
  }

  @Test
  void aBackoffIsNotShownForAListThatIsRequestedAllTheSame() {
    // Given
    var minute = new Lifetimes(Bench.FRESH, Duration.ZERO, Duration.ZERO);
    bench.ask(ANNAS);
    bench.source.respond(
        new OriginResponse.Complete<>(
            ListResponse.builder(200, Lists.bytes("old"), bench.clock.instant())
                .validators(new Validators("\"old\"", null))
                .cacheability(new Cacheability(true, minute, Vary.NONE, List.of()))
                .buildStored()));
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // When
    bench.source.refusal(503, "20");

    // Then
    assertThat(details(ANNAS).pausedUntil()).isNull();
    assertThat(explained(ANNAS).next()).isEqualTo(Next.REVALIDATE);
  }

  @Test
  void aListPastItsWindowsHasExpired() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));

    // Then
    Instant end = START.plus(Bench.FRESH).plus(Bench.IF_ERROR);
    assertThat(lastEvent(ANNAS)).isEqualTo(new LastEvent(LastEventType.EXPIRED, end, 0, List.of()));
    assertThat(explained(ANNAS).next()).isEqualTo(Next.REVALIDATE);
  }

  @Test
  void aListThatWasClearedAwayHasExpiredToo() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));

    // When
    assertThat(bench.cache.entryCount()).isZero();

    // Then
    assertThat(lastEvent(ANNAS).type()).isEqualTo(LastEventType.EXPIRED);
    assertThat(explained(ANNAS).next()).isEqualTo(Next.LOAD);
  }

  @Test
  void anAttemptThatFailedIsTheLastThatWasTried() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(95));
    bench.ask(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(details(ANNAS).triedAt()).isEqualTo(START.plusSeconds(95));
    assertThat(details(ANNAS).arrivedAt()).isEqualTo(START);
  }

  @Test
  void aSoftPurgeIsShownWithItsTime() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(5));

    // When
    bench.cache.purge(
        List.of(new Invalidation(Scope.user(ANNA), Invalidation.Reason.OPERATOR)), PurgeMode.SOFT);

    // Then
    assertThat(details(ANNAS).purgedAt()).isEqualTo(START.plusSeconds(5));
    assertThat(details(ANNAS).freshUntil()).isEqualTo(START.plusSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "401, REFUSED",
    "403, REFUSED",
    "404, REFUSED",
    "410, REFUSED",
    "429, FAILING",
    "503, FAILING"
  })
  void aResponseThatIsNotStoredShowsItsStatus(int status, LastEventType type) {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(lastEvent(ANNAS)).isEqualTo(new LastEvent(type, START, status, List.of()));
  }

  @Test
  void aListThatWasRejectedIsGoneSinceThen() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // When
    bench.source.status(403);

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(new LastEvent(LastEventType.REFUSED, START.plus(Bench.FRESH), 403, List.of()));
  }

  @Test
  void theRuleThatForbadeStoringAResponseIsShown() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.respond(new OriginResponse.Complete<>(answer(not(Rule.NO_STORE))));

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(new LastEvent(LastEventType.NOT_REUSABLE, START, 200, List.of(Rule.NO_STORE)));
  }

  @Test
  void theRuleThatHadAResponseStreamedIsShown() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.respond(
        new OriginResponse.Streamed<>(200, "stream", () -> {}, List.of(Rule.NO_STORE)));

    // Then
    assertThat(lastEvent(ANNAS).rules()).containsExactly(Rule.NO_STORE);
    assertThat(lastEvent(ANNAS).type()).isEqualTo(LastEventType.NOT_REUSABLE);
    assertThat(explained(ANNAS).next()).isEqualTo(Next.ALONE);
  }

  @Test
  void aListThatWasRejectedOnACallPastTheCacheIsGoneForThat() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.cache.rejected(ANNAS);

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(new LastEvent(LastEventType.REFUSED, START, 0, List.of()));
  }

  @Test
  void aListThatIsTooLongToBeReadWasPassedOn() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.respond(Lists.streamed("stream", () -> {}));

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(new LastEvent(LastEventType.PASSED_ON, START, 200, List.of()));
  }

  @Test
  void aListOverTheSizeOfOneIsNotStored() {
    // Given
    var small = new Bench(new CacheOptions(TestRoute.policies(Bench.POLICY), 9_000, 10, 1, false));
    small.ask(ANNAS);

    // When
    small.source.list("projects");

    // Then
    assertThat(lastEvent(small, ANNAS).type()).isEqualTo(LastEventType.OVER_SIZE);
  }

  @Test
  void withoutATtlNothingIsStored() {
    // Given
    var none = new Lifetimes(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    var bench = new Bench(Bench.options(new RoutePolicy(none, Duration.ZERO)));
    bench.ask(ANNAS);

    // When
    bench.source.list("projects");

    // Then
    assertThat(lastEvent(bench, ANNAS).type()).isEqualTo(LastEventType.NO_TIME);
  }

  @Test
  void aLoadThatFailedIsShown() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.fail(new IllegalStateException("disconnected"));

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(new LastEvent(LastEventType.LOAD_FAILED, START, 0, List.of()));
  }

  @Test
  void aListInvalidatedWhileItWasLoadedWasNotStored() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(new Invalidation(Scope.user(ANNA), Invalidation.Reason.WRITE));

    // When
    bench.source.list("old");

    // Then
    assertThat(lastEvent(ANNAS).type()).isEqualTo(LastEventType.DROPPED_MEANWHILE);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REFUSED")
  void anInvalidationIsShownWithItsReasonAndItsTime(Invalidation.Reason reason) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Duration.ofSeconds(5));

    // When
    bench.cache.invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), reason));

    // Then
    assertThat(lastEvent(ANNAS))
        .isEqualTo(
            new LastEvent(
                LastEventType.valueOf(reason.name()), START.plusSeconds(5), 0, List.of()));
  }

  @Test
  void anInvalidationIsShownBeforeItsListsHaveBeenCleared() {
    // Given
    Queue<Runnable> scans = new ArrayDeque<>();
    Bench delayed = new Bench(Bench.options(Bench.POLICY), scans::add);
    delayed.keep(ANNAS, "old");

    // When
    delayed.cache.invalidate(new Invalidation(Scope.user(ANNA), Invalidation.Reason.LOGOUT));

    // Then
    assertThat(scans).hasSize(1);
    assertThat(delayed.cache.explain(ANNAS, Headers.NONE).event())
        .isEqualTo(new LastEvent(LastEventType.LOGOUT, START, 0, List.of()));
  }

  @Test
  void aFailedLoadIsShownThoughTheInvalidatedListIsClearedAfterIt() {
    // Given
    Queue<Runnable> scans = new ArrayDeque<>();
    Bench delayed = new Bench(Bench.options(Bench.POLICY), scans::add);
    var loaded = delayed.lookup(ANNAS);
    delayed.source.list("old");
    delayed.cache.invalidate(new Invalidation(Scope.user(ANNA), Invalidation.Reason.OPERATOR));
    var failed = delayed.lookup(ANNAS);
    delayed.source.fail(new IllegalStateException("away"));

    // When
    scans.forEach(Runnable::run);

    // Then
    assertThat(loaded).isCompleted();
    assertThat(failed).isCompletedExceptionally();
    assertThat(delayed.cache.explain(ANNAS, Headers.NONE).event())
        .extracting(LastEvent::type)
        .isEqualTo(LastEventType.LOAD_FAILED);
  }

  @Test
  void anInvalidationIsShownThoughTheListCouldNotBeRevalidatedBefore() {
    // Given
    Queue<Runnable> scans = new ArrayDeque<>();
    Bench delayed = new Bench(Bench.options(Bench.POLICY), scans::add);
    var loaded = delayed.lookup(ANNAS);
    delayed.source.list("old");
    delayed.clock.advance(Bench.FRESH);
    var stale = delayed.lookup(ANNAS);
    delayed.source.fail(new IllegalStateException("away"));

    // When
    delayed.cache.invalidate(new Invalidation(Scope.user(ANNA), Invalidation.Reason.LOGOUT));

    // Then
    assertThat(loaded).isCompleted();
    assertThat(stale).isCompleted();
    assertThat(delayed.cache.explain(ANNAS, Headers.NONE).event())
        .isEqualTo(new LastEvent(LastEventType.LOGOUT, delayed.clock.instant(), 0, List.of()));
  }

  /** The first invalidation removed the list; the later one covered nothing. */
  @Test
  void ofTwoInvalidationsTheOneThatRemovedTheListIsShown() {
    // Given
    bench.keep(ANNAS, "old");
    bench.cache.invalidate(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), Invalidation.Reason.WRITE));

    // When
    bench.cache.invalidate(
        new Invalidation(
            Scope.team(TestRoute.PROJECTS, "nemetschek"), Invalidation.Reason.OPERATOR));

    // Then
    assertThat(lastEvent(ANNAS).type()).isEqualTo(LastEventType.WRITE);
  }

  @Test
  void aListOverTheShareOfItsCallerWasEvicted() {
    // Given
    long one = oneList();
    var small =
        new Bench(new CacheOptions(TestRoute.policies(Bench.POLICY), 100 * one, one, 0.015, false));
    small.keep(ANNAS, "projects");

    // When
    small.keep(ANNAS_ELSEWHERE, "projects");

    // Then
    assertThat(lastEvent(small, ANNAS).type()).isEqualTo(LastEventType.SHARE);
  }

  @Test
  void aListThatHadToMakeRoomWasEvicted() {
    // Given
    long one = oneList();
    var small =
        new Bench(new CacheOptions(TestRoute.policies(Bench.POLICY), one + one / 2, one, 1, false));
    small.keep(ANNAS, "projects");

    // When
    small.keep(BENS, "projects");
    CacheKey gone = small.cache.peek(ANNAS) == null ? ANNAS : BENS;

    // Then
    assertThat(lastEvent(small, gone).type()).isEqualTo(LastEventType.SIZE);
  }

  @Test
  void aLoadInFlightIsShownAsWhatWouldBeWaitedFor() {
    // When
    bench.ask(ANNAS);

    // Then
    assertThat(explained(ANNAS).next()).isEqualTo(Next.WAIT);
  }

  @ParameterizedTest
  @EnumSource
  void aLoadFromBeforeAPurgeIsWaitedForByNobodyNew(PurgeMode mode) {
    // Given
    bench.ask(ANNAS);

    // When
    bench.cache.purge(
        List.of(new Invalidation(Scope.user(ANNA), Invalidation.Reason.OPERATOR)), mode);

    // Then
    assertThat(explained(ANNAS).next()).isEqualTo(Next.LOAD);
  }

  @Test
  void theSameListIsShownForOtherAppsOfTheUserAndForNobodyElse() {
    // Given
    bench.keep(ANNAS_IN_DESKTOP, "hers");
    bench.keep(ANNAS_ELSEWHERE, "hers");
    bench.keep(ANNAS_TEAMS, "hers");
    bench.keep(BENS, "his");

    // When
    Explanation explained = explained(ANNAS);

    // Then
    assertThat(explained.others())
        .containsExactly(new Other(ANNA_IN_DESKTOP, "", Freshness.State.FRESH));
    assertThat(explained.isShared()).isFalse();
  }

  @Test
  void noMoreThanTwentyOtherAppsAreShown() {
    // Given
    for (int app = 0; app < 25; app++) {
      bench.keep(Lists.projects(new Caller(ANNA, "app-" + app, Set.of()), "nemetschek", ""), "");
    }

    // When
    Explanation explained = explained(ANNAS);

    // Then
    assertThat(explained.others()).hasSize(20);
  }

  @Test
  void sharedBetweenAppsTheSharedListIsShownToEachOfThem() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "hers");

    // When
    Explanation explained = shared.cache.explain(ANNAS_IN_DESKTOP, Headers.NONE);

    // Then
    assertThat(explained.details()).isNotNull();
    assertThat(explained.isShared()).isTrue();
    assertThat(explained.key().caller().app()).isEmpty();
    assertThat(explained.others()).isEmpty();
  }

  @Test
  void sharedBetweenAppsAnotherSetOfScopesIsAnotherList() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "hers");
    var fewer = new Caller(ANNA, "portal", Set.of("openid"));

    // When
    Explanation explained =
        shared.cache.explain(Lists.projects(fewer, "nemetschek", ""), Headers.NONE);

    // Then
    assertThat(explained.details()).isNull();
    assertThat(explained.others()).hasSize(1);
  }

  @Test
  void amongVariantsTheHeadersOfTheRequestSelect() {
    // Given
    Vary byLanguage = Vary.of(List.of("Accept-Language"));
    bench.ask(ANNAS);
    bench.source.respond(
        new OriginResponse.Complete<>(answer(new Cacheability(true, null, byLanguage, List.of()))));

    // When
    Headers german = name -> name.equals("accept-language") ? List.of("de") : List.of();
    Explanation other = bench.cache.explain(ANNAS, german);

    // Then
    assertThat(details(ANNAS).state()).isEqualTo(Freshness.State.FRESH);
    assertThat(other.details()).isNull();
    assertThat(other.key().variant()).isNotEmpty();
  }

  @Test
  void noMoreEventsAreRememberedThanTheirBound() {
    // Given
    var fates = new LastEvents(new Generations(), bench.clock);

    // When
    for (int team = 0; team < LastEvents.MAX_KEYS + 100; team++) {
      CacheKey key = Lists.projects(ANNA_IN_DESKTOP, "t" + team, "");
      fates.notStored(key, LastEventType.LOAD_FAILED, 0, List.of());
    }

    // Then
    assertThat(fates.count()).isEqualTo(LastEvents.MAX_KEYS);
  }

  private void keepBy(Rule rule) {
    bench.ask(ANNAS);
    bench.source.respond(
        new OriginResponse.Complete<>(
            answer(new Cacheability(true, null, Vary.NONE, List.of(rule)))));
  }

  private ListResponse answer(Cacheability cacheability) {
    return ListResponse.builder(200, Lists.bytes("projects"), bench.clock.instant())
        .cacheability(cacheability)
        .buildStored();
  }

  private static Cacheability not(Rule rule) {
    return new Cacheability(false, null, Vary.NONE, List.of(rule));
  }

  /** The size of a list under {@code ANNAS} in bytes. */
  private static long oneList() {
    var large = new Bench();
    large.keep(ANNAS, "projects");
    return large.cache.sizeBytes();
  }

  private Explanation explained(CacheKey key) {
    return bench.cache.explain(key, Headers.NONE);
  }

  private EntryDetails details(CacheKey key) {
    return Objects.requireNonNull(explained(key).details());
  }

  private LastEvent lastEvent(CacheKey key) {
    return lastEvent(bench, key);
  }

  private static LastEvent lastEvent(Bench bench, CacheKey key) {
    @Nullable LastEvent event = bench.cache.explain(key, Headers.NONE).event();
    return Objects.requireNonNull(event);
  }
}
