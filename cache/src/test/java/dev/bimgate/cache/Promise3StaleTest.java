package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Validators;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise 3: fresh is served; stale is served while one revalidation runs; inside the error window
 * stale is served when loading fails.
 *
 * <p>Fresh for 60 s, then 30 s of stale-while-revalidate and 10 min of stale-if-error.
 */
class Promise3StaleTest {

  private static final LookupOptions REVALIDATE = LookupOptions.DEFAULTS.withRevalidation();
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Bench bench = new Bench();

  @Test
  void promise3FreshIsServedWithoutACall() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.minus(SECOND));

    // When
    var found = found(bench.lookup(ANNAS));

    // Then
    assertThat(found.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(found.ageSeconds()).isEqualTo(59);
    assertThat(found.ttlSeconds()).isEqualTo(1);
    assertThat(found.upstreamStatus()).isZero();
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  @Test
  void promise3StaleIsServedWhileOneRevalidationRuns() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plusSeconds(1));

    // When
    var first = found(bench.lookup(ANNAS));
    var second = bench.lookup(ANNAS);

    // Then
    assertThat(first.outcome()).isEqualTo(LookupOutcome.STALE);
    assertThat(first.ttlSeconds()).isEqualTo(-1);
    assertThat(served(second)).isEqualTo("STALE old");
    assertThat(bench.source.calls()).isEqualTo(2);
    assertThat(bench.events.lines).filteredOn("looked up PROJECTS STALE 61000"::equals).hasSize(2);
    assertThat(bench.source.latestCondition()).isEqualTo(new Validators("\"old\"", null));
  }

  @Test
  void aBackgroundRevalidationRenewsTheList() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // When
    bench.source.list("new");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @Test
  void aBackgroundRevalidationThatFailsLeavesTheListAndIsTriedAgainAfterAPause() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);
    bench.source.fail(new IllegalStateException("away"));

    // When
    bench.clock.advance(Duration.ofSeconds(5));
    var next = bench.lookup(ANNAS);

    // Then
    assertThat(served(next)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aTokenWithLittleLifeLeftRevalidatesBeforeTheResponse() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);

    // When
    var asked = bench.lookup(ANNAS, Lists.ENDING_TOKEN);
    bench.source.notModified();

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED old");
  }

  @Test
  void aTokenWithLittleLifeLeftIsServedStaleWhileAnotherRevalidates() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS);

    // When
    var asked = bench.lookup(ANNAS, Lists.ENDING_TOKEN);

    // Then
    assertThat(served(asked)).isEqualTo("STALE old");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void promise3InsideTheErrorWindowStaleIsServedWhenLoadingReturns(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR).minus(SECOND));
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(served(starter)).isEqualTo("STALE_IF_ERROR old");
    assertThat(found(starter).upstreamStatus()).isEqualTo(status);
    assertThat(found(starter).forward()).isEqualTo(Forward.STALE);
    assertThat(found(starter).collapsed()).isFalse();
    assertThat(served(waiter)).isEqualTo("STALE_IF_ERROR old");
    assertThat(found(waiter).collapsed()).isTrue();
  }

  @Test
  void promise3InsideTheErrorWindowStaleIsServedWhenLoadingFails() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.fail(new IllegalStateException("away"));

    // Then
    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR old");
    assertThat(bench.events.lines).contains("looked up PROJECTS STALE_IF_ERROR 90000");
  }

  @Test
  void beyondTheErrorWindowTheFailureGoesOutAsItIs() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(served(asked)).isEqualTo("MISS status 503");
  }

  /** The window may end while the load is still failing. */
  @Test
  void anErrorWindowThatEndsDuringTheLoadHasEnded() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR).minus(SECOND));
    var asked = bench.lookup(ANNAS);
    bench.clock.advance(SECOND);

    // When
    bench.source.fail(new IllegalStateException("away"));

    // Then
    assertThatThrownBy(asked::join).hasRootCauseMessage("away");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 428, 430, 499, 501, 505, 599})
  void anErrorThatIsNoOutageIsNotPaperedOver(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED status " + status);
  }

  @Test
  void anExpiredListIsStillRequestedWithItsETag() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.notModified();

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED old");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT old");
  }

  @Test
  void aNoCacheWithinTheIntervalIsServedAsAHit() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.minusMillis(1));

    // When
    var asked = bench.lookup(ANNAS, REVALIDATE);

    // Then
    assertThat(served(asked)).isEqualTo("HIT old");
  }

  @Test
  void aNoCacheAfterTheIntervalRevalidatesOnceForAll() {
    // Given
    var eager = new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ofSeconds(5));
    var quick = new Bench(Bench.options(eager));
    quick.keep(ANNAS, "old");
    quick.clock.advance(Duration.ofSeconds(5));

    // When
    var starter = quick.lookup(ANNAS, REVALIDATE);
    var joiner = quick.lookup(ANNAS, REVALIDATE);
    quick.source.notModified();

    // Then
    assertThat(served(starter)).isEqualTo("REVALIDATED old");
    assertThat(found(starter).upstreamStatus()).isEqualTo(304);
    assertThat(served(joiner)).isEqualTo("COALESCED old");
    assertThat(served(quick.lookup(ANNAS, REVALIDATE))).isEqualTo("HIT old");
  }

  @Test
  void anIntervalOfZeroGrantsEveryNoCache() {
    // Given
    var eager = new Bench(Bench.options(new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ZERO)));
    eager.keep(ANNAS, "old");

    // When
    eager.ask(ANNAS, REVALIDATE);

    // Then
    assertThat(eager.source.calls()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void aNoCacheIsGrantedThoughAnotherRequestWasJustServedAHit(LookupOptions wish) {
    // Given
    var eager = new Bench(Bench.options(new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ZERO)));
    eager.keep(ANNAS, "old");
    eager.clock.advance(Duration.ofMillis(500));
    eager.ask(ANNAS);

    // When
    var asked = eager.lookup(ANNAS, wish);
    eager.source.list("new");

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED new");
  }

  static Stream<LookupOptions> wishes() {
    Duration none = Duration.ZERO;
    return Stream.of(
        REVALIDATE,
        new LookupOptions(false, none, none, none, LookupOptions.OnMiss.FETCH, true),
        new LookupOptions(false, null, Bench.FRESH, none, LookupOptions.OnMiss.FETCH, true));
  }

  /** Otherwise every poll of the vendor's SDK would wait for an upstream that is down. */
  @Test
  void aFailedRevalidationCountsAgainstTheInterval() {
    // Given
    var eager = new RoutePolicy(Bench.POLICY.lifetimes(), Duration.ofSeconds(5));
    var quick = new Bench(Bench.options(eager));
    quick.keep(ANNAS, "old");
    quick.clock.advance(Duration.ofSeconds(5));
    var first = quick.lookup(ANNAS, REVALIDATE);
    quick.source.status(503);

    // When
    var second = quick.lookup(ANNAS, REVALIDATE);

    // Then
    assertThat(served(first)).isEqualTo("STALE_IF_ERROR old");
    assertThat(served(second)).isEqualTo("HIT old");
    assertThat(quick.source.calls()).isEqualTo(2);
  }

  @Test
  void freshForZeroStoresNothing() {
    // Given
    var lifetimes = new Lifetimes(Duration.ZERO, Bench.WHILE_REVALIDATE, Bench.IF_ERROR);
    var off = new Bench(Bench.options(new RoutePolicy(lifetimes, Duration.ZERO)));

    // When
    off.keep(ANNAS, "projects");

    // Then
    assertThat(off.cache.entryCount()).isZero();
  }

  @Test
  void aResponsesOwnWindowsHoldInsteadOfTheConfiguredOnes() {
    // Given
    var asked = bench.lookup(ANNAS);
    var lifetimes = new Lifetimes(Duration.ofSeconds(5), Duration.ZERO, Duration.ZERO);
    var response =
        ListResponse.builder(200, Lists.bytes("short"), bench.clock.instant())
            .cacheability(new Cacheability(true, lifetimes, Vary.NONE, List.of()));
    bench.source.respond(new OriginResponse.Complete<>(response.buildStored()));
    bench.clock.advance(Duration.ofSeconds(4));

    // When
    var found = found(bench.lookup(ANNAS));

    // Then
    assertThat(served(asked)).isEqualTo("MISS short");
    assertThat(found.ttlSeconds()).isEqualTo(1);
  }

  @Test
  void theAgeAListArrivedWithIsServedButDoesNotShortenOurTimes() {
    // Given
    bench.ask(ANNAS);
    var response =
        ListResponse.builder(200, Lists.bytes("aged"), bench.clock.instant())
            .receivedAge(Duration.ofSeconds(500));
    bench.source.respond(new OriginResponse.Complete<>(response.buildStored()));
    bench.clock.advance(Duration.ofSeconds(10));

    // When
    var found = found(bench.lookup(ANNAS));

    // Then
    assertThat(found.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(found.ageSeconds()).isEqualTo(500 + 10);
    assertThat(found.ttlSeconds()).isEqualTo(60 - 10);
  }
}
