package dev.bimgate.cache.store;

import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static dev.bimgate.cache.model.Invalidation.Reason.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private final Generations generations = new Generations();

  @Test
  void anInvalidationCoversLoadsOfEarlierGenerationsOnly() {
    // Given
    long before = generations.current();

    // When
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE));

    // Then
    assertThat(generations.isValid(ANNAS, before)).isFalse();
    assertThat(generations.isValid(ANNAS, generations.current())).isTrue();
  }

  @Test
  void aLaterInvalidationOfAnotherTeamChangesNothing() {
    // Given
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE));
    long between = generations.current();

    // When
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "allplan"), WRITE));

    // Then
    assertThat(generations.isValid(ANNAS, between)).isTrue();
    assertThat(generations.isValid(ANNAS, between - 1)).isFalse();
  }

  @Test
  void oneTeamsListsOfTwoRoutesAreTwoScopes() {
    // Given
    CacheKey members = CacheKey.of(TestRoute.MEMBERS, ANNA_IN_PORTAL, "nemetschek", "");
    long before = generations.current();

    // When
    invalidate(TestRoute.MEMBERS.write());
    boolean projectsValid = generations.isValid(ANNAS, before);
    boolean membersValid = generations.isValid(members, before);
    invalidate(TestRoute.PROJECTS.write());

    // Then
    assertThat(projectsValid).isTrue();
    assertThat(membersValid).isFalse();
    assertThat(generations.isValid(ANNAS, before)).isFalse();
    assertThat(generations.isValid(members, before)).isFalse();
  }

  @Test
  void aTeamNamedLikeTheNothingOfTeamListsCoversNone() {
    // Given
    long before = generations.current();

    // When
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, ""), WRITE));

    // Then
    assertThat(generations.isValid(ANNAS_TEAMS, before)).isTrue();
  }

  /** Scopes are bounded; what is forgotten counts as invalidated, never as valid. */
  @Test
  void moreScopesThanAreRememberedInvalidateEverything() {
    // Given
    long before = generations.current();
    invalidateTeams(Generations.MAX_SCOPES);
    boolean validAtTheBound = generations.isValid(ANNAS, before);

    // When
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "one-more"), WRITE));

    // Then
    assertThat(validAtTheBound).isTrue();
    assertThat(generations.isValid(ANNAS, before)).isFalse();
    assertThat(generations.isValid(ANNAS_TEAMS, before)).isFalse();
    assertThat(generations.isValid(ANNAS, generations.current())).isTrue();
  }

  /** Otherwise each invalidation of one team would take all lists from then on. */
  @Test
  void onceEverythingWasInvalidatedScopesAreRememberedAgain() {
    // Given
    invalidateTeams(Generations.MAX_SCOPES);
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "one-more"), WRITE));
    long since = generations.current();

    // When
    invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "yet-another"), WRITE));

    // Then
    assertThat(generations.isValid(ANNAS, since)).isTrue();
    assertThat(generations.isValid(Lists.projects(ANNA_IN_PORTAL, "yet-another", ""), since))
        .isFalse();
  }

  @Test
  void aScopeThatIsInvalidatedAgainTakesNoMoreRoom() {
    // Given
    long before = generations.current();
    invalidateTeams(Generations.MAX_SCOPES);

    // When
    invalidateTeams(Generations.MAX_SCOPES);

    // Then
    assertThat(generations.isValid(ANNAS, before)).isTrue();
  }

  @Test
  void anInvalidationIsRememberedWithItsReasonAndItsTime() {
    // Given
    long before = generations.current();

    // When
    generations.invalidate(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE), 42);

    // Then
    assertThat(generations.invalidatedSince(ANNAS, before))
        .isEqualTo(new Generations.Ending(1, WRITE, 42));
    assertThat(generations.invalidatedSince(ANNAS, generations.current())).isNull();
    assertThat(generations.invalidatedSince(ANNAS_TEAMS, before)).isNull();
  }

  @Test
  void ofSeveralInvalidationsThatCoverAListTheLatestCounts() {
    // Given
    generations.invalidate(new Invalidation(Scope.key(ANNAS), WRITE), 1);
    generations.invalidate(new Invalidation(Scope.route(TestRoute.PROJECTS), WRITE), 2);

    // When
    generations.invalidate(new Invalidation(Scope.user(Lists.ANNA), WRITE), 3);

    // Then
    assertThat(generations.invalidatedSince(ANNAS, 0))
        .isEqualTo(new Generations.Ending(3, WRITE, 3));
  }

  @Test
  void whatIsMadeStaleIsValidAndNoLongerCurrent() {
    // Given
    long before = generations.current();

    // When
    generations.softPurge(
        new Invalidation(Scope.team(TestRoute.PROJECTS, "nemetschek"), WRITE), 42);

    // Then
    assertThat(generations.isValid(ANNAS, before)).isTrue();
    assertThat(generations.isCurrent(ANNAS, before)).isFalse();
    assertThat(generations.isCurrent(ANNAS_TEAMS, before)).isTrue();
    assertThat(generations.isCurrent(ANNAS, generations.current())).isTrue();
  }

  private void invalidateTeams(int count) {
    for (int team = 0; team < count; team++) {
      invalidate(new Invalidation(Scope.team(TestRoute.PROJECTS, "team-" + team), WRITE));
    }
  }

  private void invalidate(Invalidation what) {
    generations.invalidate(what, 0);
  }
}
