package dev.bimgate.cache;

import static dev.bimgate.cache.Invalidation.Reason.WRITE;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DropsTest {

  private final Drops drops = new Drops();

  @Test
  void aDropConcernsLoadsOfEarlierEpochsOnly() {
    // Given
    long before = drops.epoch();

    // When
    drops.drop(new Invalidation.OfTeam("nemetschek", WRITE));

    // Then
    assertThat(drops.spares(ANNAS, before)).isFalse();
    assertThat(drops.spares(ANNAS, drops.epoch())).isTrue();
  }

  @Test
  void aLaterDropOfAnotherTeamChangesNothing() {
    // Given
    drops.drop(new Invalidation.OfTeam("nemetschek", WRITE));
    long between = drops.epoch();

    // When
    drops.drop(new Invalidation.OfTeam("allplan", WRITE));

    // Then
    assertThat(drops.spares(ANNAS, between)).isTrue();
    assertThat(drops.spares(ANNAS, between - 1)).isFalse();
  }

  @Test
  void aTeamNamedLikeTheNothingOfTeamListsDropsNone() {
    // Given
    long before = drops.epoch();

    // When
    drops.drop(new Invalidation.OfTeam("", WRITE));

    // Then
    assertThat(drops.spares(ANNAS_TEAMS, before)).isTrue();
  }

  /** Names are bounded; what is forgotten counts as dropped, never as spared. */
  @Test
  void moreNamesThanAreRememberedDropEverything() {
    // Given
    long before = drops.epoch();
    dropTeams(Drops.MAX_NAMES);
    boolean sparedAtTheBound = drops.spares(ANNAS, before);

    // When
    drops.drop(new Invalidation.OfTeam("one-more", WRITE));

    // Then
    assertThat(sparedAtTheBound).isTrue();
    assertThat(drops.spares(ANNAS, before)).isFalse();
    assertThat(drops.spares(ANNAS_TEAMS, before)).isFalse();
    assertThat(drops.spares(ANNAS, drops.epoch())).isTrue();
  }

  @Test
  void aNameThatIsDroppedAgainTakesNoMoreRoom() {
    // Given
    long before = drops.epoch();
    dropTeams(Drops.MAX_NAMES);

    // When
    dropTeams(Drops.MAX_NAMES);

    // Then
    assertThat(drops.spares(ANNAS, before)).isTrue();
  }

  private void dropTeams(int count) {
    for (int team = 0; team < count; team++) {
      drops.drop(new Invalidation.OfTeam("team-" + team, WRITE));
    }
  }
}
