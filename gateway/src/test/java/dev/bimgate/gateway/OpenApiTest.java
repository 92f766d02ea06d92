package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.gateway.admin.AdminAction;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.journey.Deployed;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.routes.WriteInvalidation;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/openapi.yaml describes what the gateway serves, and nothing else. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OpenApiTest {

  private static final JsonNode DOCUMENT = read(Path.of("../docs/openapi.yaml"));
  private static final JsonNode PATHS = DOCUMENT.path("paths");
  private static final Set<String> WRITES = Set.of("post", "put", "patch", "delete");

  @Inject Ground ground;
  @Inject GatewayEndpoints endpoints;
  @Inject TargetParser targets;

  @ConfigProperty(name = "gateway.admin.token")
  String adminToken;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @EnumSource(CachedRoute.class)
  void eachCachedRouteIsAListWithItsHeaders(CachedRoute route) {
    JsonNode path = PATHS.path(pathOf(route));

    for (String method : List.of("get", "head")) {
      JsonNode responses = path.path(method).path("responses");
      for (String status : List.of("200", "304")) {
        assertThat(headersOf(responses.path(status)))
            .as("%s %s %s", method, pathOf(route), status)
            .contains("Cache-Status", "Age", "ETag", "X-Request-Id", "X-Upstream-Request-Id");
      }
    }
  }

  @Test
  void noOtherPathIsAList() {
    assertThat(operations().filter(operation -> operation.tags().contains("lists")))
        .extracting(Operation::path)
        .containsOnly(
            Stream.of(CachedRoute.values()).map(OpenApiTest::pathOf).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void eachProblemTypeIsAnExampleOfAResponse(ProblemType type) {
    String name = type.uri().substring(type.uri().lastIndexOf(':') + 1);
    JsonNode example = DOCUMENT.at("/components/examples/" + name + "/value");

    assertThat(example.path("type").asText()).isEqualTo(type.uri());
    assertThat(example.path("status").asInt()).isEqualTo(type.status());
    assertThat(example.path("title").asText()).isEqualTo(type.title());
    assertThat(DOCUMENT.findValuesAsText("$ref")).contains("#/components/examples/" + name);
  }

  @Test
  void noOtherProblemTypeIsDocumented() {
    assertThat(DOCUMENT.at("/components/examples").size()).isEqualTo(ProblemType.values().length);
  }

  @ParameterizedTest
  @EnumSource(AdminAction.class)
  void eachAdminCallHasTheMethodsThatItAllows(AdminAction action) {
    String path = "/q/gateway/" + Labels.of(action);

    String allowed =
        ground
            .plain()
            .header("Authorization", "Bearer " + adminToken)
            .patch(management.resolve(path))
            .header("Allow");

    assertThat(methodsAt(path)).containsExactlyInAnyOrder(allowed.split(", "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics"})
  void healthAndMetricsAreDocumented(String path) {
    assertThat(methodsAt(path)).containsExactly("GET");
  }

  @Test
  void eachPathThatTheGatewayServesItselfIsDocumented() {
    assertThat(documentedPaths())
        .containsAll(endpoints.paths().stream().filter(path -> !path.contains("/bim/")).toList());
  }

  @ParameterizedTest
  @MethodSource("documentedPaths")
  void eachDocumentedPathIsServed(String path) {
    if (PATHS.path(path).has("servers")) {
      assertThat(ground.plain().get(management.resolve(path)).statusCode()).isNotEqualTo(404);
    } else {
      assertThat(targets.read(filled(path))).isInstanceOf(TargetParser.Accepted.class);
    }
  }

  @ParameterizedTest
  @MethodSource("writes")
  void eachWriteNamesTheListsThatItInvalidates(Operation write) {
    RequestTarget target = ((TargetParser.Accepted) targets.read(filled(write.path()))).target();
    Set<String> invalidated =
        WriteInvalidation.invalidationsBy(
                HttpMethod.valueOf(write.method().toUpperCase(Locale.ROOT)),
                target,
                Invalidation.Reason.WRITE)
            .stream()
            .map(invalidation -> routeOf(invalidation.scope()))
            .collect(Collectors.toSet());

    assertThat(write.invalidates()).containsExactlyInAnyOrderElementsOf(invalidated);
  }

  /** An operation of the document. */
  record Operation(String method, String path, JsonNode json) {

    List<String> tags() {
      return texts("tags");
    }

    List<String> invalidates() {
      return texts("x-invalidates");
    }

    private List<String> texts(String member) {
      return json.path(member).valueStream().map(JsonNode::asText).toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static List<String> documentedPaths() {
    return PATHS.propertyStream().map(Map.Entry::getKey).toList();
  }

  static Stream<Operation> writes() {
    return operations()
        .filter(operation -> WRITES.contains(operation.method()))
        .filter(operation -> operation.path().startsWith(TargetParser.BASE));
  }

  private static Stream<Operation> operations() {
    return PATHS
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .filter(member -> member.getValue().has("responses"))
                    .map(of -> new Operation(of.getKey(), path.getKey(), of.getValue())));
  }

  private static List<String> methodsAt(String path) {
    return operations()
        .filter(operation -> operation.path().equals(path))
        .map(operation -> operation.method().toUpperCase(Locale.ROOT))
        .toList();
  }

  private static String pathOf(CachedRoute route) {
    UpstreamOperation operation = route.operation();
    return TargetParser.BASE + (operation.isPerTeam() ? "/{team}/" : "/") + operation.resource();
  }

  private static String routeOf(Scope scope) {
    CacheRoute route =
        scope instanceof Scope.OfTeam team ? team.route() : ((Scope.OfRoute) scope).route();
    return Labels.of(route.name());
  }

  /** A path with values in place of its parameters. */
  private static String filled(String path) {
    return path.replace("{team}", "house").replaceAll("\\{\\w+}", "1");
  }

  private static List<String> headersOf(JsonNode response) {
    JsonNode found = DOCUMENT.at(response.path("$ref").asText().substring(1));
    return found.path("headers").propertyStream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode read(Path file) {
    try {
      return new YAMLMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
