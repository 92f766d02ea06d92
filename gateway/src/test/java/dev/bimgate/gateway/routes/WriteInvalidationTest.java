package dev.bimgate.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.context.target.TargetParser;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which writes invalidate which lists of projects and of teams. */
class WriteInvalidationTest {

  private static final Set<CacheRoute> ROWS = Set.of(CachedRoute.PROJECTS, CachedRoute.TEAMS);

  private static final Invalidation OF_TEAM =
      new Invalidation(Scope.team(CachedRoute.PROJECTS, "t"), Reason.WRITE);
  private static final Invalidation OF_ALL_TEAMS =
      new Invalidation(Scope.route(CachedRoute.PROJECTS), Reason.WRITE);
  private static final Invalidation OF_TEAM_LISTS =
      new Invalidation(Scope.route(CachedRoute.TEAMS), Reason.WRITE);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /v2/t/projects",
        "PUT /v2/t/projects/1/members/2",
        "DELETE /v2/t/PROJECTS/",
        "POST /v2/t/pro%6aects/copyfrom",
        "DELETE /v2/t/deleteCache",
        "PUT /v2/t/objects/1/restore",
        "PUT /v2/t/Objects/1/RESTORE/",
        "PROPFIND /v2/t/projects"
      })
  void theProjectListsOfTheTeamAreInvalidated(String call) {
    assertThat(invalidationsBy(call)).containsExactly(OF_TEAM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /v2/t/members", "PUT /v2/t/Members/1", "POST /v2/t/invitations"})
  void theProjectListsOfTheTeamAndAllListsOfTeamsAreInvalidated(String call) {
    assertThat(invalidationsBy(call)).containsExactlyInAnyOrder(OF_TEAM, OF_TEAM_LISTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /v2/team", "POST /v2/teams", "DELETE /v2/teams/1", "PUT /v2/team/"})
  void theListsOfAllTeamsAreInvalidated(String call) {
    assertThat(invalidationsBy(call)).containsExactlyInAnyOrder(OF_ALL_TEAMS, OF_TEAM_LISTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /v2/invitations", "DELETE /v2/invitations/1"})
  void theListsOfTeamsAreInvalidated(String call) {
    assertThat(invalidationsBy(call)).containsExactly(OF_TEAM_LISTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v2/t/projects",
        "HEAD /v2/teams",
        "OPTIONS /v2/t/projects",
        "POST /v2/t/topics",
        "PUT /v2/t/objects/1",
        "POST /v2/t",
        "POST /v2/projects",
        "POST /v2/user",
        "POST /v2"
      })
  void nothingIsInvalidated(String call) {
    assertThat(invalidationsBy(call)).isEmpty();
  }

  private static List<Invalidation> invalidationsBy(String call) {
    String[] words = call.split(" ", 2);
    var reading = (TargetParser.Accepted) new TargetParser(Set.of(), Set.of()).read(words[1]);
    return WriteInvalidation.invalidationsBy(
            HttpMethod.valueOf(words[0]), reading.target(), Reason.WRITE)
        .stream()
        .filter(what -> !isOfAnotherRow(what.scope()))
        .toList();
  }

  private static boolean isOfAnotherRow(Scope scope) {
    return scope instanceof Scope.OfRoute all && !ROWS.contains(all.route())
        || scope instanceof Scope.OfTeam team && !ROWS.contains(team.route());
  }
}
