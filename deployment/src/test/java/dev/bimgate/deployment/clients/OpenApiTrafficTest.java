package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A planted deviation from the document is found. */
class OpenApiTrafficTest {

  private static final String TEAMS = "[{\"id\":\"1\",\"slug\":\"house\",\"name\":\"House\"}]";
  private static final String NOT_CACHED =
      """
      {"type":"urn:bimgate:problem:not-cached","title":"The list is not in the cache","status":504,
       "detail":"x","instance":"urn:uuid:0f0c6a5e-5d0b-4f8e-9a51-5a3b6f6c2f11"}""";

  @Test
  void aListAsDocumentedFits() {
    assertThat(findings(list(200, TEAMS))).isEmpty();
  }

  @Test
  void aProblemAsDocumentedFits() {
    assertThat(findings(problem("/v2/teams", 504, NOT_CACHED))).isEmpty();
  }

  @Test
  void aStatusThatIsNotDocumentedIsFound() {
    assertThat(findings(list(299, TEAMS)))
        .containsExactly("GET /v2/teams 299: is no documented response");
  }

  @Test
  void aMissingMemberIsFound() {
    assertThat(findings(list(200, TEAMS.replace("slug", "snail"))))
        .singleElement()
        .asString()
        .contains("/0: required property 'slug' not found");
  }

  @Test
  void aMemberOfAnotherTypeIsFound() {
    assertThat(findings(list(200, TEAMS.replace("\"1\"", "1"))))
        .singleElement()
        .asString()
        .contains("/0/id");
  }

  @Test
  void malformedJsonIsFound() {
    assertThat(findings(list(200, TEAMS + "]"))).hasSize(1);
    assertThat(findings(list(200, TEAMS.replace("name", "slug")))).hasSize(1);
  }

  @Test
  void anotherMediaTypeIsFound() {
    Exchange list = list(200, TEAMS);
    list.responseHeaders().set("Content-Type", "text/html");

    assertThat(findings(list)).singleElement().asString().endsWith("undocumented type: text/html");
  }

  @Test
  void aMissingHeaderIsFound() {
    Exchange list = list(200, TEAMS);
    list.responseHeaders().remove("X-Request-Id");

    assertThat(findings(list)).containsExactly("GET /v2/teams 200: lacks X-Request-Id");
  }

  @Test
  void aMalformedHeaderIsFound() {
    Exchange list = list(200, TEAMS);
    list.responseHeaders().set("Age", "old").set("Cache-Status", "varnish; hit");

    assertThat(findings(list)).hasSize(2);
  }

  @Test
  void aHeaderThatIsNotDocumentedIsFound() {
    Exchange list = list(200, TEAMS);
    list.responseHeaders().set("X-Powered-By", "steam");

    assertThat(findings(list))
        .containsExactly("GET /v2/teams 200: X-Powered-By is no documented header");
  }

  @Test
  void aHeaderThatIsNotDocumentedIsFoundAtAProblem() {
    Exchange problem = problem("/v2/teams", 504, NOT_CACHED);
    problem.responseHeaders().set("X-Powered-By", "steam");

    assertThat(findings(problem)).hasSize(1);
  }

  @Test
  void aProblemOfAnotherPathIsFound() {
    assertThat(findings(problem("/v2/user", 504, NOT_CACHED))).isNotEmpty();
  }

  @Test
  void aProblemWithAnotherTitleIsFound() {
    assertThat(findings(problem("/v2/teams", 504, NOT_CACHED.replace("The list", "It"))))
        .containsExactly("GET /v2/teams 504: has no documented problem: title of not-cached");
  }

  @Test
  void aResponseAtAnUndocumentedPathIsFound() {
    Exchange list = list(200, TEAMS);
    Exchange elsewhere =
        new Exchange(
            "GET",
            "/teams",
            null,
            MultiMap.caseInsensitiveMultiMap(),
            Buffer.buffer(),
            206,
            list.responseHeaders(),
            list.responseBody());

    assertThat(findings(elsewhere)).containsExactly("GET /teams 206: is no documented response");
  }

  @Test
  void anUndocumentedMemberOfAnAcceptedRequestIsFound() {
    MultiMap type = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(type);
    headers.add("X-Request-Id", UUID.randomUUID().toString());
    String denied =
        """
        {"denied":"jti","matchedTokens":0,"until":"2026-11-29T08:00:00.000Z",
         "request":"0f0c6a5e-5d0b-4f8e-9a51-5a3b6f6c2f11"}""";
    Exchange deny =
        new Exchange(
            "POST",
            "/q/gateway/deny",
            null,
            type,
            Buffer.buffer("{\"jti\":\"1\",\"who\":\"2\"}"),
            200,
            headers,
            Buffer.buffer(denied));

    assertThat(findings(deny)).singleElement().asString().contains("request: ").contains("who");
  }

  private static Exchange list(int status, String body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("Content-Type", "application/json; charset=utf-8");
    headers.add("X-Request-Id", UUID.randomUUID().toString());
    headers.add("Cache-Status", "bimplus-gateway; hit; ttl=42");
    headers.add("Age", "18");
    return exchange("/v2/teams", status, headers, body);
  }

  private static Exchange problem(String path, int status, String body) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    headers.add("Content-Type", Exchange.PROBLEM);
    headers.add("X-Request-Id", UUID.randomUUID().toString());
    return exchange(path, status, headers, body);
  }

  private static Exchange exchange(String path, int status, MultiMap headers, String body) {
    return new Exchange(
        "GET",
        path,
        null,
        MultiMap.caseInsensitiveMultiMap(),
        Buffer.buffer(),
        status,
        headers,
        Buffer.buffer(body));
  }

  private static List<String> findings(Exchange exchange) {
    return new OpenApiTraffic(List.of(exchange)).findings();
  }
}
