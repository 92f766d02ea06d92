package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A gateway whose both stores are full: each request came with a new token, for a list that was not
 * in memory.
 *
 * @param tokens in the order in which they came
 */
record FullStores(Sandbox sandbox, RunningGateway gateway, List<String> tokens) {

  /** 23 MB of tokens and 77 MB of lists by the gateway's count, so that both stores evict. */
  private static final int REQUESTS = 2_400;

  /** Makes a token some 9 KB in memory, so that the store is full after 1,800. */
  private static final String SCOPES =
      IntStream.range(0, 120).mapToObj(i -> "scope" + i).collect(Collectors.joining(" "));

  /** A Bimplus whose lists are some 30 KB in memory. */
  static Sandbox startSandbox() {
    return Sandbox.start(
        SandboxOptions.defaults()
            .withProjectsPerTeam(60)
            .withTokenLifetime(Duration.ofHours(1))
            .withBudgetPerHour(1_000_000)
            .withRecordedRequests(1));
  }

  static FullStores fill(Sandbox sandbox, RunningGateway gateway) {
    List<String> tokens =
        IntStream.range(0, REQUESTS).parallel().mapToObj(i -> token(sandbox, i)).toList();
    FullStores stores = new FullStores(sandbox, gateway, tokens);
    IntStream.range(0, REQUESTS).parallel().forEach(stores::assertServed);
    return stores;
  }

  /** A list, with the rights of the user of this token in each project. */
  void assertServed(int token) {
    String user = user(sandbox, token);
    String own = sandbox.tokens().subjectOf(user);
    String team = sandbox.teamsOf(user).get(0);
    HttpResponse<String> response =
        Http.get(
            gateway.url("/v2/" + team + "/projects?view=" + token), "Bearer " + tokens.get(token));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new JsonArray(response.body()))
        .isNotEmpty()
        .allSatisfy(project -> assertThat(subject(project)).isEqualTo(own));
  }

  private static String subject(Object project) {
    return ((JsonObject) project).getJsonObject("rights").getString("user");
  }

  private static String token(Sandbox sandbox, int number) {
    return sandbox.tokens().with(user(sandbox, number)).scope(SCOPES + " x" + number).sign();
  }

  private static String user(Sandbox sandbox, int number) {
    return sandbox.users().get(number % sandbox.users().size());
  }
}
