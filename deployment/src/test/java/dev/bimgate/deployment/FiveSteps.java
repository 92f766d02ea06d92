package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Requests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The way of a client through a gateway: token, teams, project lists, a write, a stream. */
public final class FiveSteps {

  /** Lookups of project lists that the walk makes, by outcome. */
  static final int LIST_HITS = 2;

  static final int LIST_MISSES = 3;

  /** Calls that pass to Bimplus unlooked-up: the write and the stream. */
  static final int PASSED = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final RunningGateway gateway;
  private final String team;

  public FiveSteps(Sandbox sandbox, RunningGateway gateway) {
    this.sandbox = sandbox;
    this.gateway = gateway;
    this.team = "/v2/" + sandbox.teams().get(0);
  }

  /** Goes all the way, and fails at the first step that is not as it should be. */
  public void walk() {
    String token = logIn("user-01");
    teamsAreShownWithoutConnections(token);
    String list = theSecondListComesFromMemory(token);
    anotherUserSeesAnotherList(logIn("user-02"), list);
    aWriteShowsInTheNextList(token);
    anythingElseIsStreamed(token);
    aBadTokenEndsAtTheGateway();
  }

  private String logIn(String user) {
    String form =
        "grant_type=password&scope=openid&client_id=%s&username=%s&password=%s"
            .formatted(Tokens.DEFAULT_CLIENT, user, sandbox.passwordOf(user));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sandbox.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    try {
      String response = Http.send(request, BodyHandlers.ofString()).body();
      return JSON.readTree(response).required("access_token").textValue();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void teamsAreShownWithoutConnections(String token) {
    HttpResponse<String> teams = Http.get(gateway.url("/v2/teams"), "Bearer " + token);

    assertThat(teams.statusCode()).isEqualTo(200);
    assertThat(teams.body())
        .contains("\"slug\":\"" + sandbox.teams().get(0) + "\"")
        .doesNotContain("teamWorksConnection");
  }

  private String theSecondListComesFromMemory(String token) {
    HttpResponse<String> first = list("Bearer " + token, 1);
    HttpResponse<String> second = list("BimPlus " + token, 2);
    HttpResponse<String> unchanged =
        Http.send(
            Http.request(gateway.url(team + "/projects"), "Bearer " + token)
                .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()),
            BodyHandlers.ofString());

    assertThat(cacheStatus(first)).contains("fwd=uri-miss").contains("stored");
    assertThat(cacheStatus(second)).contains("; hit");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(unchanged.statusCode()).isEqualTo(304);
    return first.body();
  }

  private void anotherUserSeesAnotherList(String token, String list) {
    HttpResponse<String> other = list("Bearer " + token, 3);

    assertThat(cacheStatus(other)).contains("fwd=uri-miss");
    assertThat(other.body()).isNotEqualTo(list);
  }

  private void aWriteShowsInTheNextList(String token) {
    HttpRequest.Builder write =
        Http.request(gateway.url(team + "/projects"), "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"Lighthouse\"}"));

    assertThat(Http.send(write, BodyHandlers.ofString()).statusCode()).isBetween(200, 299);
    HttpResponse<String> next = list("Bearer " + token, 4);
    assertThat(cacheStatus(next)).contains("fwd=uri-miss");
    assertThat(next.body()).contains("Lighthouse");
  }

  private void anythingElseIsStreamed(String token) {
    byte[] body = new Download(5, 1_000_000).bytes(0, 1_000_000);
    HttpRequest.Builder echo =
        Http.request(gateway.url(team + "/echo?body=1"), "Bearer " + token)
            .POST(BodyPublishers.ofByteArray(body));

    assertThat(Http.send(echo, BodyHandlers.ofByteArray()).body()).isEqualTo(body);
  }

  private void aBadTokenEndsAtTheGateway() {
    int callsBefore = sandbox.recorder().count(Requests.callsToBimplus());
    String token = sandbox.tokens().with("user-01").wrongSignature().sign();
    HttpResponse<String> rejected = list("Bearer " + token, 5);

    assertThat(rejected.statusCode()).isEqualTo(401);
    assertThat(rejected.headers().allValues("WWW-Authenticate"))
        .anyMatch(challenge -> challenge.contains("error=\"invalid_token\""));
    assertThat(sandbox.recorder().count(Requests.callsToBimplus())).isEqualTo(callsBefore);
  }

  /** The list with a cache buster, as the vendor's SDK asks for it. */
  private HttpResponse<String> list(String authorization, int buster) {
    return Http.get(gateway.url(team + "/projects?_=" + buster), authorization);
  }

  private static String cacheStatus(HttpResponse<?> response) {
    return response.headers().firstValue("Cache-Status").orElse("(none)");
  }
}
