package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.failure;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lookups that say since when the load of their list must have begun. */
class LoadedSinceTest {

  private static final Duration BOUND = Duration.ofSeconds(2);
  private static final Duration INSTANT = Duration.ofNanos(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Bench bench = new Bench();

  @Test
  void aListWhoseLoadBeganAtTheBoundIsAHit() {
    bench.keep(ANNAS, "list");

    bench.clock.advance(BOUND);

    assertThat(bench.cache.hit(ANNAS, bounded(), Headers.NONE, bench.clock.millis())).isNotNull();
    assertThat(served(bench.lookup(ANNAS, bounded()))).isEqualTo("HIT list");
  }

  @Test
  void aListWhoseLoadBeganEarlierIsNoHit() {
    bench.keep(ANNAS, "list");

    bench.clock.advance(BOUND.plus(INSTANT));

    assertThat(bench.cache.hit(ANNAS, bounded(), Headers.NONE, bench.clock.millis())).isNull();
  }

  @Test
  void aListWhoseLoadBeganEarlierIsStaleForTheLookup() {
    bench.keep(ANNAS, "list");
    bench.clock.advance(BOUND.plus(INSTANT));

    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.notModified();

    assertThat(found(lookup).forward()).isEqualTo(Forward.STALE);
  }

  /** What counts is when Bimplus may have read its data, not when the list arrived. */
  @Test
  void theTimeCountsFromTheBeginningOfTheLoad() {
    // Given
    bench.ask(ANNAS);
    bench.clock.advance(BOUND.plus(INSTANT));
    bench.source.list("long on its way");

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.notModified();

    // Then
    assertThat(served(lookup)).isEqualTo("REVALIDATED long on its way");
  }

  @Test
  void aConfirmedListCountsFromTheRequestThatConfirmedIt() {
    // Given
    bench.keep(ANNAS, "list");
    bench.clock.advance(HOUR);
    bench.ask(ANNAS);
    bench.source.notModified();

    // When
    bench.clock.advance(BOUND);

    // Then
    assertThat(served(bench.lookup(ANNAS, bounded()))).isEqualTo("HIT list");
  }

  /** Corrections of the time, as by NTP, make no list younger. */
  @Test
  void aClockThatIsSetBackMakesNoListCount() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));
    bench.clock.correct(BOUND.negated());

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.list("new");

    // Then
    assertThat(served(lookup)).isEqualTo("REVALIDATED new");
  }

  @Test
  void anInFlightLoadThatBeganInTimeIsJoined() {
    // Given
    var starter = bench.lookup(ANNAS);
    bench.clock.advance(BOUND);

    // When
    var joined = bench.lookup(ANNAS, bounded());
    bench.source.list("list");

    // Then
    assertThat(served(starter)).isEqualTo("MISS list");
    assertThat(served(joined)).isEqualTo("COALESCED list");
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  @Test
  void anInFlightLoadThatBeganTooEarlyIsNotJoinedAndContinues() {
    // Given
    var starter = bench.lookup(ANNAS);
    bench.clock.advance(BOUND.plus(INSTANT));

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.list(2, "new");
    bench.source.list(1, "old");

    // Then
    assertThat(served(lookup)).isEqualTo("MISS new");
    assertThat(served(starter)).isEqualTo("MISS old");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  /** A lookup with a bound of its own time joins no load of a lookup before it. */
  @Test
  void aBoundOfNowIsMetByOnesOwnLoadOnly() {
    // Given
    LookupOptions now = LookupOptions.DEFAULTS.loadedSince(bench.clock.nanos());
    var first = bench.lookup(ANNAS, now);
    bench.clock.advance(INSTANT);
    LookupOptions later = LookupOptions.DEFAULTS.loadedSince(bench.clock.nanos());

    // When
    var second = bench.lookup(ANNAS, later);
    bench.source.list(1, "first");
    bench.source.list(2, "second");

    // Then
    assertThat(served(first)).isEqualTo("MISS first");
    assertThat(served(second)).isEqualTo("MISS second");
  }

  @Test
  void anEarlierListDoesNotReplaceAFailure() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));
    var failure = new IllegalStateException("down");

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.fail(failure);

    // Then
    assertThat(failure(lookup)).isSameAs(failure);
  }

  @Test
  void anEarlierListDoesNotReplaceAnErrorResponse() {
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));

    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.status(503);

    assertThat(served(lookup)).isEqualTo("REVALIDATED status 503");
  }

  @Test
  void anEarlierListDoesNotReplaceTheFailureOfALoadThatWasJoined() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));
    var failure = new IllegalStateException("down");
    bench.ask(ANNAS, bounded());

    // When
    var joined = bench.lookup(ANNAS, bounded());
    bench.source.fail(failure);

    // Then
    assertThat(failure(joined)).isSameAs(failure);
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  @Test
  void aListThatBeganInTimeReplacesAFailure() {
    // Given
    bench.keep(ANNAS, "list");
    LookupOptions since = bounded().withRevalidation();
    bench.clock.advance(Bench.FRESH);

    // When
    var lookup = bench.lookup(ANNAS, since);
    bench.source.fail(new IllegalStateException("down"));

    // Then
    assertThat(served(lookup)).isEqualTo("STALE_IF_ERROR list");
  }

  /** Also where other lookups are served without a call, because the last load has failed. */
  @Test
  void anEarlierListIsNotServedDuringABackoff() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    bench.ask(ANNAS);
    bench.source.fail(new IllegalStateException("down"));

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.list("new");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
    assertThat(served(lookup)).isEqualTo("REVALIDATED new");
  }

  @Test
  void anEarlierListIsNotServedWhileCallsAreScarce() {
    // Given
    bench.keep(ANNAS, "old");
    bench.source.economizes = true;
    bench.clock.advance(Bench.FRESH);

    // When
    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.list("new");

    // Then
    assertThat(served(lookup)).isEqualTo("REVALIDATED new");
  }

  @ParameterizedTest
  @CsvSource({"FAIL, Unavailable", "PASS, Pass"})
  void withoutACallAnEarlierListIsAsIfNoneWereStored(LookupOptions.OnMiss onMiss, String result) {
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));

    LookupResult<String> found = bench.lookup(ANNAS, bounded().within(onMiss)).join();

    assertThat(found.getClass().getSimpleName()).isEqualTo(result);
  }

  /** A list that another fetch has stored between the look-up and the beginning of this one. */
  @Test
  void aListStoredMeanwhileMustHaveBegunInTimeToo() {
    // Given
    bench.ask(ANNAS);
    bench.clock.advance(BOUND.plus(INSTANT));
    long now = bench.clock.millis();
    bench.clock.atNextReading(() -> bench.source.list(1, "old"));

    // When
    var lookup = bench.cache.lookup(ANNAS, bounded(), now, bench.source);
    bench.source.list("new");

    // Then
    assertThat(served(lookup)).isEqualTo("REVALIDATED new");
  }

  /** The fetch that was joined had begun in time, the list that it found had not. */
  @Test
  void whoHasJoinedAFetchThatFoundAnEarlierListLoads() {
    // Given
    bench.ask(ANNAS);
    bench.clock.advance(INSTANT);
    long now = bench.clock.millis();
    LookupOptions narrow = LookupOptions.DEFAULTS.loadedSince(bench.clock.nanos());
    List<CompletableFuture<LookupResult<String>>> joined = new ArrayList<>();
    bench.clock.atNextReading(
        () -> {
          bench.source.list(1, "old");
          bench.clock.atNextReading(
              () -> joined.add(bench.cache.lookup(ANNAS, narrow, now, bench.source)));
        });

    // When
    var lookup = bench.cache.lookup(ANNAS, bounded(), now, bench.source);
    bench.source.list("new");

    // Then
    assertThat(served(lookup)).isEqualTo("HIT old");
    assertThat(served(joined.get(0))).isEqualTo("REVALIDATED new");
  }

  @Test
  void aStreamReachesTheStarterWhateverItsBound() {
    bench.keep(ANNAS, "old");
    bench.clock.advance(BOUND.plus(INSTANT));

    var lookup = bench.lookup(ANNAS, bounded());
    bench.source.respond(new OriginResponse.Streamed<>(503, "stream", () -> {}, List.of()));

    assertThat(served(lookup)).isEqualTo("PASSAGE stream");
  }

  private LookupOptions bounded() {
    return LookupOptions.DEFAULTS.loadedSince(bench.clock.nanos() - BOUND.toNanos());
  }
}
