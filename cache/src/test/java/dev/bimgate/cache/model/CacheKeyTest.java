package dev.bimgate.cache.model;

import static dev.bimgate.cache.Lists.ANNA_IN_DESKTOP;
import static dev.bimgate.cache.Lists.ANNA_IN_PORTAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CacheKeyTest {

  private static final CacheKey KEY = Lists.projects(ANNA_IN_PORTAL, "team", "a=1");

  @Test
  void equalRequestsHaveEqualKeys() {
    // Given
    var scopes = Set.of("bimplus", "openid");
    var caller = new Caller(new User(new String(Lists.ISSUER), "anna"), "portal", scopes);

    // When
    CacheKey same = Lists.projects(caller, new String("team"), new String("a=1"));

    // Then
    assertThat(same).isEqualTo(KEY).hasSameHashCodeAs(KEY);
  }

  @Test
  void whateverDiffersMakesAnotherKey() {
    // Given
    var user = ANNA_IN_PORTAL.user();

    // When
    List<CacheKey> others =
        List.of(
            Lists.projects(ANNA_IN_DESKTOP, "team", "a=1"),
            Lists.projects(new Caller(user, "portal", Set.of("openid bimplus")), "team", "a=1"),
            Lists.projects(new Caller(user, "portal", Set.of()), "team", "a=1"),
            Lists.projects(ANNA_IN_PORTAL, "tea", "ma=1"),
            Lists.projects(ANNA_IN_PORTAL, "team", ""),
            Lists.projects(ANNA_IN_PORTAL, "", "a=1"),
            Lists.teams(ANNA_IN_PORTAL, "a=1"),
            Lists.teams(ANNA_IN_PORTAL, ""));

    // Then
    assertThat(others).doesNotContain(KEY).doesNotHaveDuplicates();
  }

  @Test
  void aKeyOfEqualHashIsStillAnotherKey() {
    // Given: "Aa" and "BB" have one hash
    CacheKey one = Lists.projects(ANNA_IN_PORTAL, "Aa", "");

    // When
    CacheKey other = Lists.projects(ANNA_IN_PORTAL, "BB", "");

    // Then
    assertThat(other).hasSameHashCodeAs(one).isNotEqualTo(one);
  }

  @Test
  void teamListsHaveNoTeam() {
    assertThat(Lists.teams(ANNA_IN_PORTAL, "x=y").team()).isEmpty();
    assertThat(Lists.teams(ANNA_IN_PORTAL, "x=y").route()).isEqualTo(TestRoute.TEAMS);
  }

  @Test
  void theWeightIsTheCharactersOfAllItsParts() {
    // Given
    var caller = new Caller(new User("issuer", "sub"), "app", Set.of("a", "bc"));

    // When
    long weight = Lists.projects(caller, "team", "q=1").weightBytes();

    // Then
    assertThat(weight).isEqualTo(6 + 3 + 3 + 1 + 2 + 4 + 3);
  }

  @Test
  void aKeyNamesCallerAndList() {
    assertThat(KEY.variant("de"))
        .asString()
        .contains("PROJECTS", "anna", "portal", "team=team", "query=a=1", "variant=de");
    assertThat(KEY).asString().doesNotContain("variant");
  }
}
