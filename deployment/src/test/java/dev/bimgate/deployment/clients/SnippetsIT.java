package dev.bimgate.deployment.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.CodeFlow;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import dev.bimgate.sandbox.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of docs/clients.md as their readers copy them, from the login to an upload. */
@Tag("real-parts")
@Tag("concurrent")
class SnippetsIT {

  private static final Path CLIENTS = Repository.ROOT.resolve("clients");
  private static final Path DRIVERS =
      Repository.ROOT.resolve("deployment/src/test/resources/clients");
  private static final String USER = "user-01";

  private static final Pattern LOGIN = Pattern.compile("^Open (\\S+)$");

  /** A response: its status, and what the gateway did for it. */
  private static final Pattern RESPONSE =
      Pattern.compile("(\\d{3}) .*\\b(hit|fwd=[a-z-]+|not a cached route)(?:;.*)?");

  /** Teams, projects, twice again after a refresh, a project, a change of it, projects, a file. */
  private static final List<String> ALL_CALLS =
      List.of(
          "200 fwd=uri-miss",
          "200 fwd=uri-miss",
          "200 hit",
          "304 hit",
          "200 not a cached route",
          "200 not a cached route",
          "200 fwd=uri-miss",
          "201 not a cached route");

  @RegisterExtension static final ClientWorld world = new ClientWorld();

  private final Path directory;

  SnippetsIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void curlReadsFromTheCacheBeforeAndAfterARefreshAndSeesItsOwnChange() throws IOException {
    assertThat(filesOf("curl")).containsExactly("lists.sh", "login.sh", "refresh.sh", "write.sh");

    runWithLogin(snippet("curl/login.sh"));
    assertThat(run(snippet("curl/lists.sh"))).isEqualTo(ALL_CALLS.subList(0, 4));
    run(snippet("curl/refresh.sh"));
    assertThat(run(snippet("curl/lists.sh")))
        .containsExactly("200 hit", "200 hit", "200 hit", "304 hit");
    assertThat(run(snippet("curl/write.sh"))).isEqualTo(ALL_CALLS.subList(4, 8));
  }

  @Test
  void pythonReadsFromTheCacheAfterARefreshAndSeesItsOwnChange() throws IOException {
    assertThat(filesOf("python")).containsExactly("lists.py", "oidc.py");

    assertThat(runWithLogin("/usr/bin/python3", "-B", snippet("python/lists.py")))
        .isEqualTo(ALL_CALLS);
  }

  @Test
  void javaReadsFromTheCacheAfterARefreshAndSeesItsOwnChange() throws IOException {
    assertThat(filesOf("java-http")).containsExactly("Lists.java");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    assertThat(runWithLogin(java, snippet("java-http/Lists.java"))).isEqualTo(ALL_CALLS);
  }

  @Test
  void fetchRefreshesARejectedTokenAndSeesItsOwnChange() throws IOException {
    assertThat(filesOf("fetch")).containsExactly("lists.mjs");
    String driver = DRIVERS.resolve("fetch.mjs").toString();

    assertThat(runWithLogin("node", driver, snippet("fetch/lists.mjs")))
        .containsExactly(
            "200 fwd=uri-miss",
            "200 hit",
            "200 not a cached route",
            "200 fwd=uri-miss",
            "201 not a cached route");
  }

  @Test
  void theVendorsSdkReadsFromTheCacheInABrowser() throws IOException {
    assertThat(filesOf("websdk")).containsExactly("lists.js");
    String token = world.sandbox().tokens().forUser(USER);

    try (SdkPage page = SdkPage.serve()) {
      Program.Ending shown = page.browse(directory, world.baseUrl(), token);

      assertThat(responses(shown)).containsExactly("200 fwd=uri-miss", "200 hit");
      assertThat(shown.lines()).contains("attached", "401 urn:bimgate:problem:invalid-token");
    }
  }

  /**
   * What a client consists of: a test that names all of it fails for a file that it does not run.
   */
  private static List<String> filesOf(String client) throws IOException {
    try (Stream<Path> files = Files.list(CLIENTS.resolve(client))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches(".*[.](json|txt)"))
          .sorted()
          .toList();
    }
  }

  private static String snippet(String file) {
    return CLIENTS.resolve(file).toString();
  }

  private List<String> run(String... command) {
    return responses(Program.run(directory, withSettings(command)));
  }

  /** The same for a program that has its user log in, and takes the address that this ends at. */
  private List<String> runWithLogin(String... command) {
    try (Program program = Program.start(directory, withSettings(command))) {
      URI login = URI.create(program.awaitLine(LOGIN).group(1));
      URI end = CodeFlow.redirect(login, USER, world.sandbox().passwordOf(USER));
      if (end.getPort() < 0) {
        program.type(end.toString());
      } else {
        Http.get(end);
      }
      return responses(program.awaitEnd());
    }
  }

  private static List<String> withSettings(String... command) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("env", "BASE_URL=" + world.baseUrl(), "CLIENT_ID=" + Tokens.DEFAULT_CLIENT));
    all.addAll(List.of(command));
    return all;
  }

  private static List<String> responses(Program.Ending ending) {
    assertThat(ending.exitCode()).as("%s", ending.lines()).isZero();
    return ending.lines().stream()
        .map(RESPONSE::matcher)
        .filter(Matcher::find)
        .map(response -> response.group(1) + " " + response.group(2))
        .toList();
  }
}
