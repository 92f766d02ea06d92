package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerSharesTest {

  private final CallerShares shares = new CallerShares(1 << 20);
  private final CacheEntry older = entry();
  private final CacheEntry younger = entry();

  @Test
  void aYoungerListTakesThePlaceOfTheOlder() {
    // Given
    shares.put(ANNAS, older);

    // When
    shares.put(ANNAS, younger);

    // Then
    assertThat(shares.bytesOf(ANNA_IN_PORTAL)).isEqualTo(younger.weightBytes);
  }

  /** The news that the older one is gone may come after the younger one has been put there. */
  @Test
  void removingTheOlderLeavesTheYounger() {
    // Given
    shares.put(ANNAS, older);
    shares.put(ANNAS, younger);

    // When
    shares.remove(ANNAS, older);

    // Then
    assertThat(shares.bytesOf(ANNA_IN_PORTAL)).isEqualTo(younger.weightBytes);
  }

  @Test
  void aCallerWithoutListsIsForgotten() {
    // Given
    shares.put(ANNAS, older);
    assertThat(shares.callers()).isEqualTo(1);

    // When
    shares.remove(ANNAS, older);

    // Then
    assertThat(shares.callers()).isZero();
  }

  private static CacheEntry entry() {
    ListAnswer answer = Lists.answer(200, "projects", HandClock.START);
    var response =
        new StoredResponse(ANNAS, answer, new Freshness(0, Bench.POLICY.windows()), 0, 0);
    return CacheEntry.EMPTY.with(response, null, Long.MAX_VALUE);
  }
}
