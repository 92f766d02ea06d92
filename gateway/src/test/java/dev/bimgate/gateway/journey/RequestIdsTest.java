package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RawUpstream;
import dev.bimgate.gateway.RawUpstream.Asked;
import dev.bimgate.gateway.RawUpstreamResource;
import dev.bimgate.gateway.RequestLines;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids a response carries: ours, under which its line is logged, and that of Bimplus. */
@QuarkusTest
@WithTestResource(RawUpstreamResource.class)
@SuppressWarnings("NullAway.Init")
class RequestIdsTest {

  private static final String OURS = "X-Request-Id";
  private static final String UPSTREAMS = "X-Upstream-Request-Id";

  private final RawUpstream bimplus = RawUpstreamResource.upstream();

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @CsvSource({
    "GET, echo, 200 OK",
    "POST, echo, 201 Created",
    "GET, echo, 404 Not Found",
    "GET, echo, 503 Service Unavailable",
    "HEAD, echo, 200 OK",
    "GET, projects, 200 OK",
    "HEAD, projects, 200 OK",
    "GET, projects, 403 Forbidden"
  })
  void aResponseOfBimplusNamesOursUnderWhichTheLogHasThatOfBimplus(
      String method, String resource, String status) throws IOException {
    bimplus.answer(
        request -> response(request, status, OURS + ": theirs", UPSTREAMS + ": another"));

    RawHead response = request(method, resource);

    assertThat(response.values(UPSTREAMS)).containsExactly("theirs");
    assertThat(response.values(OURS)).hasSize(1);
    assertThat(log.of(response.values(OURS).get(0))).endsWith(" upstream_id=theirs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo", "projects"})
  void anUpstreamIdThatBimplusItselfSendsIsNotForwarded(String resource) throws IOException {
    bimplus.answer(request -> response(request, "200 OK", UPSTREAMS + ": another"));

    RawHead response = request("GET", resource);

    assertThat(response.values(UPSTREAMS)).isEmpty();
    assertThat(log.of(response.values(OURS).get(0))).doesNotContain("upstream_id=");
  }

  @Test
  void aListFromTheCacheNamesNoUpstreamRequest() throws IOException {
    bimplus.answer(
        request -> response(request, "200 OK", OURS + ": theirs", UPSTREAMS + ": another"));
    RawHead miss = request("GET", "projects");

    RawHead hit = request("GET", "projects");

    assertThat(hit.values("Cache-Status")).allMatch(status -> status.contains("; hit"));
    assertThat(hit.values(UPSTREAMS)).isEmpty();
    assertThat(hit.values(OURS)).hasSize(1).doesNotContainAnyElementsOf(miss.values(OURS));
  }

  @Test
  void a304ToTheClientNamesOursAlone() throws IOException {
    bimplus.answer(request -> response(request, "200 OK", "ETag: \"1\"", OURS + ": theirs"));
    request("GET", "projects");

    RawHead notModified = request("GET", "projects", "If-None-Match: \"1\"");

    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.values(UPSTREAMS)).isEmpty();
    assertThat(log.of(notModified.values(OURS).get(0))).contains(" status=304 ");
  }

  @Test
  void a304OfBimplusHasBothIds() throws IOException {
    bimplus.answer(request -> head("HTTP/1.1 304 Not Modified", OURS + ": theirs"));

    RawHead notModified = request("GET", "echo", "If-None-Match: \"1\"");

    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.values(UPSTREAMS)).containsExactly("theirs");
    assertThat(log.of(notModified.values(OURS).get(0))).endsWith(" upstream_id=theirs");
  }

  @Test
  void earlyHintsNameTheRequestAsItsResponseDoes() throws IOException {
    bimplus.answer(
        request ->
            head("HTTP/1.1 103 Early Hints", "Link: </a>", OURS + ": theirs")
                + response(request, "200 OK", OURS + ": theirs"));
    try (RawConnection client = RawConnection.to(gateway)) {
      client.send(RawConnection.head(line("GET", "echo"), ground.authorization()));

      RawHead hints = client.head();
      RawHead response = client.head();

      assertThat(hints.status()).isEqualTo(103);
      assertThat(hints.values(OURS)).isEqualTo(response.values(OURS));
      assertThat(hints.values(UPSTREAMS)).containsExactly("theirs");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /v2/teams HTTP/1.1", "GET /nothing HTTP/1.1", "GET /v2/a;b HTTP/1.1"})
  void aProblemBeforeAnyUpstreamRequestNamesOursAlone(String line) throws IOException {
    RawHead problem = RawConnection.ask(gateway, line, OURS + ": the-clients");

    assertThat(problem.values(UPSTREAMS)).isEmpty();
    assertThat(log.of(problem.values(OURS).get(0))).contains(" status=" + problem.status() + " ");
  }

  @Test
  void theIdOfAClientIsForwardedAndNamesNothingHere() throws Exception {
    bimplus.answer(request -> response(request, "200 OK"));

    RawHead response = request("GET", "echo", OURS + ": the-clients");

    assertThat(response.values(OURS)).hasSize(1).doesNotContain("the-clients");
    assertThat(bimplus.await(1).get(0).head()).contains(OURS + ": the-clients");
  }

  private RawHead request(String method, String resource, String... fields) throws IOException {
    String[] all = new String[fields.length + 1];
    all[0] = ground.authorization();
    System.arraycopy(fields, 0, all, 1, fields.length);
    return RawConnection.ask(gateway, line(method, resource), all);
  }

  private String line(String method, String resource) {
    return method + " /v2/" + ground.team() + "/" + resource + " HTTP/1.1";
  }

  /** An empty list with these further headers. */
  private static String response(Asked request, String status, String... fields) {
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + status);
    lines.add("Content-Type: application/json");
    lines.add("Content-Length: 2");
    lines.add("Connection: close");
    lines.addAll(List.of(fields));
    String head = head(lines.toArray(String[]::new));
    return request.head().startsWith("HEAD ") ? head : head + "[]";
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }
}
