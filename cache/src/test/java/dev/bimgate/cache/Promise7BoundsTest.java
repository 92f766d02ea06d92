package dev.bimgate.cache;

import static dev.bimgate.cache.LanguageBench.BY_LANGUAGE;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.store.Generations;
import dev.bimgate.cache.store.LastEventType;
import dev.bimgate.cache.store.LastEvents;
import dev.bimgate.cache.store.StoredResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/**
 * Promise 7: failures reach the waiters unchanged and are not stored; memory is bounded in bytes,
 * per entry, per caller and in all; what is over the bound is streamed and not stored.
 */
class Promise7BoundsTest {

  private final Bench bench = new Bench();

  @Test
  void promise7AFailureReachesEveryWaiterAsItIs() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);
    var failure = new IllegalStateException("unreachable");

    // When
    bench.source.fail(failure);

    // Then
    assertThat(Lists.failure(starter)).isSameAs(failure);
    assertThat(Lists.failure(waiter)).isSameAs(failure);
  }

  @Test
  void aFailureWrappedOnItsWayIsUnwrapped() {
    // Given
    var asked = bench.lookup(ANNAS);
    var failure = new IllegalStateException("unreachable");

    // When
    bench.source.fail(new CompletionException(failure));

    // Then
    assertThat(Lists.failure(asked)).isSameAs(failure);
  }

  @Test
  void promise7AFailingStatusReachesEveryWaiterAndIsNotStored() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(served(starter)).isEqualTo("MISS status 503");
    assertThat(served(waiter)).isEqualTo("COALESCED status 503");
    assertThat(bench.cache.entryCount()).isZero();
  }

  @Test
  void anOriginThatThrowsIsAFailureLikeAnyOther() {
    // Given
    Origin<String> broken =
        validators -> {
          throw new IllegalStateException("broken");
        };

    // When
    var asked = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, broken);

    // Then
    assertThatThrownBy(asked::join).hasRootCauseMessage("broken");
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @Test
  void aStaleListIsServedWhenTheSourceBehindItThrows() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    Origin<String> broken =
        validators -> {
          throw new IllegalStateException("broken");
        };

    // When
    var asked = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, broken);

    // Then
    assertThat(served(asked)).isEqualTo("STALE old");
  }

  @Test
  @SuppressWarnings("NullAway") // the point is a source that breaks its contract
  void anOriginThatReturnsNothingIsAFailure() {
    // Given
    Origin<String> empty = validators -> CompletableFuture.completedFuture(null);

    // When
    var asked = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, empty);

    // Then
    assertThatThrownBy(asked::join).hasRootCauseMessage("the origin returned no response");
  }

  @Test
  void promise7AListOverTheEntryBoundIsServedToAllWhoWaitButNotStored() {
    // Given
    var small = new Bench(options(1 << 20, 2000, 1));
    var starter = small.lookup(ANNAS);
    var waiter = small.lookup(ANNAS);

    // When
    small.source.respond(keep(noise(2000)));

    // Then
    assertThat(Lists.found(starter).stored()).isFalse();
    assertThat(Lists.found(waiter).response().body()).hasSize(2000);
    assertThat(small.cache.entryCount()).isZero();
  }

  @Test
  void anEntryOfExactlyTheBoundIsStored() {
    // Given
    int weight = StoredResponse.weightOf(ANNAS, keep(noise(2000)).response());
    var exact = new Bench(options(1 << 20, weight, 1));
    var below = new Bench(options(1 << 20, weight - 1, 1));

    // When
    for (Bench each : List.of(exact, below)) {
      each.ask(ANNAS);
      each.source.respond(keep(noise(2000)));
    }

    // Then
    assertThat(exact.cache.sizeBytes()).isEqualTo(weight);
    assertThat(below.cache.sizeBytes()).isZero();
  }

  @Test
  void promise7ACallersOwnOldestListsGoFirstAndNobodyElses() {
    // Given: room for four lists of one caller
    int weight = StoredResponse.weightOf(annas(0), keep(noise(2000)).response());
    var shared = new Bench(options(100L * weight, weight, 0.04));
    load(shared, BENS);
    for (int list = 0; list < 4; list++) {
      load(shared, annas(list));
    }

    // When
    load(shared, annas(4));

    // Then
    assertThat(shared.cache.peek(annas(0))).isNull();
    assertThat(List.of(annas(1), annas(2), annas(3), annas(4), BENS))
        .allMatch(key -> shared.cache.peek(key) != null);
    assertThat(shared.events.lines).containsOnlyOnce("evicted SHARE");
    assertThat(shared.cache.sizeBytes()).isLessThanOrEqualTo(5L * weight);
  }

  @Test
  void aRenewedListIsTheCallersYoungest() {
    // Given: room for two lists of one caller
    int weight = StoredResponse.weightOf(annas(0), keep(noise(2000)).response());
    var shared = new Bench(options(100L * weight, weight, 0.02));
    load(shared, annas(0));
    load(shared, annas(1));
    shared.clock.advance(Bench.FRESH);
    shared.ask(annas(0));
    shared.source.respond(keep(noise(2000)));

    // When
    load(shared, annas(2));

    // Then
    assertThat(shared.cache.peek(annas(0))).isNotNull();
    assertThat(shared.cache.peek(annas(1))).isNull();
  }

  @Test
  void promise7AllListsTogetherStayWithinTheSize() {
    // Given
    long max = 100_000;
    var shared = new Bench(options(max, 10_000, 0.1));

    // When
    long largest = 0;
    for (int caller = 0; caller < 500; caller++) {
      load(shared, ofCaller(caller));
      largest = Math.max(largest, shared.cache.sizeBytes());
    }

    // Then
    assertThat(largest).isBetween(max / 2, max);
    assertThat(shared.events.lines).contains("evicted SIZE");
  }

  @Test
  void aSizeOfZeroStoresNothing() {
    // Given
    var none = new Bench(options(0, 10_000, 1));

    // When
    none.keep(ANNAS, "projects");

    // Then
    assertThat(none.cache.entryCount()).isZero();
  }

  @Test
  void promise7AnUnshareableResponseGoesToItsStarterAndTheOthersPass() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.respond(Lists.streamed("stream", () -> {}));

    // Then
    assertThat(served(starter)).isEqualTo("PASSAGE stream");
    assertThat(served(waiter)).isEqualTo("ALONE");
    assertThat(bench.events.lines)
        .containsExactlyInAnyOrder("looked up PROJECTS MISS 0", "looked up PROJECTS BYPASS 0");
  }

  @Test
  void afterAnUnshareableResponseNobodyWaitsForAMinute() {
    // Given
    bench.ask(ANNAS);
    bench.source.respond(Lists.streamed("stream", () -> {}));

    // When
    bench.clock.advance(Duration.ofMillis(59_999));
    var within = bench.lookup(ANNAS);
    bench.clock.advance(Duration.ofMillis(1));
    var after = bench.lookup(ANNAS);

    // Then
    assertThat(served(within)).isEqualTo("ALONE");
    assertThat(after).isNotDone();
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @Test
  void anUnshareableResponseRemovesTheStoredList() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);

    // When
    bench.source.respond(Lists.streamed("grown", () -> {}));

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
  }

  @Test
  void anErrorTooLongToReadIsReplacedByTheStoredList() {
    // Given
    List<String> abandoned = new ArrayList<>();
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.respond(longError(503, () -> abandoned.add("error")));

    // Then
    assertThat(served(starter)).isEqualTo("STALE_IF_ERROR old");
    assertThat(served(waiter)).isEqualTo("STALE_IF_ERROR old");
    assertThat(abandoned).containsExactly("error");
    bench.clock.advance(Duration.ofSeconds(5));
    bench.ask(ANNAS);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void anErrorTooLongToReadGoesToItsStarterWhereNothingIsStored() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.respond(longError(503, () -> {}));

    // Then
    assertThat(served(starter)).isEqualTo("PASSAGE error");
    assertThat(served(waiter)).isEqualTo("ALONE");
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @Test
  void aRejectionTooLongToReadRemovesTheListAndGoesToItsStarter() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);

    // When
    bench.source.respond(longError(403, () -> {}));

    // Then
    assertThat(served(starter)).isEqualTo("PASSAGE error");
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.events.lines).containsOnlyOnce("invalidated REFUSED");
  }

  @Test
  void aStreamWhoseStarterHasLeftIsLetGo() {
    // Given
    List<String> abandoned = new ArrayList<>();
    bench.lookup(ANNAS).cancel(true);

    // When
    bench.source.respond(Lists.streamed("stream", () -> abandoned.add("stream")));

    // Then
    assertThat(abandoned).containsExactly("stream");
  }

  @Test
  void aStreamThatARevalidationInTheBackgroundMetIsLetGo() {
    // Given
    List<String> abandoned = new ArrayList<>();
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // When
    bench.source.respond(Lists.streamed("stream", () -> abandoned.add("stream")));

    // Then
    assertThat(abandoned).containsExactly("stream");
  }

  private static OriginResponse<String> longError(int status, Runnable abandon) {
    return new OriginResponse.Streamed<>(status, "error", abandon, List.of());
  }

  /** A query may have 16 KB, and the last events are not in the bound of the cache. */
  @Test
  void keysThatAreRememberedAreBoundedInBytes() {
    // Given
    var fates = new LastEvents(new Generations(), bench.clock);
    String query = "q".repeat(16 << 10);

    // When
    for (int i = 0; i < 1000; i++) {
      fates.notStored(
          Lists.projects(ANNA_IN_PORTAL, "nemetschek", i + query),
          LastEventType.LOAD_FAILED,
          0,
          List.of());
    }

    // Then
    assertThat(fates.count()).isBetween(500L, 600L);
  }

  /** A hit-for-pass mark takes memory like a list, but no count shows it. */
  @Test
  void hitForPassMarksCountInTheShareOfTheirCaller() {
    // Given: room for some three of them
    var shared = new Bench(options(100_000, 10_000, 0.02));

    // When
    for (int list = 0; list < 10; list++) {
      shared.ask(annas(list));
      shared.source.respond(Lists.streamed("stream", () -> {}));
    }

    // Then
    assertThat(shared.cache.sizeBytes()).isBetween(500L, 2_000L);
    assertThat(shared.cache.entryCount()).isZero();
    assertThat(served(shared.lookup(annas(9)))).isEqualTo("ALONE");
    assertThat(shared.lookup(annas(0))).isNotDone();
    assertThat(shared.events.lines).noneMatch(line -> line.startsWith("evicted"));
  }

  /** Load begun · invalidation, cleared · the load is streamed: nothing of it is of use. */
  @Test
  void aMarkFromBeforeAnInvalidationTakesNoMemory() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR));

    // When
    bench.source.respond(Lists.streamed("stream", () -> {}));

    // Then
    assertThat(bench.cache.sizeBytes()).isZero();
  }

  @Test
  void aMarkThatHasEndedIsClearedAway() {
    // Given
    bench.ask(ANNAS);
    bench.source.respond(Lists.streamed("stream", () -> {}));
    assertThat(bench.cache.sizeBytes()).isPositive();

    // When
    bench.clock.advance(Duration.ofMinutes(1));

    // Then
    assertThat(bench.cache.sizeBytes()).isZero();
  }

  /** The variants of one list are one caller's as well: the oldest are evicted for the youngest. */
  @Test
  void theVariantsOfAListStayWithinTheShareOfTheirCaller() {
    // Given: room for two of them
    var lists = new LanguageBench(new Bench(options(1 << 20, 4_000, 0.005)));
    for (String language : List.of("de", "en", "fr")) {
      lists.ask(language);

      // When
      lists.respond(
          lists.calls.size(),
          keep(noise(1500), new Cacheability(true, null, BY_LANGUAGE, List.of())));
    }

    // Then
    assertThat(lists.cache.sizeBytes()).isBetween(4_000L, 5_242L);
    assertThat(lists.hit("de")).isNull();
    assertThat(lists.hit("en")).isNotNull();
    assertThat(lists.hit("fr")).isNotNull();
    assertThat(lists.bench.events.lines).containsOnlyOnce("evicted SHARE");
  }

  @Test
  void listsPastTheirWindowsAreClearedAway() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));

    // When
    long bytes = bench.cache.sizeBytes();

    // Then
    assertThat(bytes).isZero();
    assertThat(bench.cache.entryCount()).isZero();
    assertThat(bench.events.lines).contains("evicted EXPIRED");
  }

  /** No reading of the meters is necessary for that. */
  @Test
  void listsPastTheirWindowsAreClearedAwayWhenOthersComeIn() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));

    // When
    bench.keep(BENS, "new");

    // Then
    assertThat(bench.events.lines).contains("evicted EXPIRED");
  }

  private static CacheOptions options(long maxSize, long maxEntry, double maxShare) {
    return new CacheOptions(TestRoute.policies(Bench.POLICY), maxSize, maxEntry, maxShare, false);
  }

  private static void load(Bench where, CacheKey key) {
    where.ask(key);
    where.source.respond(keep(noise(2000)));
  }

  private static CacheKey annas(int list) {
    return Lists.projects(ANNA_IN_PORTAL, "nemetschek", "chunk=" + list);
  }

  private static CacheKey ofCaller(int number) {
    var caller = new Caller(new User(Lists.ISSUER, "user-" + number), "portal", Set.of());
    return Lists.projects(caller, "nemetschek", "");
  }

  private static OriginResponse.Complete<String> keep(byte[] body) {
    return keep(body, Cacheability.CONFIGURED);
  }

  private static OriginResponse.Complete<String> keep(byte[] body, Cacheability cacheability) {
    return new OriginResponse.Complete<>(
        ListResponse.builder(200, body, HandClock.START).cacheability(cacheability).buildStored());
  }

  /** Bytes that gzip cannot compress. */
  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }
}
