package dev.bimgate.cache;

import static dev.bimgate.cache.Lists.ANNA;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_IN_DESKTOP;
import static dev.bimgate.cache.Lists.BENS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What sharing lists between the apps of a user would save is counted as it would be. */
class MissedSharingTest {

  private static final String SAVED = "sharing would have saved PROJECTS";

  private final Bench bench = new Bench();

  @Test
  void eachLoadThatAFreshListOfAnotherAppWouldHaveSavedIsCounted() {
    // Given
    bench.keep(ANNAS, "in the portal");

    // When
    bench.keep(ANNAS_IN_DESKTOP, "in the desktop");

    // Then
    assertThat(bench.events.lines).containsOnlyOnce(SAVED);
  }

  @Test
  void theFirstLoadOfAUserIsNotCounted() {
    // When
    bench.keep(ANNAS, "anna's");
    bench.keep(BENS, "ben's");

    // Then
    assertThat(bench.events.lines).doesNotContain(SAVED);
  }

  @Test
  void anotherSetOfScopesCouldNotBeShared() {
    // Given
    bench.keep(ANNAS, "with all scopes");

    // When
    var fewer = new Caller(ANNA, "desktop", Set.of("openid"));
    bench.ask(Lists.projects(fewer, "nemetschek", ""));

    // Then
    assertThat(bench.events.lines).doesNotContain(SAVED);
  }

  @Test
  void aLoadOfTheSameAppIsNotCounted() {
    // Given
    bench.keep(ANNAS, "old");
    bench.cache.refused(ANNAS);

    // When
    bench.ask(ANNAS);

    // Then
    assertThat(bench.events.lines).doesNotContain(SAVED);
  }

  @Test
  void aListThatIsStaleByNowWouldHaveSavedNothing() {
    // Given
    bench.keep(ANNAS, "old");

    // When
    bench.clock.advance(Bench.FRESH);
    bench.ask(ANNAS_IN_DESKTOP);

    // Then
    assertThat(bench.events.lines).doesNotContain(SAVED);
  }

  @Test
  void aListThatWasDroppedWouldHaveSavedNothing() {
    // Given
    bench.keep(ANNAS, "old");
    bench.cache.invalidate(new Invalidation(Scope.key(ANNAS), Invalidation.Reason.WRITE));

    // When
    bench.ask(ANNAS_IN_DESKTOP);

    // Then
    assertThat(bench.events.lines).doesNotContain(SAVED);
  }

  @Test
  void whereListsAreSharedNothingIsMissed() {
    // Given
    var shared = new Bench(Bench.sharedBetweenApps());
    shared.keep(ANNAS, "shared");
    shared.cache.refused(ANNAS);

    // When
    shared.ask(ANNAS_IN_DESKTOP);

    // Then
    assertThat(shared.events.lines).doesNotContain(SAVED);
  }
}
