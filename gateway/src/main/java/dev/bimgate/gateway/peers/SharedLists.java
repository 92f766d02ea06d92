package dev.bimgate.gateway.peers;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lists that gateways share through Valkey: one of them loads a list, the others use it until
 * an invalidation covers it or it is no longer fresh.
 *
 * <p>Whatever Valkey does, a load is delayed by 3 s at most, and by 100 ms if Valkey is slow.
 */
public final class SharedLists {

  /**
   * How much longer than it is fresh a list may be used, at most, if Valkey or the network delays
   * it and the clocks of both gateways are right.
   */
  public static final Duration LONGEST_DELAY = Duration.ofMillis(SharedList.CLOCK_TOLERANCE_MILLIS);

  /** A later reply does not count. */
  static final long REPLY_MILLIS = 100;

  /** Lists up to this length are sealed and opened on the thread of the reply. */
  private static final int SHORT_BYTES = 64 * 1024;

  /**
   * A list that is to be loaded.
   *
   * @param key the primary key by which the cache stores it
   * @param configured the times of its route
   * @param maxAge a list of this age or older is not used
   * @param known the list whose validators make the request conditional; null if there is none
   */
  public record Wanted(
      CacheKey key, Lifetimes configured, Duration maxAge, @Nullable ListResponse known) {}

  /** Runs an action after a time. */
  interface Timer {
    void after(long millis, Runnable action);
  }

  /**
   * Where and when things run.
   *
   * @param clock of the cache
   * @param nanos never set back
   * @param worker seals and opens long lists
   */
  record Execution(InstantSource clock, LongSupplier nanos, Timer timer, Executor worker) {}

  final SharedListRules rules;
  final Execution execution;
  final Duration loadTimeout;
  final Consumer<SharedListResult> results;

  private final Supplier<@Nullable AppliedPositions> log;
  private final ListStore store;
  private final LateReplies lateReplies = new LateReplies();

  /**
   * @param log null while this gateway cannot know what others have invalidated: then nothing is
   *     shared
   * @param loadTimeout the longest time of a load, for which its lock is held
   * @param results gets what became of each load
   */
  SharedLists(
      SharedListRules rules,
      Supplier<@Nullable AppliedPositions> log,
      ListStore store,
      Execution execution,
      Duration loadTimeout,
      Consumer<SharedListResult> results) {
    this.rules = rules;
    this.log = log;
    this.store = store;
    this.execution = execution;
    this.loadTimeout = loadTimeout;
    this.results = results;
  }

  /** Lists that are shared in real time, on the event loops that fetch them. */
  static SharedLists of(
      Vertx vertx,
      SharedListRules rules,
      Supplier<@Nullable AppliedPositions> log,
      ListStore store,
      Duration loadTimeout,
      Consumer<SharedListResult> results) {
    Execution execution =
        new Execution(
            InstantSource.system(),
            System::nanoTime,
            (millis, action) -> vertx.setTimer(millis, timer -> action.run()),
            work -> vertx.executeBlocking(Executors.callable(work), false));
    return new SharedLists(rules, log, store, execution, loadTimeout, results);
  }

  /**
   * The list of another gateway, or else the response of one's own load, whose list is then stored
   * for others behind the response.
   */
  public <S> Future<OriginResponse<S>> fetch(
      Wanted wanted, Supplier<Future<OriginResponse<S>>> load) {
    AppliedPositions applied = log.get();
    if (applied == null) {
      return load.get();
    }
    if (lateReplies.isOff(execution.nanos().getAsLong())) {
      results.accept(SharedListResult.LATE);
      return load.get();
    }
    Optional<SharedListRules.Names> names = rules.names(applied, wanted.key());
    return names.isEmpty()
        ? load.get()
        : new SharedFetch<>(this, wanted, applied, names.get(), load).look();
  }

  /** Runs a script; fails if the reply is late. */
  Future<List<byte[]>> run(ListScript script, List<String> keys, List<byte[]> arguments) {
    Promise<List<byte[]>> inTime = promise();
    execution.timer().after(REPLY_MILLIS, () -> inTime.tryFail("late"));
    store.run(script, keys, arguments).onSuccess(inTime::tryComplete).onFailure(inTime::tryFail);
    return inTime
        .future()
        .onSuccess(reply -> lateReplies.inTime())
        .onFailure(
            late -> {
              lateReplies.late(execution.nanos().getAsLong());
              results.accept(SharedListResult.LATE);
            });
  }

  /** Does work on a list of a length where it delays no other request. */
  <T> Future<T> work(int bytes, Supplier<T> work) {
    Promise<T> done = promise();
    Runnable run = () -> done.handle(Future.succeededFuture().map(nothing -> work.get()));
    if (bytes <= SHORT_BYTES) {
      run.run();
    } else {
      execute(run, done);
    }
    return done.future();
  }

  /** Completes on the event loop on which it is made: the fetch goes on there. */
  private static <T> Promise<T> promise() {
    return Vertx.currentContext() instanceof ContextInternal eventLoop
        ? eventLoop.promise()
        : Promise.promise();
  }

  private void execute(Runnable run, Promise<?> done) {
    try {
      execution.worker().execute(run);
    } catch (RejectedExecutionException shutDown) {
      done.fail(shutDown);
    }
  }
}
