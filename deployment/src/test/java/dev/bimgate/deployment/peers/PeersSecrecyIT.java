package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.deployment.Http;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.ValkeyServer;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways do all that goes through Valkey. Then its whole memory, its file, and all commands
 * that it has got are searched for each name: of users, issuer, app, teams, projects, sessions and
 * tokens, and for all that a list says.
 */
@Tag("real-parts")
@Tag("concurrent")
class PeersSecrecyIT {

  /** What the search must find, as Valkey was given it in each form. */
  private static final String PLANTED = "planted: not a secret";

  private static final String QUERY = "marked-query-4711";
  private static final String PROJECT = "Marked Tower 4711";
  private static final String RAW_KEY = "secret-with-32-bytes-for-the-tes";

  private static final Set<String> NAMES = new TreeSet<>();

  private static Path monitored;
  private static ValkeyServer valkey;
  private static Path appendOnly;
  private static ValkeyClient monitor;
  private static Group group;
  private static Sandbox sandbox;

  @BeforeAll
  static void useAllThatGoesThroughValkey(@TempDir Path directory) throws IOException {
    monitored = directory.resolve("monitor");
    valkey = ValkeyServer.persistent(directory);
    appendOnly = directory.resolve("appendonlydir");
    monitor = new ValkeyClient(valkey.port());
    monitor.run("MONITOR");
    new Thread(PeersSecrecyIT::record, "monitor").start();
    plant();
    group = Group.ofPeers(valkey, directory, Operator.settings());
    sandbox = group.sandbox();
    NAMES.addAll(
        List.of(
            QUERY,
            PROJECT,
            RAW_KEY,
            Base64.getEncoder().encodeToString(RAW_KEY.getBytes(StandardCharsets.UTF_8)),
            Tokens.DEFAULT_CLIENT,
            Tokens.ALL_SCOPES,
            sandbox.issuerUrl().toString(),
            sandbox.apiUrl().toString()));
    readAndWrite();
    operate();
  }

  @Test
  void everythingHasGoneThroughValkey() {
    try (ValkeyClient client = new ValkeyClient(valkey.port())) {
      assertThat(client.keys("bimgate:*"))
          .anyMatch(key -> key.endsWith(":m"))
          .anyMatch(key -> key.endsWith(":d"))
          .anyMatch(key -> key.endsWith(":x:o"))
          .anyMatch(key -> key.endsWith(":x:l"))
          .anyMatch(key -> key.endsWith(":b"))
          .anyMatch(key -> key.contains(":a:"))
          .anyMatch(key -> key.contains(":l:"))
          .anyMatch(key -> key.contains(":q:"));
    }
    assertThat(NAMES).contains(PROJECT, sandbox.teams().get(0)).hasSizeGreaterThan(60);
  }

  @Test
  void itsMemoryHoldsNoName() throws IOException {
    assertNoName(() -> new ProcessMemory(valkey.pid()));
  }

  @Test
  void itsFileHoldsNoName() throws IOException {
    assertNoName(
        () -> {
          try (Stream<Path> files = Files.list(appendOnly)) {
            return new SequenceInputStream(
                Collections.enumeration(files.map(PeersSecrecyIT::open).toList()));
          }
        });
  }

  @Test
  void itsCommandsHoldNoName() throws IOException {
    assertNoName(() -> open(monitored));
  }

  /** What was planted is found, so that names would be. */
  private static void assertNoName(Source source) throws IOException {
    try (InputStream bytes = source.open()) {
      assertThat(new NameSearch(List.of(PLANTED)).in(bytes))
          .containsExactly(
              PLANTED,
              PLANTED + " in base64 after 0",
              PLANTED + " in base64 after 1",
              PLANTED + " in base64 after 2",
              PLANTED + " in hex");
    }
    try (InputStream bytes = source.open()) {
      assertThat(new NameSearch(NAMES).in(bytes)).isEmpty();
    }
  }

  private interface Source {
    InputStream open() throws IOException;
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    monitor.close();
    group.close();
  }

  private static void record() {
    try {
      Files.copy(monitor.stream(), monitored);
    } catch (IOException closed) {
      // At the end of the test.
    }
  }

