package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Validators;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses whose times are upstream's, not the configured ones (RFC 9111, sections 3 and 4.2). */
class OwnLifetimesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Lifetimes CLOSED = windows(0, 0, 0);

  private final Bench bench = new Bench();

  @Test
  void theAgeThatAListArrivedWithCountsAgainstItsFreshness() {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "aged", windows(60, 30, 0)).receivedAge(Duration.ofSeconds(50)));

    // When
    bench.clock.advance(Duration.ofSeconds(10).minusMillis(1));
    var fresh = bench.lookup(ANNAS);
    bench.clock.advance(Duration.ofMillis(1));
    var stale = bench.lookup(ANNAS);

    // Then
    assertThat(served(fresh)).isEqualTo("HIT aged");
    assertThat(served(stale)).isEqualTo("STALE aged");
  }

  @Test
  void aListThatArrivesStaleMayStillReplaceAFailure() {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "aged", windows(60, 0, 600)).receivedAge(Duration.ofSeconds(60)));
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.status(503);

    // Then
    assertThat(served(asked)).isEqualTo("STALE_IF_ERROR aged");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 404, 410, 500, 503})
  void anyOtherStatusIsStoredForAsLongAsUpstreamSays(int status) {
    // Given
    bench.ask(ANNAS);
    answer(own(status, "no list", windows(5, 0, 0)));

    // When
    bench.clock.advance(Duration.ofSeconds(4));
    var within = bench.lookup(ANNAS);
    bench.clock.advance(SECOND);
    var after = bench.lookup(ANNAS);

    // Then
    assertThat(served(within)).isEqualTo("HIT no list");
    assertThat(after).isNotDone();
  }

  /** Promise 4 holds whatever upstream says of times. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void aResponseAboutTheCallerIsNeverStored(int status) {
    // Given
    bench.ask(ANNAS);

    // When
    answer(own(status, "not for you", windows(60, 30, 600)));

    // Then
    assertThat(bench.cache.entryCount()).isZero();
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aListThatIsGoneIsReplacedByTheResponseThatSaysSo(int status) {
    // Given
    storeAListThatIsStaleByNow();

    // When
    answer(own(status, "gone", windows(60, 0, 0)));

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT gone");
  }

  /** An error that may be stored does not replace the list that is served instead of it. */
  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void anErrorTakesThePlaceOfNoList(int status) {
    // Given
    storeAListThatIsStaleByNow();

    // When
    answer(own(status, "trouble", windows(60, 0, 0)));

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("STALE_IF_ERROR old");
  }

  @Test
  void anErrorThatIsStoredIsALoadToItsStarter() {
    // Given
    var asked = bench.lookup(ANNAS);

    // When
    answer(own(503, "trouble", windows(60, 0, 0)));

    // Then
    assertThat(served(asked)).isEqualTo("MISS trouble");
    assertThat(Lists.found(asked).stored()).isTrue();
  }

  @Test
  void aResponseThatCanNeitherBeServedNorValidatedIsNotStored() {
    // Given
    bench.ask(ANNAS);

    // When
    answer(own(200, "of no use", CLOSED));

    // Then
    assertThat(bench.cache.entryCount()).isZero();
    assertThat(lastEvent().type()).isEqualTo(LastEventType.NO_TIME);
  }

  @Test
  void eachOpenWindowIsReasonEnoughToStoreAList() {
    for (Lifetimes lifetimes : List.of(windows(1, 0, 0), windows(0, 1, 0), windows(0, 0, 1))) {
      var each = new Bench();
      each.ask(ANNAS);

      each.source.respond(new OriginResponse.Complete<>(own(200, "list", lifetimes).buildStored()));

      assertThat(each.cache.entryCount()).as(lifetimes.toString()).isEqualTo(1);
    }
  }

  /** As with {@code no-cache}: never served unvalidated, but a 304 saves its bytes. */
  @Test
  void aListThatMayNotBeServedIsRevalidated() {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "checked", CLOSED).validators(new Validators("\"v1\"", null)));

    // When
    var asked = bench.lookup(ANNAS);
    confirm(CLOSED);

    // Then
    assertThat(bench.source.latestCondition()).isEqualTo(new Validators("\"v1\"", null));
    assertThat(served(asked)).isEqualTo("REVALIDATED checked");
    assertThat(Lists.found(asked).upstreamStatus()).isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource({"3599999, 1", "3600000, 0"})
  void aListStoredForItsValidatorsAloneExpiresAfterAnHour(long afterMillis, long left) {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "checked", CLOSED).validators(new Validators(null, "yesterday")));

    // When
    bench.clock.advance(Duration.ofMillis(afterMillis));

    // Then
    assertThat(bench.cache.entryCount()).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({"60, 30, 0, 90", "60, 0, 40, 100", "60, 30, 40, 100", "60, 0, 0, 60"})
  void withoutValidatorsAListIsOfNoUseAfterTheLastOfItsWindows(
      long freshFor, long whileRevalidate, long ifError, long expired) {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "list", windows(freshFor, whileRevalidate, ifError)));

    // When
    bench.clock.advance(Duration.ofSeconds(expired));

    // Then
    Instant end = HandClock.START.plusSeconds(expired);
    assertThat(lastEvent()).isEqualTo(new LastEvent(LastEventType.EXPIRED, end, 0, List.of()));
    assertThat(bench.cache.entryCount()).isZero();
  }

  @Test
  void upstreamIsLetAloneForNoLongerThanItsListWasFresh() {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "list", windows(5, 600, 0)));
    bench.clock.advance(Duration.ofSeconds(5));
    bench.ask(ANNAS);
    bench.source.refusal(503, "86400");

    // When
    bench.clock.advance(Duration.ofSeconds(5).minusMillis(1));
    bench.ask(ANNAS);
    int callsDuring = bench.source.calls();
    bench.clock.advance(Duration.ofMillis(1));
    bench.ask(ANNAS);

    // Then
    assertThat(callsDuring).isEqualTo(2);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void a304SaysHowLongTheListIsFreshFromThenOn() {
    // Given
    bench.ask(ANNAS);
    answer(own(200, "list", windows(5, 0, 0)).validators(new Validators("\"v1\"", null)));
    bench.clock.advance(Duration.ofSeconds(5));
    bench.ask(ANNAS);

    // When
    confirm(windows(100, 0, 0));

    // Then
    assertThat(Lists.found(bench.lookup(ANNAS)).ttlSeconds()).isEqualTo(100);
  }

  private void storeAListThatIsStaleByNow() {
    bench.ask(ANNAS);
    answer(own(200, "old", windows(60, 30, 600)));
    bench.clock.advance(Duration.ofSeconds(60));
    bench.ask(ANNAS);
  }

  private void answer(ListResponse.Builder response) {
    bench.source.respond(new OriginResponse.Complete<>(response.buildStored()));
  }

  private void confirm(Lifetimes lifetimes) {
    bench.source.respond(
        new OriginResponse.NotModified<>(
            List.of(), bench.clock.instant(), Lists.NO_AGE, reuse(lifetimes)));
  }

  private ListResponse.Builder own(int status, String body, Lifetimes lifetimes) {
    return ListResponse.builder(status, Lists.bytes(body), bench.clock.instant())
        .cacheability(reuse(lifetimes));
  }

  private LastEvent lastEvent() {
    return Objects.requireNonNull(bench.cache.explain(ANNAS, Headers.NONE).event());
  }

  private static Cacheability reuse(Lifetimes lifetimes) {
    return new Cacheability(true, lifetimes, Vary.NONE, List.of());
  }

  private static Lifetimes windows(long freshFor, long whileRevalidate, long ifError) {
    return new Lifetimes(
        Duration.ofSeconds(freshFor),
        Duration.ofSeconds(whileRevalidate),
        Duration.ofSeconds(ifError));
  }
}
