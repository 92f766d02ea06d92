package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {

  @Test
  void swaggerParserReadsItWithoutComplaint() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);

    SwaggerParseResult parsed =
        new OpenAPIV3Parser().readLocation(OpenApiDocument.FILE.toUri().toString(), null, options);

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths()).containsKey("/v2/{team}/projects");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/teams, /v2/teams",
    "PATCH, /v2/teams, /v2/{team}",
    "GET, /v2/teams/, /v2/{team}/{path}",
    "GET, /v2/teams/1, /v2/teams/{teamId}",
    "GET, /v2/house/projects, /v2/{team}/projects",
    "POST, /v2/house/projects/copyfrom, /v2/{team}/projects/copyfrom",
    "DELETE, /v2/house/projects/1, /v2/{team}/projects/{projectId}",
    "GET, /v2/house/projects/1/thumbnail/2, /v2/{team}/{path}",
    "GET, /v2//projects, /v2//projects",
    "POST, /q/gateway/deny, /q/gateway/deny"
  })
  void theMostConcretePathCounts(String method, String requested, String path) {
    assertThat(OpenApiDocument.read().operation(method, requested))
        .map(OpenApiDocument.Operation::path)
        .contains(path);
  }

  @ParameterizedTest
  @CsvSource({"GET, /", "GET, /v1/teams", "TRACE, /v2/teams", "GET, /q/gateway/deny"})
  void whatIsNotDocumentedHasNoOperation(String method, String requested) {
    assertThat(OpenApiDocument.read().operation(method, requested)).isEmpty();
  }
}
