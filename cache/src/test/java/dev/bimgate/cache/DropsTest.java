package dev.bimgate.cache;

import static dev.bimgate.cache.Invalidation.Reason.WRITE;
import static dev.bimgate.cache.Lists.ANNAS;
import static dev.bimgate.cache.Lists.ANNAS_TEAMS;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DropsTest {

  private final Drops drops = new Drops();

  @Test
  void aDropConcernsLoadsOfEarlierEpochsOnly() {
    // Given
    long before = drops.epoch();

    // When
    drop(new Invalidation.OfTeam("nemetschek", WRITE));

    // Then
    assertThat(drops.spares(ANNAS, before)).isFalse();
    assertThat(drops.spares(ANNAS, drops.epoch())).isTrue();
  }

  @Test
  void aLaterDropOfAnotherTeamChangesNothing() {
    // Given
    drop(new Invalidation.OfTeam("nemetschek", WRITE));
    long between = drops.epoch();

    // When
    drop(new Invalidation.OfTeam("allplan", WRITE));

    // Then
    assertThat(drops.spares(ANNAS, between)).isTrue();
    assertThat(drops.spares(ANNAS, between - 1)).isFalse();
  }

  @Test
  void aTeamNamedLikeTheNothingOfTeamListsDropsNone() {
    // Given
    long before = drops.epoch();

    // When
    drop(new Invalidation.OfTeam("", WRITE));

    // Then
    assertThat(drops.spares(ANNAS_TEAMS, before)).isTrue();
  }

  /** Names are bounded; what is forgotten counts as dropped, never as spared. */
  @Test
  void moreNamesThanAreRememberedDropEverything() {
    // Given
    long before = drops.epoch();
    dropTeams(Marks.MAX_NAMES);
    boolean sparedAtTheBound = drops.spares(ANNAS, before);

    // When
    drop(new Invalidation.OfTeam("one-more", WRITE));

    // Then
    assertThat(sparedAtTheBound).isTrue();
    assertThat(drops.spares(ANNAS, before)).isFalse();
    assertThat(drops.spares(ANNAS_TEAMS, before)).isFalse();
    assertThat(drops.spares(ANNAS, drops.epoch())).isTrue();
  }

  /** Otherwise each drop of one team would take all lists from then on. */
  @Test
  void onceEverythingWasDroppedNamesAreRememberedAgain() {
    // Given
    dropTeams(Marks.MAX_NAMES);
    drop(new Invalidation.OfTeam("one-more", WRITE));
    long since = drops.epoch();

    // When
    drop(new Invalidation.OfTeam("yet-another", WRITE));

    // Then
    assertThat(drops.spares(ANNAS, since)).isTrue();
    assertThat(drops.spares(ListKey.projects(ANNA_IN_PORTAL, "yet-another", ""), since)).isFalse();
  }

  @Test
  void aNameThatIsDroppedAgainTakesNoMoreRoom() {
    // Given
    long before = drops.epoch();
    dropTeams(Marks.MAX_NAMES);

    // When
    dropTeams(Marks.MAX_NAMES);

    // Then
    assertThat(drops.spares(ANNAS, before)).isTrue();
  }

  @Test
  void aDropIsRememberedWithItsReasonAndItsMoment() {
    // Given
    long before = drops.epoch();

    // When
    drops.drop(new Invalidation.OfTeam("nemetschek", WRITE), 42);

    // Then
    assertThat(drops.goneSince(ANNAS, before)).isEqualTo(new Mark(1, WRITE, 42));
    assertThat(drops.goneSince(ANNAS, drops.epoch())).isNull();
    assertThat(drops.goneSince(ANNAS_TEAMS, before)).isNull();
  }

  @Test
  void ofSeveralDropsThatConcernAListTheLatestIsTold() {
    // Given
    drops.drop(new Invalidation.OfKey(ANNAS, WRITE), 1);
    drops.drop(new Invalidation.OfAllTeams(WRITE), 2);

    // When
    drops.drop(new Invalidation.OfUser(Lists.ANNA, WRITE), 3);

    // Then
    assertThat(drops.goneSince(ANNAS, 0)).isEqualTo(new Mark(3, WRITE, 3));
  }

  @Test
  void whatIsMadeStaleIsSparedAndNoLongerCurrent() {
    // Given
    long before = drops.epoch();

    // When
    drops.makeStale(new Invalidation.OfTeam("nemetschek", WRITE), 42);

    // Then
    assertThat(drops.spares(ANNAS, before)).isTrue();
    assertThat(drops.isCurrent(ANNAS, before)).isFalse();
    assertThat(drops.isCurrent(ANNAS_TEAMS, before)).isTrue();
    assertThat(drops.isCurrent(ANNAS, drops.epoch())).isTrue();
  }

  private void dropTeams(int count) {
    for (int team = 0; team < count; team++) {
      drop(new Invalidation.OfTeam("team-" + team, WRITE));
    }
  }

  private void drop(Invalidation what) {
    drops.drop(what, 0);
  }
}
