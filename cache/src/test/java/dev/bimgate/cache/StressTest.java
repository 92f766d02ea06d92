package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.LookupResult;
import dev.bimgate.cache.model.RoutePolicy;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/**
 * Readers, writers and slow loads on real threads. The oracle is exact: upstream counts a version
 * per team; a writer raises it, invalidates the team, and then publishes it as written; a reader
 * may be served no version older than was published before its lookup, nor another's list.
 */
class StressTest {

  private static final long SEED = 20260301;
  private static final int THREADS = 8;
  private static final int STEPS_PER_THREAD = 25_000;
  private static final int TEAMS = 5;
  private static final int CALLERS = 4;

  private final AtomicLongArray upstream = new AtomicLongArray(TEAMS);
  private final AtomicLongArray written = new AtomicLongArray(TEAMS);
  private final AtomicLong millis = new AtomicLong();
  private final InstantSource clock = InstantSource.fixed(HandClock.START);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final AtomicLong responses = new AtomicLong();
  private final ConcurrentLinkedQueue<Runnable> completions = new ConcurrentLinkedQueue<>();

  @Test
  void noLookupBegunAfterAnInvalidationHasReturnedSeesAnOlderVersion() throws Exception {
    // Given: a clock that moves with the steps, so that lists go stale and expire too
    InstantSource moving = () -> clock.instant().plusMillis(millis.get());
    var lifetimes =
        new Lifetimes(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500));
    var policy = new RoutePolicy(lifetimes, Duration.ofMillis(50));
    var options = new CacheOptions(TestRoute.policies(policy), 20_000, 4_000, 0.3, false);
    var cache = new ListCache(options, moving, CacheEvents.NONE);

    // When
    run(cache, moving);

    // Then
    assertThat(faults).isEmpty();
    assertThat(responses).hasValueGreaterThan(THREADS * STEPS_PER_THREAD / 2);
    assertThat(cache.sizeBytes()).isLessThanOrEqualTo(20_000);
  }

  private void run(ListCache cache, InstantSource moving) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    var together = new CyclicBarrier(THREADS);
    List<Future<?>> done = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      var random = new Random(SEED + thread);
      done.add(
          threads.submit(
              () -> {
                together.await();
                for (int step = 0; step < STEPS_PER_THREAD; step++) {
                  step(cache, moving, random);
                }
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();
    completeAll();
  }

  private void step(ListCache cache, InstantSource moving, Random random) {
    millis.addAndGet(random.nextInt(3));
    int team = random.nextInt(TEAMS);
    int roll = random.nextInt(40);
    if (roll == 0) {
      write(cache, team);
    } else if (roll < 12) {
      Runnable completion = completions.poll();
      if (completion != null) {
        completion.run();
      }
    } else {
      read(cache, moving, random, team);
    }
  }

  private void write(ListCache cache, int team) {
    long version = upstream.incrementAndGet(team);
    cache.invalidate(
        new Invalidation(
            Scope.team(TestRoute.PROJECTS, "team-" + team), Invalidation.Reason.WRITE));
    written.accumulateAndGet(team, version, Math::max);
  }

  private void read(ListCache cache, InstantSource moving, Random random, int team) {
    int caller = random.nextInt(CALLERS);
    var user = new User(Lists.ISSUER, "user-" + caller);
    var key = Lists.projects(new Caller(user, "portal", Set.of()), "team-" + team, "");
    LookupOptions plain = random.nextBoolean() ? LookupOptions.DEFAULTS : Lists.ENDING_TOKEN;
    LookupOptions conditions = random.nextInt(4) == 0 ? plain.withRevalidation() : plain;
    int luck = random.nextInt(20);
    long atLeast = written.get(team);
    CompletableFuture<LookupResult<String>> lookup =
        cache.lookup(key, conditions, validators -> load(moving, caller, team, luck));
    if (luck == 19) {
      lookup.cancel(true);
      return;
    }
    var unused = lookup.whenComplete((found, failure) -> check(found, caller, team, atLeast));
  }

  /** The version is read when the load begins; some thread completes the response later. */
  private CompletionStage<OriginResponse<String>> load(
      InstantSource moving, int caller, int team, int luck) {
    String body = caller + "/" + team + "/" + upstream.get(team);
    var response = new CompletableFuture<OriginResponse<String>>();
    completions.add(() -> complete(response, Lists.response(200, body, moving.instant()), luck));
    return response;
  }

  private static void complete(
      CompletableFuture<OriginResponse<String>> response, ListResponse list, int luck) {
    if (luck == 0) {
      response.completeExceptionally(new IllegalStateException("disconnected"));
    } else {
      response.complete(new OriginResponse.Complete<>(list));
    }
  }

  private void check(LookupResult<String> result, int caller, int team, long atLeast) {
    if (!(result instanceof LookupResult.Found<String> found)) {
      return;
    }
    responses.incrementAndGet();
    String body = Lists.text(found.response());
    String[] parts = body.split("/", -1);
    boolean own = parts[0].equals("" + caller) && parts[1].equals("" + team);
    if (!own || Long.parseLong(parts[2]) < atLeast) {
      faults.add("user-" + caller + " of team-" + team + " since " + atLeast + " got " + body);
    }
  }

  private void completeAll() {
    for (Runnable completion = completions.poll();
        completion != null;
        completion = completions.poll()) {
      completion.run();
    }
  }
}