  private static void plant() {
    byte[] clear = PLANTED.getBytes(StandardCharsets.UTF_8);
    try (ValkeyClient client = new ValkeyClient(valkey.port())) {
      client.run("SET", "planted:1", "so much before it, " + PLANTED);
      client.run("SET", "planted:2", HexFormat.of().formatHex(clear));
      for (String before : List.of("", "1", "12")) {
        byte[] text = (before + PLANTED + ".").getBytes(StandardCharsets.UTF_8);
        String form = Base64.getEncoder().encodeToString(text);
        client.run("SET", "planted:3:" + before, form);
      }
    }
  }

  /** Each list at each gateway, before and after a write, and once rejected. */
  private static void readAndWrite() {
    for (String user : sandbox.users().subList(0, 4)) {
      String bearer = bearer(user);
      for (String list : lists(user)) {
        processes().forEach(gateway -> note(read(gateway, list, bearer)));
      }
    }
    String user = sandbox.users().get(0);
    String list = lists(user).get(1);
    String id = note(read(gateway(1), list, bearer(user))).path(0).path("id").asText();
    HttpResponse<String> renamed =
        Http.send(
            Http.request(gateway(0).gateway().url(list + "/" + id), bearer(user))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\":\"" + PROJECT + "\"}")),
            BodyHandlers.ofString());
    assertThat(renamed.statusCode()).isEqualTo(200);
    processes().forEach(gateway -> note(read(gateway, list, bearer(user))));
    String legacy = sandbox.tokens().legacyFor(user);
    NAMES.add(legacy);
    note(read(gateway(2), list, "BimPlus " + legacy));
    sandbox.bimplus().faults().answer(Requests.to(list), 403, 1);
    assertThat(read(gateway(2), list + "?again=" + QUERY, bearer(user)).statusCode())
        .isEqualTo(403);
  }

  private static List<String> lists(String user) {
    String projects = "/v2/" + sandbox.teamsOf(user).get(0) + "/projects";
    return List.of("/v2/teams", projects, projects + "?by=" + QUERY);
  }

  /** All calls that concern all gateways. */
  private static void operate() {
    List<String> users = sandbox.users().subList(4, 10);
    String team = sandbox.teams().get(1);
    String issuer = sandbox.issuerUrl().toString();
    deny("sub", sandbox.tokens().subjectOf(users.get(0)));
    deny("user", sandbox.tokens().subjectOf(users.get(1)));
    deny("jti", UUID.randomUUID().toString());
    deny("sid", UUID.randomUUID().toString());
    String session = named(UUID.randomUUID().toString());
    String logout = named(sandbox.tokens().logoutToken(users.get(2), session).sign());
    assertThat(
            sandbox
                .issuer()
                .tellLogout(gateway(1).gateway().url("/oidc/backchannel-logout"), logout))
        .isEqualTo(200);
    operate("purge", "{\"team\":\"" + named(team) + "\"}");
    String subject = named(sandbox.tokens().subjectOf(users.get(3)));
    operate("purge", "{\"user\":\"" + subject + "\",\"issuer\":\"" + issuer + "\"}");
    operate("bypass", "{\"for\":\"1s\"}");
  }

  private static void deny(String by, String value) {
    operate("deny", "{\"" + by + "\":\"" + named(value) + "\"}");
  }

  private static void operate(String call, String body) {
    JsonNode response = Operator.post(gateway(1), call, body);
    NAMES.add(response.path("request").asText());
    assertThat(response.path("gateways")).hasToString("{\"asked\":3,\"answered\":3}");
  }

  /** A token whose ids, owner and parts are names. */
  private static String bearer(String user) {
    String tokenId = named(UUID.randomUUID().toString());
    String session = named(UUID.randomUUID().toString());
    named(sandbox.tokens().subjectOf(user));
    String token = sandbox.tokens().with(user).claim("jti", tokenId).claim("sid", session).sign();
    NAMES.addAll(List.of(token.split("\\.")));
    return "Bearer " + token;
  }

  private static HttpResponse<String> read(MemberProcess gateway, String path, String credential) {
    return Http.get(gateway.gateway().url(path), credential);
  }

  /** The list in a response; what it says of teams and projects are names. */
  private static JsonNode note(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode list = World.read(response.body());
    for (JsonNode element : list) {
      Stream.of("id", "name", "slug", "teamSlug", "shortDescr", "address", "thumbnail")
          .map(member -> element.path(member).asText())
          .filter(text -> !text.isEmpty())
          .forEach(NAMES::add);
    }
    return list;
  }

  private static String named(String name) {
    NAMES.add(name);
    return name;
  }

  private static MemberProcess gateway(int number) {
    return processes().get(number);
  }

  private static List<MemberProcess> processes() {
    return group.processes();
  }
}
