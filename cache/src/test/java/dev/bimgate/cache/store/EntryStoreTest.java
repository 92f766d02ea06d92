package dev.bimgate.cache.store;

import static dev.bimgate.cache.Lists.ANNAS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Bench;
import dev.bimgate.cache.HandClock;
import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.model.CacheEvents;
import dev.bimgate.cache.model.Freshness;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two fetches that meet in the store, whatever was decided before. */
class EntryStoreTest {

  private final EntryStore lists =
      new EntryStore(Bench.options(Bench.POLICY), new HandClock(), CacheEvents.NONE, Runnable::run);

  @Test
  void aRenewalReplacesTheListItWasStartedFrom() {
    // Given
    StoredResponse seen = held(0);
    put(seen, null);
    StoredResponse renewed = held(0);

    // When
    boolean stored = put(renewed, seen);

    // Then
    assertThat(stored).isTrue();
    assertThat(lists.get(ANNAS)).isSameAs(renewed);
  }

  @Test
  void aRenewalReplacesNoOtherList() {
    // Given
    StoredResponse seen = held(0);
    StoredResponse other = held(0);
    put(seen, null);
    put(other, null);

    // When
    boolean stored = put(held(0), seen);

    // Then
    assertThat(stored).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(other);
  }

  @Test
  void aRenewalOfAListThatIsGoneBringsNothingBack() {
    // Given
    StoredResponse seen = held(0);
    put(seen, null);
    lists.remove(seen);

    // When
    boolean stored = put(held(0), seen);

    // Then
    assertThat(stored).isFalse();
    assertThat(lists.get(ANNAS)).isNull();
    assertThat(lists.count()).isZero();
  }

  @Test
  void aListOfAnEarlierEpochDoesNotReplaceOneOfALater() {
    // Given
    lists.invalidate(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "another"), Invalidation.Reason.WRITE));
    StoredResponse later = held(1);
    put(later, null);

    // When
    boolean stored = put(held(0), null);

    // Then
    assertThat(stored).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(later);
  }

  @Test
  void aRemovalTakesThisVeryListOnly() {
    // Given
    StoredResponse older = held(0);
    StoredResponse younger = held(0);
    put(older, null);
    put(younger, null);

    // When
    boolean removed = lists.remove(older);

    // Then
    assertThat(removed).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(younger);
  }

  /** Upstream has rejected the key while the response was in flight. */
  @Test
  void whatASupersededFetchBringsReplacesNothing() {
    // Given
    StoredResponse later = held(0);
    put(later, null);

    // When
    boolean stored = lists.put(held(0), null, () -> false);

    // Then
    assertThat(stored).isFalse();
    assertThat(lists.get(ANNAS)).isSameAs(later);
  }

  private boolean put(StoredResponse response, @Nullable StoredResponse renewed) {
    return lists.put(response, renewed, () -> true);
  }

  private static StoredResponse held(long generation) {
    ListResponse answer = Lists.response(200, "projects", HandClock.START);
    return new StoredResponse(
        ANNAS, answer, new Freshness(0, Lists.NO_AGE, Bench.POLICY.lifetimes()), generation, 0, 0);
  }
}
