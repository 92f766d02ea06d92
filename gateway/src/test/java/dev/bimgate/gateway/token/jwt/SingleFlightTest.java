package dev.bimgate.gateway.token.jwt;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose end the test controls. */
class SingleFlightTest {

  private static final String KEY = "key";
  private static final int ASKED = 2_000;

  private final SingleFlight<String, String> flights = new SingleFlight<>();

  /** The calls that were started, in order. */
  private final List<CompletableFuture<String>> calls = new ArrayList<>();

  @Test
  void aCallerWhileACallRunsGetsItsResult() {
    CompletableFuture<String> first = joinOrStart(KEY);
    CompletableFuture<String> second = joinOrStart(KEY);

    calls.get(0).complete("result");

    assertThat(List.of(first, second))
        .allSatisfy(waiter -> assertThat(waiter).isCompletedWithValue("result"));
    assertThat(calls).hasSize(1);
  }

  @Test
  void callsForTwoKeysRunSideBySide() {
    CompletableFuture<String> one = joinOrStart("one");
    CompletableFuture<String> two = joinOrStart("two");

    calls.get(1).complete("second");

    assertThat(one).isNotDone();
    assertThat(two).isCompletedWithValue("second");
  }

  @Test
  void aCallerAfterTheEndStartsAnotherCall() {
    joinOrStart(KEY);
    calls.get(0).complete("old");

    CompletableFuture<String> after = joinOrStart(KEY);
    calls.get(1).complete("new");

    assertThat(after).isCompletedWithValue("new");
  }

  @Test
  void aFailureReachesAllWaitersAndIsNotCached() {
    IllegalStateException failure = new IllegalStateException("no result");
    CompletableFuture<String> first = joinOrStart(KEY);
    CompletableFuture<String> second = joinOrStart(KEY);

    calls.get(0).completeExceptionally(failure);
    CompletableFuture<String> after = joinOrStart(KEY);

    assertThat(List.of(first, second))
        .allSatisfy(waiter -> assertThat(causeOf(waiter)).isSameAs(failure));
    assertThat(after).isNotDone();
  }

  @Test
  void aCallThatThrowsFailsForAllThatHaveJoinedItAndFreesItsKey() {
    LinkageError thrown = new LinkageError("not begun");
    List<CompletableFuture<String>> joined = new ArrayList<>();

    CompletableFuture<String> starter =
        joinOrStart(
            KEY,
            () -> {
              joined.add(joinOrStart(KEY));
              throw thrown;
            });

    assertThat(List.of(starter, joined.get(0)))
        .allSatisfy(waiter -> assertThat(causeOf(waiter)).isSameAs(thrown));
    assertThat(flights.size()).isZero();
  }

  /** The call is joined before it has returned to its starter. */
  @Test
  void aCallThatEndsWithinItsStartCompletesAllThatHaveJoinedIt() {
    List<CompletableFuture<String>> joined = new ArrayList<>();

    CompletableFuture<String> starter =
        joinOrStart(
            KEY,
            () -> {
              joined.add(joinOrStart(KEY));
              return CompletableFuture.completedStage("at once");
            });

    assertThat(List.of(starter, joined.get(0)))
        .allSatisfy(waiter -> assertThat(waiter).isCompletedWithValue("at once"));
    assertThat(calls).isEmpty();
    assertThat(flights.size()).isZero();
  }

  @Test
  void aWaiterThatGivesUpLeavesTheResultToTheOthers() {
    CompletableFuture<String> leaving = joinOrStart(KEY);
    CompletableFuture<String> meddling = joinOrStart(KEY);
    CompletableFuture<String> staying = joinOrStart(KEY);

    leaving.cancel(true);
    meddling.complete("made up");
    calls.get(0).complete("result");

    assertThat(staying).isCompletedWithValue("result");
    assertThat(calls).singleElement().satisfies(call -> assertThat(call).isNotCancelled());
  }

