package dev.bimgate.cache.store;

import static dev.bimgate.cache.Lists.ANNAS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Bench;
import dev.bimgate.cache.HandClock;
import dev.bimgate.cache.Lists;
import dev.bimgate.cache.http.Headers;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.ListResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheEntryTest {

  /** A lookup tries one {@code Vary} after the other: they must not become many. */
  @Test
  void onlyTheLatestWaysToVaryAreTried() {
    var entry = CacheEntry.EMPTY;
    List<StoredResponse> oldestFirst = new ArrayList<>();
    for (int way = 0; way <= CacheEntry.MAX_VARIES; way++) {
      StoredResponse response = varyingBy("X-" + way);
      entry = entry.with(response, null, Long.MAX_VALUE);
      oldestFirst.add(response);
    }

    List<StoredResponse> found = new ArrayList<>();
    StoredResponse next = entry.select(Headers.NONE, new Generations());
    while (next != null) {
      found.add(0, next);
      entry = entry.without(next::equals);
      next = entry.select(Headers.NONE, new Generations());
    }

    assertThat(found).isEqualTo(oldestFirst.subList(1, oldestFirst.size()));
  }

  private static StoredResponse varyingBy(String name) {
    Vary vary = Vary.of(List.of(name));
    ListResponse answer =
        ListResponse.builder(200, Lists.bytes("list"), HandClock.START)
            .cacheability(new Cacheability(true, null, vary, List.of()))
            .buildStored();
    CacheKey key = ANNAS.variant(vary.variantOf(Headers.NONE));
    return new StoredResponse(
        key, answer, new Freshness(0, Lists.NO_AGE, Bench.POLICY.lifetimes()), 0, 0, 0);
  }
}
