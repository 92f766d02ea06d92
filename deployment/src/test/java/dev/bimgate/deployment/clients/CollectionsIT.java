package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Postman collection under newman, and the requests of the {@code .http} file. */
@Tag("real-parts")
@Tag("concurrent")
class CollectionsIT {

  private static final Path CLIENTS = Repository.ROOT.resolve("clients");
  private static final Path POSTMAN = CLIENTS.resolve("postman");
  private static final Path NEWMAN = CLIENTS.resolve("node_modules/newman/bin/newman.js");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String USER = "user-01";
  private static final String CONDITIONAL = "Projects, if they have changed";

  @RegisterExtension static final ClientWorld world = new ClientWorld();

  private final Path directory;

  CollectionsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void theWholeCollectionPassesAndRefreshesAnExpiredToken() throws IOException {
    JsonNode granted = granted();
    String expired = world.sandbox().tokens().with(USER).expired().sign();

    JsonNode run = run(expired, granted.required("refresh_token").textValue());

    assertThat(failures(run)).isEmpty();
    assertThat(run.at("/stats/requests/total").intValue()).isEqualTo(11);
    assertThat(run.at("/stats/assertions/total").intValue()).isEqualTo(20);
    assertThat(status(run, CONDITIONAL)).isEqualTo(304);
  }

  @Test
  void anExpiredTokenThatNothingRefreshesFailsWithTheWayOut() throws IOException {
    rejectsEveryRequest(world.sandbox().tokens().with(USER).expired().sign());
  }

  @Test
  void aRejectedTokenFailsWithTheWayOut() throws IOException {
    rejectsEveryRequest(world.sandbox().tokens().with(USER).wrongSignature().sign());
  }

  @Test
  void aListThatChangesInBetweenIsSentWithItsNewETag() throws IOException {
    String token = world.sandbox().tokens().forUser(USER);
    String exported = directory.resolve("exported.json").toString();
    JsonNode before = run(token, "", "--folder", "Lists", "--export-environment", exported);
    createProject(world.sandbox().teamsOf(USER).get(0));

    JsonNode after = run(token, "", "--environment", exported, "--folder", CONDITIONAL);

    assertThat(failures(before)).isEmpty();
    assertThat(failures(after)).isEmpty();
    assertThat(status(before, CONDITIONAL)).isEqualTo(304);
    assertThat(status(after, CONDITIONAL)).isEqualTo(200);
  }

  @Test
  void everyRequestOfTheHttpFileIsAnswered() throws IOException {
    HttpFile file = HttpFile.read(CLIENTS.resolve("http/gateway.http"));
    Map<String, String> values = new HashMap<>();
    values.put("baseUrl", world.baseUrl().toString());
    values.put("accessToken", world.sandbox().tokens().forUser(USER));
    values.put("team", world.sandbox().teamsOf(USER).get(0));
    List<Integer> statuses = new ArrayList<>();
    for (HttpFile.Request request : file.requests()) {
      HttpResponse<String> response = file.send(request, values);
      statuses.add(response.statusCode());
      if (request.title().equals("Projects of a team")) {
        values.put("etag", response.headers().firstValue("ETag").orElseThrow());
        values.put("project", JSON.readTree(response.body()).at("/0/id").textValue());
      }
    }

    assertThat(statuses).containsExactly(200, 200, 200, 200, 304, 200, 504, 200, 200, 201);
  }

  private void rejectsEveryRequest(String token) throws IOException {
    int calls = world.sandbox().recorder().count(Requests.callsToBimplus());

    JsonNode run = run(token, "", "--folder", "Lists", "--env-var", "team=any");

    assertThat(run.required("executions").findValuesAsText("code")).hasSize(4).containsOnly("401");
    assertThat(failures(run)).anyMatch(failure -> failure.contains("get a new token: "));
    assertThat(world.sandbox().recorder().count(Requests.callsToBimplus())).isEqualTo(calls);
  }

  private static void createProject(String team) {
    HttpResponse<String> created =
        Http.send(
            Http.request(
                    URI.create(world.baseUrl() + "/" + team + "/projects"),
                    "Bearer " + world.sandbox().tokens().forUser(USER))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Lock Gate\"}")),
            BodyHandlers.ofString());
    assertThat(created.statusCode()).isEqualTo(201);
  }

  /** Runs the collection with these tokens and options of newman, and returns its report. */
  private JsonNode run(String accessToken, String refreshToken, String... options)
      throws IOException {
    Path report = directory.resolve("report.json");
    List<String> command = new ArrayList<>(List.of("node", NEWMAN.toString(), "run"));
    command.add(POSTMAN.resolve("bimplus-gateway.postman_collection.json").toString());
    command.addAll(
        List.of(
            "--environment",
            POSTMAN.resolve("bimplus-gateway.postman_environment.json").toString(),
            "--working-dir",
            POSTMAN.toString(),
            "--reporters",
            "json",
            "--reporter-json-export",
            report.toString()));
    variables(accessToken, refreshToken)
        .forEach((name, value) -> command.addAll(List.of("--env-var", name + "=" + value)));
    command.addAll(List.of(options));
    Program.Ending ending = Program.run(directory, command);
    assertThat(report).as("%s", ending.lines()).exists();
    return JSON.readTree(report.toFile()).required("run");
  }

  private static Map<String, String> variables(String accessToken, String refreshToken) {
    return Map.of(
        "base_url",
        world.baseUrl().toString(),
        "client_id",
        Tokens.DEFAULT_CLIENT,
        "access_token",
        accessToken,
        "refresh_token",
        refreshToken);
  }

  private static JsonNode granted() throws IOException {
    String form =
        "grant_type=password&client_id=%s&username=%s&password=%s"
            .formatted(Tokens.DEFAULT_CLIENT, USER, world.sandbox().passwordOf(USER));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(world.sandbox().tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    return JSON.readTree(Http.send(request, BodyHandlers.ofString()).body());
  }

  private static List<String> failures(JsonNode run) {
    return run.required("failures").findValuesAsText("message");
  }

  private static int status(JsonNode run, String request) {
    return StreamSupport.stream(run.required("executions").spliterator(), false)
        .filter(execution -> execution.at("/item/name").textValue().equals(request))
        .mapToInt(execution -> execution.at("/response/code").intValue())
        .findFirst()
        .orElseThrow();
  }
}
