package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.found;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Promise 2: for one key at most one load runs at a time; a caller who leaves cancels nothing. */
class Promise2SingleFlightTest {

  private final Bench bench = new Bench();

  @Test
  void promise2AThousandReadersOfAColdListCauseOneLoad() {
    // Given
    List<CompletableFuture<LookupResult<String>>> readers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      readers.add(bench.lookup(ANNAS));
    }

    // When
    bench.source.list("projects");

    // Then
    assertThat(bench.source.calls()).isEqualTo(1);
    assertThat(served(readers.get(0))).isEqualTo("MISS projects");
    assertThat(readers.subList(1, 1000)).allMatch(r -> served(r).equals("COALESCED projects"));
  }

  @Test
  void aWaiterWhoLeavesCancelsNeitherTheLoadNorTheOthers() {
    // Given
    var starter = bench.lookup(ANNAS);
    var leaver = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    leaver.cancel(true);
    bench.source.list("projects");

    // Then
    assertThat(leaver).isCancelled();
    assertThat(served(starter)).isEqualTo("MISS projects");
    assertThat(served(waiter)).isEqualTo("COALESCED projects");
    assertThat(found(starter).collapsed()).isFalse();
    assertThat(found(waiter).collapsed()).isTrue();
  }

  @Test
  void aStarterWhoLeavesCancelsNeitherTheLoadNorTheOthers() {
    // Given
    var starter = bench.lookup(ANNAS);
    var waiter = bench.lookup(ANNAS);

    // When
    starter.cancel(true);
    bench.source.list("projects");

    // Then
    assertThat(served(waiter)).isEqualTo("COALESCED projects");
    assertThat(served(bench.lookup(ANNAS))).isEqualTo("HIT projects");
  }

  @Test
  void whoLeftIsNotCounted() {
    // Given
    bench.lookup(ANNAS).cancel(true);
    bench.lookup(ANNAS).cancel(true);

    // When
    bench.source.list("projects");

    // Then
    assertThat(bench.events.lines).isEmpty();
  }

  @Test
  void aWaiterWhoLeavesDuringARevalidationChangesNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var starter = bench.lookup(ANNAS);
    var leaver = bench.lookup(ANNAS);

    // When
    leaver.cancel(true);
    bench.source.list("new");

    // Then
    assertThat(served(starter)).isEqualTo("REVALIDATED new");
  }

  /**
   * One lookup finds nothing; before it can wait, the load of another ends and its list is stored.
   * The lookup must find that list instead of loading again.
   */
  @Test
  void aReaderWhoArrivesBetweenTheEndOfALoadAndItsOwnStartLoadsNothing() {
    // Given
    var first = bench.lookup(ANNAS);
    long now = bench.clock.millis();
    bench.clock.atNextReading(() -> bench.source.list("projects"));

    // When: the clock is read again only once no list has been found
    var late = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, now, bench.source);

    // Then
    assertThat(served(first)).isEqualTo("MISS projects");
    assertThat(served(late)).isEqualTo("HIT projects");
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  /** The same between a stale list and its revalidation. */
  @Test
  void aLookupBetweenTheEndOfARevalidationAndItsOwnStartRevalidatesNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.WHILE_REVALIDATE));
    var first = bench.lookup(ANNAS);
    long now = bench.clock.millis();
    bench.clock.atNextReading(() -> bench.source.list("new"));

    // When
    var late = bench.cache.lookup(ANNAS, LookupOptions.DEFAULTS, now, bench.source);

    // Then
    assertThat(served(first)).isEqualTo("REVALIDATED new");
    assertThat(served(late)).isEqualTo("HIT new");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** Single flight against failure: a lookup after a failed load starts the next. */
  @Test
  void aFailedLoadIsNotJoined() {
    // Given
    var first = bench.lookup(ANNAS);
    bench.source.fail(new IllegalStateException("disconnected"));

    // When
    var second = bench.lookup(ANNAS);
    bench.source.list("projects");

    // Then
    assertThatThrownBy(first::join).hasRootCauseMessage("disconnected");
    assertThat(served(second)).isEqualTo("MISS projects");
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** A waiter of a failed load may look up again at once, from within its own completion. */
  @Test
  void aWaiterOfAFailedLoadThatLooksUpAgainStartsANewOne() {
    // Given
    bench.ask(ANNAS);
    var again = bench.lookup(ANNAS).exceptionallyCompose(failure -> bench.lookup(ANNAS));

    // When
    bench.source.fail(new IllegalStateException("disconnected"));
    bench.source.list("projects");

    // Then
    assertThat(served(again)).isEqualTo("MISS projects");
  }
}
