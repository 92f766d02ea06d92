package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static dev.bimgate.cache.model.Invalidation.Reason.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.fetch.UnexpectedNotModifiedException;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 6: a revalidated list replaces only the list it was started from. */
class Promise6RenewalTest {

  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE);

  private final Bench bench = new Bench();

  @BeforeEach
  void storeAListThatIsStaleByNow() {
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
  }

  /** Revalidation begun · invalidation · revalidation ends: nothing comes back. */
  @Test
  void promise6AnInvalidationDuringARevalidationWins() {
    // Given
    var stale = bench.lookup(ANNAS);
    bench.cache.invalidate(OF_TEAM);

    // When
    bench.source.list("renewed");

    // Then
    assertThat(served(stale)).isEqualTo("STALE old");
    assertThat(bench.cache.peek(ANNAS)).isNull();
  }

  /** The same with a 304. */
  @Test
  void promise6AnInvalidationDuringARevalidationWinsOverA304() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);

    // When
    bench.source.notModified();

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** Revalidation begun · invalidation · new load stored · revalidation ends: that stays. */
  @Test
  void promise6ANewerListThanTheRevalidationsWins() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);
    bench.ask(ANNAS);
    bench.source.list(3, "newer");

    // When
    bench.source.list(2, "renewed");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT newer");
  }

  /** A late rejection does not remove the newer list. */
  @Test
  void aLateRejectionLeavesTheNewerList() {
    // Given
    bench.ask(ANNAS);
    bench.cache.invalidate(OF_TEAM);
    bench.ask(ANNAS);
    bench.source.list(3, "newer");

    // When
    bench.source.status(2, 403);

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT newer");
  }

  /** Found worth freshening · invalidation · freshened: replace against invalidation. */
  @Test
  void anInvalidationBetweenTheDecisionToFreshenAndTheFresheningWins() {
    // Given
    bench.ask(ANNAS);
    ListResponse renewed = Lists.response(200, "renewed", bench.clock.instant());
    bench.clock.atNextReading(() -> bench.cache.invalidate(OF_TEAM));

    // When
    bench.source.respond(new OriginResponse.Complete<>(renewed));

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** Revalidation begun · rejected on a call past the cache · it ends: nothing is stored. */
  @Test
  void aRevalidationStoresNothingThatWasRejectedMeanwhile() {
    // Given
    bench.ask(ANNAS);
    bench.cache.rejected(ANNAS);

    // When
    bench.source.list("renewed");

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
  }

  @Test
  void a304MakesTheListFreshAgainAndUpdatesItsFields() {
    // Given
    bench.ask(ANNAS);
    var by =
        new OriginResponse.NotModified<String>(
            List.of(new Header("Date", "later"), new Header("content-length", "0")),
            bench.clock.instant(),
            Duration.ofSeconds(3),
            Cacheability.CONFIGURED);

    // When
    bench.source.respond(by);

    // Then
    var hit = found(bench.lookup(ANNAS));
    assertThat(hit.outcome()).isEqualTo(LookupOutcome.HIT);
    assertThat(Lists.text(hit.response())).isEqualTo("old");
    assertThat(hit.response().headers()).containsExactly(new Header("Date", "later"));
    assertThat(hit.ageSeconds()).isEqualTo(3);
    assertThat(hit.ttlSeconds()).isEqualTo(60);
  }

  @Test
  void a304KeepsTheETagsOfTheList() {
    // Given
    ListResponse before = found(bench.lookup(ANNAS)).response();

    // When
    bench.source.notModified();

    // Then
    ListResponse after = found(bench.lookup(ANNAS)).response();
    assertThat(after.etag()).isEqualTo(before.etag());
    assertThat(after.validators()).isEqualTo(before.validators());
    assertThat(after.body()).isSameAs(before.body());
  }

  @Test
  void anUnrequested304HasTheListLoadedAgain() {
    // Given
    var fresh = new Bench();
    var asked = fresh.lookup(ANNAS);
    fresh.source.unrelated();

    // When
    fresh.source.list("projects");

    // Then
    assertThat(served(asked)).isEqualTo("MISS projects");
    assertThat(fresh.source.calls()).isEqualTo(2);
  }

  @Test
  void aSecondUnrequested304IsAFailure() {
    // Given
    var fresh = new Bench();
    var asked = fresh.lookup(ANNAS);
    fresh.source.unrelated();

    // When
    fresh.source.unrelated();

    // Then
    assertThatThrownBy(asked::join).hasCauseInstanceOf(UnexpectedNotModifiedException.class);
    assertThat(fresh.source.calls()).isEqualTo(2);
  }

  @Test
  void a304AboutAnotherListHasOursLoadedAgain() {
    // Given
    bench.ask(ANNAS);
    bench.source.unrelated();

    // When
    bench.source.list("renewed");

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT renewed");
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  @Test
  void aSecond304AboutAnotherListIsAFailure() {
    // Given
    bench.clock.advance(Bench.IF_ERROR);
    var asked = bench.lookup(ANNAS);
    bench.source.unrelated();

    // When
    bench.source.unrelated();

    // Then
    assertThatThrownBy(asked::join).hasCauseInstanceOf(UnexpectedNotModifiedException.class);
    assertThat(bench.source.calls()).isEqualTo(3);
  }

  /** In response to a request without validators, upstream had nothing to confirm. */
  @Test
  void anUnrequestedConfirmationFreshensNothing() {
    // Given
    bench.ask(ANNAS);
    bench.source.unrelated();

    // When
    bench.source.notModified();

    // Then
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("STALE_IF_ERROR old");
  }

  @Test
  void theNextLoadMayRepeatItsRequestOnceAgain() {
    // Given
    var fresh = new Bench();
    fresh.ask(ANNAS);
    fresh.source.unrelated();
    fresh.source.unrelated();
    var next = fresh.lookup(ANNAS);
    fresh.source.unrelated();

    // When
    fresh.source.list("projects");

    // Then
    assertThat(served(next)).isEqualTo("MISS projects");
  }

  @Test
  void aRepeatedRequestThatFailsFailsUnchanged() {
    // Given
    var late = new IllegalStateException("late");
    var fresh = new Bench();
    var asked = fresh.lookup(ANNAS);
    fresh.source.unrelated();

    // When
    fresh.source.fail(late);

    // Then
    assertThatThrownBy(asked::join).hasCause(late);
  }

  @Test
  void aConfirmationOfAListThatNobodyHasIsAFailure() {
    // Given
    var fresh = new Bench();
    var asked = fresh.lookup(ANNAS);

    // When
    fresh.source.notModified();

    // Then
    assertThatThrownBy(asked::join).hasCauseInstanceOf(UnexpectedNotModifiedException.class);
  }

  @Test
  void aListWithoutValidatorsIsLoadedWhole() {
    // Given
    var plain = new Bench();
    plain.ask(ANNAS);
    var response =
        ListResponse.builder(200, Lists.bytes("plain"), plain.clock.instant()).buildStored();
    plain.source.respond(new OriginResponse.Complete<>(response));
    plain.clock.advance(Bench.FRESH);

    // When
    plain.ask(ANNAS);

    // Then
    assertThat(plain.source.calls()).isEqualTo(2);
    assertThat(plain.source.latestCondition()).isNull();
  }

  /** As when upstream begins to say {@code no-store}. */
  @Test
  void a304ThatForbidsStoringTheListRemovesIt() {
    // Given
    bench.clock.advance(Bench.WHILE_REVALIDATE);
    var asked = bench.lookup(ANNAS);

    // When
    bench.source.respond(
        new OriginResponse.NotModified<>(
            List.of(), bench.clock.instant(), Lists.NO_AGE, Cacheability.NONE));

    // Then
    assertThat(served(asked)).isEqualTo("REVALIDATED old");
    assertThat(found(asked).stored()).isFalse();
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.explain(ANNAS, Headers.NONE).event())
        .isEqualTo(
            new LastEvent(LastEventType.NOT_REUSABLE, bench.clock.instant(), 304, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"200, false", "204, false", "299, false", "300, true", "302, true", "409, true"})
  void aResponseThatIsNotStoredRemovesTheListOnlyWhereItSucceeds(int status, boolean stays) {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(bench.cache.peek(ANNAS) != null).isEqualTo(stays);
  }
}
