package dev.bimgate.cache;

import static dev.bimgate.cache.LanguageBench.BY_LANGUAGE;
import static dev.bimgate.cache.Lists.served;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Responses that vary while several lookups wait, come and go at once. */
class VariantRacesTest {

  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), Invalidation.Reason.WRITE);

  private final LanguageBench lists = new LanguageBench();

  /** Two wait for one load · the second leaves · the response is for the first alone. */
  @Test
  void whoLeftHasNothingLoadedAgain() {
    // Given
    var first = lists.ask("de");
    lists.ask("en").cancel(true);

    // When
    lists.complete("deutsch", BY_LANGUAGE);

    // Then
    assertThat(served(first)).isEqualTo("MISS deutsch");
    assertThat(lists.calls).hasSize(1);
  }

  /** Three wait for one load · the response is for the first alone · the others share the next. */
  @Test
  void whoWaitInVainForTheSameShareTheNextLoad() {
    // Given
    lists.ask("de");
    var second = lists.ask("en");
    var third = lists.ask("en");

    // When
    lists.complete("deutsch", BY_LANGUAGE);
    lists.complete("english", BY_LANGUAGE);

    // Then
    assertThat(List.of(served(second), served(third)))
        .containsExactlyInAnyOrder("MISS english", "COALESCED english");
    assertThat(lists.calls).hasSize(2);
  }

  @Test
  void aFailureIsForWhateverRequestWaitedForIt() {
    // Given
    lists.ask("de");
    var second = lists.ask("en");
    var failure = new IllegalStateException("away");

    // When
    lists.calls.get(0).completeExceptionally(failure);

    // Then
    assertThat(Lists.failure(second)).isSameAs(failure);
    assertThat(lists.calls).hasSize(1);
  }

  /** Load begun · invalidation · another variant loaded · first rejected: it stays. */
  @Test
  void aLateRejectionLeavesTheVariantsThatWereLoadedAfterIt() {
    // Given
    lists.keep("de", "old");
    lists.ask("fr");
    lists.cache.invalidate(OF_TEAM);
    lists.ask("de");
    lists.complete(3, "new", BY_LANGUAGE);

    // When
    lists.refuse(2, 403);

    // Then
    assertThat(served(lists.ask("de"))).isEqualTo("HIT new");
  }
}
