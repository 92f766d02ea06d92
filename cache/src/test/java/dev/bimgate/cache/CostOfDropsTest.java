package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.model.Invalidation.Reason.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheOptions;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOptions;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.store.StoredResponse;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What an invalidation does at once and what it leaves for later, among many lists; benchmarks
 * measure how long it takes.
 */
class CostOfDropsTest {

  private static final int ALL = 100_000;
  private static final int OF_THE_TEAM = 10_000;
  private static final String TEAM = "nemetschek";
  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(TestRoute.PROJECTS, TEAM), WRITE);

  private final HandClock clock = new HandClock();
  private final ListResponse response = Lists.response(200, "projects", clock.instant());
  private final Queue<Runnable> scans = new ArrayDeque<>();
  private final ListCache cache =
      new ListCache(
          new CacheOptions(TestRoute.policies(Bench.POLICY), 1L << 30, 4 << 20, 1, false),
          clock,
          CacheEvents.NONE,
          scans::add);

  @Test
  void whenAnInvalidationReturnsNoLookupSeesItsTenThousandListsThoughNoneWasTouched() {
    // Given
    fill(ALL);
    long bytesBefore = cache.sizeBytes();

    // When
    cache.invalidate(OF_TEAM);

    // Then
    assertThat(IntStream.range(0, ALL).filter(list -> cache.peek(key(list)) != null).count())
        .isEqualTo(ALL - OF_THE_TEAM);
    assertThat(cache.entryCount()).isEqualTo(ALL);
    assertThat(cache.sizeBytes()).isEqualTo(bytesBefore);
  }

  @Test
  void oneScanTakesTheInvalidatedListsOutOfTheMeters() {
    // Given
    fill(ALL);
    long bytesOfTheRest = bytesOf(key -> !key.team().equals(TEAM));
    cache.invalidate(OF_TEAM);

    // When
    scans.remove().run();

    // Then
    assertThat(scans).isEmpty();
    assertThat(cache.entryCount()).isEqualTo(ALL - OF_THE_TEAM);
    assertThat(cache.sizeBytes()).isEqualTo(bytesOfTheRest);
  }

  @Test
  void aFloodOfInvalidationsSchedulesOneScan() {
    // Given
    fill(100);

    // When
    for (int drop = 0; drop < 10_000; drop++) {
      cache.invalidate(
          drop % 2 == 0
              ? OF_TEAM
              : new Invalidation(Scope.team(TestRoute.PROJECTS, "team-" + drop), WRITE));
    }

    // Then
    assertThat(scans).hasSize(1);
  }

  /** Scan begun · invalidation · scan goes on: another follows, whether or not it meets them. */
  @Test
  void anInvalidationDuringAScanSchedulesAnother() {
    // Given
    fill(100);
    cache.invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "another"), WRITE));
    clock.atNextReading(() -> cache.invalidate(OF_TEAM));

    // When
    scans.remove().run();

    // Then
    assertThat(scans).hasSize(1);
  }

  private void fill(int lists) {
    for (int list = 0; list < lists; list++) {
      var complete = new OriginResponse.Complete<String>(response);
      var unused =
          cache.lookup(
              key(list),
              LookupOptions.DEFAULTS,
              same -> CompletableFuture.completedFuture(complete));
    }
  }

  private long bytesOf(Predicate<CacheKey> which) {
    return IntStream.range(0, ALL)
        .mapToObj(CostOfDropsTest::key)
        .filter(which)
        .mapToLong(key -> StoredResponse.weightOf(key, response))
        .sum();
  }

  /** One in ten is of the team. */
  private static CacheKey key(int list) {
    String team = list % (ALL / OF_THE_TEAM) == 0 ? TEAM : "team-" + list % 1_000;
    return Lists.projects(ANNA_IN_PORTAL, team, Integer.toString(1_000_000 + list));
  }
}
