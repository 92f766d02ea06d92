package dev.bimgate.cache.store;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_ELSEWHERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Bench;
import dev.bimgate.cache.HandClock;
import dev.bimgate.cache.Lists;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.ListResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerSharesTest {

  private final CacheEntry older = entry();
  private final CacheEntry younger = entry();
  private final CallerShares shares = new CallerShares(younger.weightBytes);

  @Test
  void aYoungerEntryTakesThePlaceOfTheOlder() {
    // Given
    shares.put(ANNAS, older);

    // When
    shares.put(ANNAS, younger);

    // Then
    assertThat(shares.takeSurplus(ANNAS)).isEmpty();
    assertThat(shares.responses()).isEqualTo(1);
  }

  /** The removal of the older one may be reported after the younger one has been put there. */
  @Test
  void removingTheOlderLeavesTheYounger() {
    // Given
    shares.put(ANNAS, older);
    shares.put(ANNAS, younger);

    // When
    shares.remove(ANNAS, older);

    // Then
    shares.put(ANNAS_ELSEWHERE, entry());
    assertThat(shares.takeSurplus(ANNAS_ELSEWHERE)).containsExactly(Map.entry(ANNAS, younger));
    assertThat(shares.responses()).isEqualTo(1);
  }

  @Test
  void aCallerWithoutEntriesIsForgotten() {
    // Given
    shares.put(ANNAS, older);
    assertThat(shares.callers()).isEqualTo(1);

    // When
    shares.remove(ANNAS, older);

    // Then
    assertThat(shares.callers()).isZero();
    assertThat(shares.responses()).isZero();
  }

  private static CacheEntry entry() {
    ListResponse answer = Lists.response(200, "projects", HandClock.START);
    var response =
        new StoredResponse(
            ANNAS, answer, new Freshness(0, Lists.NO_AGE, Bench.POLICY.lifetimes()), 0, 0, 0);
    return CacheEntry.EMPTY.with(response, null, Long.MAX_VALUE);
  }
}