  @Test
  void aCallerInACallbackOfTheResultStartsAnotherCall() {
    CompletableFuture<CompletableFuture<String>> again =
        joinOrStart(KEY).thenApply(result -> joinOrStart(KEY));

    calls.get(0).complete("result");

    assertThat(again).isCompletedWithValueMatching(call -> !call.isDone());
    assertThat(calls).hasSize(2);
  }

  @Test
  void aCallCountsFromBeforeItsStartUntilItsEnd() {
    List<Integer> sizes = new ArrayList<>();
    CompletableFuture<String> call = new CompletableFuture<>();

    CompletableFuture<String> waiter =
        joinOrStart(
            KEY,
            () -> {
              sizes.add(flights.size());
              return call;
            });
    sizes.add(flights.size());
    call.complete("result");
    sizes.add(flights.size());

    assertThat(sizes).containsExactly(1, 1, 0);
    assertThat(waiter).isCompletedWithValue("result");
  }

  /** The second caller comes when the first one's key is hashed: before each use of a map. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void twoConcurrentCallersShareOneCall(int look) {
    SingleFlight<Object, String> shared = new SingleFlight<>();
    List<CompletionStage<String>> results = new ArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    Object key =
        new Object() {
          @Override
          public int hashCode() {
            if (looks.incrementAndGet() == look) {
              results.add(shared.joinOrStart(this, SingleFlightTest.this::start));
            }
            return 1;
          }
        };

    results.add(shared.joinOrStart(key, this::start));
    calls.get(0).complete("result");

    assertThat(calls).hasSize(1);
    assertThat(results)
        .hasSize(2)
        .allSatisfy(
            result -> assertThat(result.toCompletableFuture()).isCompletedWithValue("result"));
  }

  /** Every other call ends within its start, the others on a thread of their own. */
  @Test
  void ofThreadsThatRaceForAKeyOneAtATimeRunsTheCallAndAllGetAResult() throws Exception {
    int threads = 4;
    ExecutorService ending = Executors.newSingleThreadExecutor();
    ExecutorService racers = Executors.newFixedThreadPool(threads);
    CyclicBarrier start = new CyclicBarrier(threads);
    CountedCalls counted = new CountedCalls(ending);

    List<Future<Integer>> races = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      races.add(racers.submit(() -> askOften(counted, start)));
    }
    int results = 0;
    for (Future<Integer> race : races) {
      results += race.get(60, TimeUnit.SECONDS);
    }
    racers.shutdown();
    ending.shutdown();

    assertThat(results).isEqualTo(threads * ASKED);
    assertThat(counted.mostAtOnce).hasValue(1);
    assertThat(flights.size()).isZero();
  }

  private int askOften(CountedCalls counted, CyclicBarrier start) throws Exception {
    start.await(30, TimeUnit.SECONDS);
    int results = 0;
    for (int i = 0; i < ASKED; i++) {
      results += await(joinOrStart(KEY, counted)).length();
    }
    return results;
  }

  private CompletableFuture<String> joinOrStart(String key) {
    return joinOrStart(key, this::start);
  }

  private CompletableFuture<String> joinOrStart(
      String key, Supplier<CompletionStage<String>> call) {
    return flights.joinOrStart(key, call).toCompletableFuture();
  }

  private CompletionStage<String> start() {
    CompletableFuture<String> call = new CompletableFuture<>();
    calls.add(call);
    return call;
  }

  private static @Nullable Throwable causeOf(CompletableFuture<String> failed) {
    assertThat(failed).isCompletedExceptionally();
    return failed.handle((result, failure) -> failure.getCause()).join();
  }

  /** Calls that detect whether two of them run at once. */
  private static final class CountedCalls implements Supplier<CompletionStage<String>> {

    private final ExecutorService ending;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();

    CountedCalls(ExecutorService ending) {
      this.ending = ending;
    }

    @Override
    public CompletionStage<String> get() {
      mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
      return started.incrementAndGet() % 2 == 0
          ? CompletableFuture.completedStage(end())
          : CompletableFuture.supplyAsync(this::end, ending);
    }

    private String end() {
      running.decrementAndGet();
      return "!";
    }
  }
}
