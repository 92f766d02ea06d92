package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Forward;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.LookupResult;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheStatusTest {

  private static final ListResponse LIST =
      ListResponse.builder(200, new byte[0], Instant.EPOCH).buildStored();

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 1_799, 1_800, 315_360_000})
  void aHitHasItsTtlEachTime(long ttlSeconds) {
    for (int i = 0; i < 2; i++) {
      assertThat(CacheStatus.ofHit(ttlSeconds))
          .isEqualTo("bimplus-gateway; hit; ttl=" + ttlSeconds);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aHitThatHasJustBecomeStaleHasNone(long ttlSeconds) {
    assertThat(CacheStatus.ofHit(ttlSeconds)).isEqualTo("bimplus-gateway; hit");
  }

  @Test
  void aListOfAnotherGatewayIsAHitWithItsTtl() {
    var shared =
        new LookupResult.Found<>(LIST, LookupOutcome.SHARED, true, false, 0, 19, 41, Forward.NONE);

    assertThat(CacheStatus.of(shared)).isEqualTo("bimplus-gateway; hit; ttl=41; detail=shared");
  }

  @Test
  void aListThatAnotherGatewayHasLoadedMeanwhileIsCollapsed() {
    var awaited =
        new LookupResult.Found<>(
            LIST, LookupOutcome.COALESCED, true, true, 0, 0, 60, Forward.URI_MISS);

    assertThat(CacheStatus.of(awaited))
        .isEqualTo("bimplus-gateway; fwd=uri-miss; stored; collapsed; ttl=60");
  }
}
