package dev.bimgate.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionRulesTest {

  private static final Set<String> DEFAULT_PATHS =
      Set.of("/v2/team", "/v2/teams", "/v2/user", "/v2/users");

  private final RedactionRules rules =
      new RedactionRules(DEFAULT_PATHS, Set.of("teamWorksConnection"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/teams",
        "/v2/team",
        "/v2/users/12/settings",
        "/v2/user/12",
        "/v2/teams/",
        "/v2/teams/12/",
        "/v2/teams/12?x=/y",
        "/v2/TEAMS/12",
        "/V2/Teams/12",
        "/v2/%74eams/12",
        "/v2/team%53/12",
        "/%762/teams/12",
        "/v2/teams%2F12",
        "/v2//teams/12",
        "/v2/teams//12"
      })
  void thePathsGivenMatchWithAllBelow(String path) {
    assertThat(rules.matches(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/projects",
        "/v2/bimplus-demo",
        "/v2/bimplus-demo/",
        "/v2//projects",
        "/v2/%C3%A4"
      })
  void oneSegmentMatchesWhateverItIs(String path) {
    assertThat(rules.matches(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/a/%", "/v2/a/%4", "/v2/a/%zz", "/v2/a/b%4g", "/v2/a/%%41"})
  void aPathThatCannotBeDecodedMatches(String path) {
    assertThat(rules.matches(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/bimplus-demo/projects",
        "/v2/bimplus-demo/teams",
        "/v2/teamsters/12",
        "/v2/authorize/x",
        "/v2",
        "/v2/",
        "/v3/teams/12",
        "/v2/demo/projects?x=/v2/teams/12"
      })
  void otherPathsDoNotMatch(String path) {
    assertThat(rules.matches(path)).isFalse();
  }

  @Test
  void aPathGivenWithASlashOrInCapitalsMeansTheSame() {
    RedactionRules spelled = new RedactionRules(Set.of("/V2/Content/"), Set.of("secret"));

    assertThat(spelled.matches("/v2/content/12")).isTrue();
    assertThat(spelled.matches("/v2/contents/12")).isFalse();
  }

  @Test
  void withoutNamesNothingIsRedacted() {
    RedactionRules none = new RedactionRules(DEFAULT_PATHS, Set.of());

    assertThat(none.matches("/v2/teams")).isFalse();
    assertThat(none.matches("/v2/%")).isFalse();
  }
}
