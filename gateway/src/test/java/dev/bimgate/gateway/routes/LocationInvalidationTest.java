package dev.bimgate.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111, section 4.4, for the response to {@code POST /v2/acme/topics/7}. */
class LocationInvalidationTest {

  private static final Invalidation OF_OTHER =
      new Invalidation(Scope.team(CachedRoute.PROJECTS, "other"), Invalidation.Reason.WRITE);

  private final TargetParser targets = new TargetParser(Set.of("_"), Set.of());
  private final LocationInvalidation lists =
      new LocationInvalidation(URI.create("https://api.example/base/v2"), targets);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example/base/v2/other/projects",
        "HTTPS://API.EXAMPLE/base/v2/other/projects",
        "https://api.example/base/v2/other/projects?x=1",
        "//api.example/base/v2/other/projects",
        "/base/v2/other/projects",
        "/base/v2/other/PROJECTS/",
        "../../other/projects",
        " ../../other/projects "
      })
  void theNamedProjectListIsInvalidated(String reference) {
    assertThat(invalidationsBy("Location", reference)).containsExactly(OF_OTHER);
    assertThat(invalidationsBy("Content-Location", reference)).containsExactly(OF_OTHER);
  }

  @Test
  void theNamedListOfTeamsIsInvalidated() {
    assertThat(invalidationsBy("Content-Location", "/base/v2/teams"))
        .containsExactly(
            new Invalidation(Scope.route(CachedRoute.TEAMS), Invalidation.Reason.WRITE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://elsewhere.example/base/v2/other/projects",
        "http://api.example/base/v2/other/projects",
        "https://api.example:8443/base/v2/other/projects",
        "https://api.example/v2/other/projects",
        "https://api.example/base/v22/other/projects",
        "/base/v2/other/projects/7",
        "/base/v2/content/projects",
        "/base/v2/other",
        "mailto:someone@api.example",
        "http://[",
        ""
      })
  void anotherServerOrPathInvalidatesNothing(String reference) {
    assertThat(invalidationsBy("Location", reference)).isEmpty();
  }

  @Test
  void theResponseToAReadInvalidatesNothing() {
    MultiMap response =
        MultiMap.caseInsensitiveMultiMap().add("Location", "/base/v2/other/projects");

    assertThat(lists.invalidationsBy(HttpMethod.GET, written(), response)).isEmpty();
  }

  private Iterable<Invalidation> invalidationsBy(String name, String reference) {
    MultiMap response = MultiMap.caseInsensitiveMultiMap().add(name, reference);
    return lists.invalidationsBy(HttpMethod.POST, written(), response);
  }

  private RequestTarget written() {
    return ((TargetParser.Accepted) targets.read("/v2/acme/topics/7")).target();
  }
}
