package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.Origin;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two threads, step by step: one is stopped in the middle of what it does, at a point that each
 * test names, and the other does something meanwhile. Promises 2, 5 and 6, for both kinds of lists.
 */
class RacesOfBothKindsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Bench bench = new Bench();
  private final Halt halt = new Halt();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** A begins a load, stopped before it contacts upstream · B looks up · A goes on: one load. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise2ALookupWhileTheFirstIsAboutToContactUpstreamWaits(TestRoute route) {
    // Given
    var first =
        inAnotherThread(
            () -> bench.cache.lookup(key(route), LookupOptions.DEFAULTS, stoppedSource()));
    halt.awaitStopped();

    // When
    var second = bench.lookup(key(route));
    halt.letGo();
    var started = ended(first);
    bench.source.list("list");

    // Then
    assertThat(bench.source.calls()).isEqualTo(1);
    assertThat(served(started)).isEqualTo("MISS list");
    assertThat(served(second)).isEqualTo("COALESCED list");
  }

  /** A completes its load, stopped before the list is stored · B looks up · A goes on: B waits. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise2ALookupWhileTheListIsAboutToBeStoredWaits(TestRoute route) {
    // Given
    var first = bench.lookup(key(route));
    var completion = landingStoppedBeforeKeeping(1, "list");

    // When
    var second = bench.lookup(key(route));
    halt.letGo();
    ended(completion);

    // Then
    assertThat(bench.source.calls()).isEqualTo(1);
    assertThat(served(first)).isEqualTo("MISS list");
    assertThat(served(second)).isEqualTo("COALESCED list");
  }

  /** A has found nothing, stopped before it joins · B's load ends · A goes on: it finds B's. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise2WhoFoundNothingJustBeforeALoadEndedFindsItsList(TestRoute route) {
    // Given
    bench.ask(key(route));
    long now = bench.clock.millis();
    bench.clock.atNextReading(halt::stop);
    var late =
        inAnotherThread(
            () -> bench.cache.lookup(key(route), LookupOptions.DEFAULTS, now, bench.source));
    halt.awaitStopped();

    // When
    bench.source.list(1, "list");
    halt.letGo();

    // Then
    assertThat(served(ended(late))).isEqualTo("HIT list");
    assertThat(bench.source.calls()).isEqualTo(1);
  }

  /** A fails its load, stopped before it completes · B looks up, and leaves no lookup waiting. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise2WhoComesWhileTheLoadIsFailingHearsOfIt(TestRoute route) {
    // Given
    bench.keep(key(route), "old");
    bench.clock.advance(Bench.FRESH.plus(Bench.IF_ERROR));
    var first = bench.lookup(key(route));
    bench.clock.atNextReading(halt::stop);
    var failure = new IllegalStateException("unreachable");
    var completion = inAnotherThread(() -> fail(failure));
    halt.awaitStopped();

    // When
    long now = bench.clock.millis();
    var second = bench.cache.lookup(key(route), LookupOptions.DEFAULTS, now, bench.source);
    halt.letGo();
    ended(completion);

    // Then
    assertThat(Lists.failure(first)).isSameAs(failure);
    assertThat(Lists.failure(second)).isSameAs(failure);
    assertThat(bench.source.calls()).isEqualTo(2);
  }

  /** A begins a load, stopped before its request · B invalidates · A goes on: not stored. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise5AnInvalidationBeforeUpstreamIsContactedCountsAgainstALoadThatHasBegun(
      TestRoute route) {
    // Given
    var first =
        inAnotherThread(
            () -> bench.cache.lookup(key(route), LookupOptions.DEFAULTS, stoppedSource()));
    halt.awaitStopped();

    // When
    bench.cache.invalidate(route.write());
    halt.letGo();
    var started = ended(first);
    bench.source.list("old");

    // Then
    assertThat(served(started)).isEqualTo("MISS old");
    assertThat(bench.cache.peek(key(route))).isNull();
  }

  /** A completes its load, stopped before storing · B invalidates · A goes on: not stored. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise5AnInvalidationJustBeforeTheListIsStoredWins(TestRoute route) {
    // Given
    bench.ask(key(route));
    var completion = landingStoppedBeforeKeeping(1, "old");

    // When
    bench.cache.invalidate(route.write());
    halt.letGo();
    ended(completion);

    // Then
    assertThat(bench.cache.peek(key(route))).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** The same, and B has loaded again before A goes on: B's list stays. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise5AnOlderLoadThatIsStoredLastChangesNothing(TestRoute route) {
    // Given
    bench.ask(key(route));
    var completion = landingStoppedBeforeKeeping(1, "old");

    // When
    bench.cache.invalidate(route.write());
    bench.keep(key(route), "new");
    halt.letGo();
    ended(completion);

    // Then
    assertThat(served(bench.lookup(key(route)))).isEqualTo("HIT new");
  }

  /** A revalidates, stopped before it replaces the list · B invalidates · A goes on: none. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise6AnInvalidationJustBeforeTheReplacementWins(TestRoute route) {
    // Given
    storeAListThatIsStaleByNow(route);
    bench.ask(key(route));
    var completion = landingStoppedBeforeKeeping(2, "renewed");

    // When
    bench.cache.invalidate(route.write());
    halt.letGo();
    ended(completion);

    // Then
    assertThat(bench.cache.peek(key(route))).isNull();
    assertThat(bench.cache.entryCount()).isZero();
  }

  /** The same, and B has loaded again before A goes on: B's list stays. */
  @ParameterizedTest
  @EnumSource(TestRoute.class)
  void promise6ARenewalThatComesLastReplacesNoYoungerList(TestRoute route) {
    // Given
    storeAListThatIsStaleByNow(route);
    bench.ask(key(route));
    var completion = landingStoppedBeforeKeeping(2, "renewed");

    // When
    bench.cache.invalidate(route.write());
    bench.keep(key(route), "newer");
    halt.letGo();
    ended(completion);

    // Then
    assertThat(served(bench.lookup(key(route)))).isEqualTo("HIT newer");
  }

  private void storeAListThatIsStaleByNow(TestRoute route) {
    bench.keep(key(route), "old");
    bench.clock.advance(Bench.FRESH);
  }

  /** A source that has been called, and stops before it sends its request. */
  private Origin<String> stoppedSource() {
    return validators -> {
      halt.stop();
      return bench.source.fetch(validators);
    };
  }

  /** The clock is read once the list has been found worth storing, right before it is stored. */
  private CompletableFuture<Boolean> landingStoppedBeforeKeeping(int call, String body) {
    ListResponse response = Lists.response(200, body, bench.clock.instant());
    bench.clock.atNextReading(halt::stop);
    var completion =
        inAnotherThread(
            () -> {
              bench.source.respond(call, new OriginResponse.Complete<>(response));
              return true;
            });
    halt.awaitStopped();
    return completion;
  }

  private boolean fail(Throwable failure) {
    bench.source.fail(failure);
    return true;
  }

  private <T> CompletableFuture<T> inAnotherThread(Supplier<T> does) {
    return CompletableFuture.supplyAsync(does, threads);
  }

  private static <T> T ended(CompletableFuture<T> thread) {
    return thread.orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static CacheKey key(TestRoute route) {
    return route.key(ANNA_IN_PORTAL);
  }
}
