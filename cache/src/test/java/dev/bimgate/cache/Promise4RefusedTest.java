package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static dev.bimgate.cache.Lists.BENS;
import static dev.bimgate.cache.Lists.served;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.LastEvent;
import dev.bimgate.cache.store.LastEventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 4: 401, 403, 404 and 410 are no errors in that sense: they remove the list. */
class Promise4RefusedTest {

  private final Bench bench = new Bench();

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void promise4ARejectionRemovesTheListAndReachesTheWaitersUnchanged(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(served(starter)).isEqualTo("REVALIDATED status " + status);
    assertThat(served(waiter)).isEqualTo("COALESCED status " + status);
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.cache.entryCount()).isZero();
    assertThat(bench.events.lines).containsOnlyOnce("invalidated REFUSED");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRejectionBehindAStaleResponseRemovesTheList(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH);
    var stale = bench.lookup(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(served(stale)).isEqualTo("STALE old");
    assertThat(bench.lookup(ANNAS)).isNotDone();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void anUnreadableRejectionRemovesTheListAllTheSame(int status) {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);
    var broken = new IllegalStateException("its body was truncated");

    // When
    bench.source.respond(new OriginResponse.UnreadableRefusal<>(status, broken));

    // Then
    assertThat(starter)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isSameAs(broken);
    assertThat(waiter).isCompletedExceptionally();
    assertThat(bench.cache.peek(ANNAS)).isNull();
    assertThat(bench.events.lines).containsOnlyOnce("invalidated REFUSED");
  }

  @Test
  void aRejectedCallerIsNotServedWhatAnotherLoadHasStoredMeanwhile() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var rejected = bench.lookup(ANNAS);
    bench.cache.invalidate(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), Invalidation.Reason.WRITE));
    bench.keep(ANNAS, "new");

    // When
    bench.source.respond(
        2, new OriginResponse.UnreadableRefusal<>(403, new IllegalStateException("broken")));

    // Then
    assertThat(rejected).isCompletedExceptionally();
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT new");
  }

  @Test
  void anUnreadableRejectionIsTheLastEvent() {
    // Given
    bench.ask(ANNAS);

    // When
    bench.source.respond(
        new OriginResponse.UnreadableRefusal<>(403, new IllegalStateException("broken")));

    // Then
    LastEvent event = requireNonNull(bench.cache.explain(ANNAS, name -> List.of()).event());
    assertThat(event.type()).isEqualTo(LastEventType.REFUSED);
    assertThat(event.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRejectionRemovesNoOtherList(int status) {
    // Given
    bench.keep(ANNAS_ELSEWHERE, "elsewhere");
    bench.keep(BENS, "ben's");
    bench.ask(ANNAS);

    // When
    bench.source.status(status);

    // Then
    assertThat(served(bench.lookup(ANNAS_ELSEWHERE))).isEqualTo("HIT elsewhere");
    assertThat(served(bench.lookup(BENS))).isEqualTo("HIT ben's");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void aRejectionIsNotStoredEvenWhenTheSourceSaysSo(int status) {
    // Given
    bench.ask(ANNAS);
    ListResponse rejection = Lists.response(status, "no", bench.clock.instant());

    // When
    bench.source.respond(new OriginResponse.Complete<>(rejection));

    // Then
    assertThat(bench.cache.peek(ANNAS)).isNull();
  }
}
