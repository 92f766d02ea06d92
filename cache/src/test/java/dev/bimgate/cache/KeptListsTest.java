package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNAS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What happens in memory when two flights meet there, whatever they had decided before. */
class KeptListsTest {

  private final KeptLists lists =
      new KeptLists(
          Bench.options(Bench.POLICY), new HandClock(), ListCacheEvents.NONE, Runnable::run);

  @Test
  void aRenewalReplacesTheListItWasStartedFrom() {
    // Given
    StoredResponse seen = held(0);
    lists.keep(ANNAS, seen);
    StoredResponse renewed = held(0);

    // When
    boolean kept = lists.renew(ANNAS, seen, renewed);

    // Then
    assertThat(kept).isTrue();
    assertThat(lists.get(ANNAS)).isSameAs(renewed);
  }

  @Test
  void aRenewalReplacesNoOtherList() {
    // Given
    StoredResponse seen = held(0);
    StoredResponse other = held(0);
    lists.keep(ANNAS, seen);
    lists.keep(ANNAS, other);

    // When
    boolean kept = lists.renew(ANNAS, seen, held(0));

    // Then
    assertThat(kept).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(other);
  }

  @Test
  void aRenewalOfAListThatIsGoneBringsNothingBack() {
    // Given
    StoredResponse seen = held(0);
    lists.keep(ANNAS, seen);
    lists.remove(ANNAS, seen);

    // When
    boolean kept = lists.renew(ANNAS, seen, held(0));

    // Then
    assertThat(kept).isFalse();
    assertThat(lists.get(ANNAS)).isNull();
    assertThat(lists.shelves().callers()).isZero();
  }

  @Test
  void aListOfAnEarlierEpochDoesNotReplaceOneOfALater() {
    // Given
    lists.invalidate(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "another"), Invalidation.Reason.WRITE));
    StoredResponse later = held(1);
    lists.keep(ANNAS, later);

    // When
    boolean kept = lists.keep(ANNAS, held(0));

    // Then
    assertThat(kept).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(later);
  }

  @Test
  void aRemovalTakesThisVeryListOnly() {
    // Given
    StoredResponse older = held(0);
    StoredResponse younger = held(0);
    lists.keep(ANNAS, older);
    lists.keep(ANNAS, younger);

    // When
    boolean removed = lists.remove(ANNAS, older);

    // Then
    assertThat(removed).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(younger);
  }

  private static StoredResponse held(long generation) {
    ListAnswer answer = Lists.answer(200, "projects", HandClock.START);
    return new StoredResponse(
        ANNAS, answer, new Freshness(0, Bench.POLICY.windows()), generation, 0);
  }
}
