package dev.bimgate.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CachedRouteTest {

  @ParameterizedTest
  @ValueSource(strings = {"/v2/t/projects", "/v2/t/projects?a"})
  void theExactSpellingIsTheListOfATeam(String target) {
    assertThat(route(HttpMethod.GET, target)).contains(CachedRoute.PROJECTS);
    assertThat(route(HttpMethod.HEAD, target)).contains(CachedRoute.PROJECTS);
    assertThat(route(HttpMethod.POST, target)).isEmpty();
  }

  @Test
  void theExactSpellingIsTheListOfTeams() {
    assertThat(route(HttpMethod.GET, "/v2/teams")).contains(CachedRoute.TEAMS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/t/projects/",
        "/v2/t/Projects",
        "/v2/t/x/projects",
        "/v2/t/%70rojects",
        "/v2/user/projects",
        "/v2//projects",
        "/v2/projects",
        "/v2/t/teams",
        "/v2/teams/",
        "/v2/team",
        "/v2/t",
        "/v2",
        "/xx/teams"
      })
  void anotherSpellingIsNone(String target) {
    assertThat(route(HttpMethod.GET, target)).isEmpty();
  }

  /** Of two rows with one operation, the first would serve both. */
  @ParameterizedTest
  @EnumSource(CachedRoute.class)
  void eachRowHasAnOperationOfItsOwn(CachedRoute row) {
    Stream<CachedRoute> same =
        Arrays.stream(CachedRoute.values()).filter(other -> other.operation() == row.operation());

    assertThat(same).containsExactly(row);
  }

  private static Optional<CachedRoute> route(HttpMethod method, String text) {
    TargetParser targets = new TargetParser(Set.of("_"), Set.of("/xx/teams"));
    RequestTarget target = ((TargetParser.Accepted) targets.read(text)).target();
    return CachedRoute.of(method, target);
  }
}
