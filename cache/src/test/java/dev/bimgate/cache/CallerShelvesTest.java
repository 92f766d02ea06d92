package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerShelvesTest {

  private final CallerShelves shelves = new CallerShelves(1 << 20);
  private final StoredResponse older = held();
  private final StoredResponse younger = held();

  @Test
  void aYoungerListTakesThePlaceOfTheOlder() {
    // Given
    shelves.put(ANNAS, older);

    // When
    shelves.put(ANNAS, younger);

    // Then
    assertThat(shelves.bytesOf(ANNA_IN_PORTAL)).isEqualTo(younger.weightBytes);
  }

  /** The news that the older one is gone may come after the younger one has been put there. */
  @Test
  void removingTheOlderLeavesTheYounger() {
    // Given
    shelves.put(ANNAS, older);
    shelves.put(ANNAS, younger);

    // When
    shelves.remove(ANNAS, older);

    // Then
    assertThat(shelves.bytesOf(ANNA_IN_PORTAL)).isEqualTo(younger.weightBytes);
  }

  @Test
  void aCallerWithoutListsIsForgotten() {
    // Given
    shelves.put(ANNAS, older);
    assertThat(shelves.callers()).isEqualTo(1);

    // When
    shelves.remove(ANNAS, older);

    // Then
    assertThat(shelves.callers()).isZero();
  }

  private static StoredResponse held() {
    ListAnswer answer = Lists.answer(200, "projects", HandClock.START);
    return new StoredResponse(ANNAS, answer, new Freshness(0, Bench.POLICY.windows()), 0, 0);
  }
}
