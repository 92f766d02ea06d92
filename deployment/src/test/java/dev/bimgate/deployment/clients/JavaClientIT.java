package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code clients/java}, as their own processes before a packaged gateway. */
@Tag("real-parts")
@Tag("concurrent")
class JavaClientIT {

  private static final Path PROGRAMS = Repository.ROOT.resolve("clients/java");
  private static final Path PLAIN = PROGRAMS.resolve("plain/target/list-projects.jar");
  private static final Path QUARKUS =
      PROGRAMS.resolve("quarkus/target/quarkus-app/quarkus-run.jar");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.defaults());
  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path directory) {
    String apps = Tokens.DEFAULT_CLIENT + "," + Tokens.SERVICE_CLIENT;
    gateway =
        RunningGateway.packaged(
            SANDBOX, directory, Map.of("bimplus.oidc.authorized-parties", apps));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    SANDBOX.close();
  }

  @Test
  void aPlainProgramPollsItsUsersListsOfWhichBimplusSendsEachOnce() throws IOException {
    Program.Ending ending = run(PLAIN, plain(login("user-01")));
    List<RecordedRequest> loads = SANDBOX.recorder().matching(lists().and(Requests.by("user-01")));

    List<String> teams = SANDBOX.teamsOf("user-01");
    List<String> expected = new ArrayList<>();
    for (boolean again : new boolean[] {false, true}) {
      for (String team : teams) {
        expected.add(
            "%s: %d projects, unchanged: %s, from the cache: %s"
                .formatted(team, projectsOf("user-01", team), again, again));
      }
    }
    assertThat(ending.lines()).containsExactlyElementsOf(expected);
    assertThat(ending.exitCode()).isZero();
    assertThat(loads).hasSameSizeAs(teams);
  }

  @Test
  void aPlainProgramWhoseLoginHasEndedSaysSo() throws IOException {
    String used = login("user-02");
    run(PLAIN, plain(used));

    Program.Ending ending = run(PLAIN, plain(used));

    assertThat(ending.lines())
        .containsExactly("The issuer's response has status 400: invalid_grant");
    assertThat(ending.exitCode()).isEqualTo(1);
  }

  @Test
  void aQuarkusProgramHasTheClientInjected() {
    Program.Ending ending =
        run(
            QUARKUS,
            Map.of(
                "BIMPLUS_CLIENT_URL",
                gateway.url("/v2").toString(),
                "BIMPLUS_CLIENT_CLIENT_SECRET",
                Tokens.SERVICE_SECRET));

    String account = "service-account-" + Tokens.SERVICE_CLIENT;
    List<String> teams = SANDBOX.teamsOf(account);
    assertThat(ending.lines())
        .hasSameSizeAs(teams)
        .allMatch(line -> line.matches(teams.get(0) + ": \\d+ projects"));
    assertThat(ending.exitCode()).isZero();
  }

  private static Predicate<RecordedRequest> lists() {
    return request -> request.method().equals("GET") && request.path().endsWith("/projects");
  }

  private static Map<String, String> plain(String refreshToken) {
    return Map.of(
        "GATEWAY_URL",
        gateway.url("/v2").toString(),
        "CLIENT_ID",
        Tokens.DEFAULT_CLIENT,
        "REFRESH_TOKEN",
        refreshToken);
  }

  private static Program.Ending run(Path jar, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(RunningGateway.java("-jar", jar.toString()));
    return Program.run(PROGRAMS, command);
  }

  /** The number of projects that a user sees in a team, from Bimplus itself. */
  private static int projectsOf(String user, String team) throws IOException {
    URI list = URI.create(SANDBOX.apiUrl() + "/" + team + "/projects");
    String token = SANDBOX.tokens().forUser(user);
    return JSON.readTree(Http.get(list, "Bearer " + token).body()).size();
  }

  /** The refresh token of a new login. */
  private static String login(String user) throws IOException {
    String form =
        "grant_type=password&client_id=%s&username=%s&password=%s"
            .formatted(Tokens.DEFAULT_CLIENT, user, SANDBOX.passwordOf(user));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(SANDBOX.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form));
    String response = Http.send(request, BodyHandlers.ofString()).body();
    return JSON.readTree(response).required("refresh_token").textValue();
  }
}
