package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped ACL and certificates of Valkey allow, and to whom. */
@Tag("real-parts")
@Tag("concurrent")
class ValkeyAccessIT {

  private static final String ADMIN_TOKEN = "the-operator-of-this-test-alone";
  private static final Pattern ALLOWED = Pattern.compile("\\+(\\w+)");
  private static final Pattern USED = Pattern.compile("cmdstat_(\\w+):");
  private static final int MOST_QUESTIONS = 600;
  private static final long NANOS_BETWEEN_QUESTIONS = 100_000_000;

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String projects = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final LoopbackPeers peers;

  ValkeyAccessIT(@TempDir Path directory) {
    this.peers = new LoopbackPeers(sandbox, directory);
  }

  @BeforeEach
  void start() {
    peers.startValkey();
  }

  @AfterEach
  void stop() throws Exception {
    peers.close();
    sandbox.close();
  }

  @Test
  void everySecretThatIsMountedIsMade() throws IOException {
    assertThat(ComposeFile.read("peers.yaml").secrets())
        .hasSizeGreaterThan(5)
        .allMatch(name -> Files.isRegularFile(peers.secrets().resolve(name)));
  }

  @Test
  void aGatewayWithAnotherPasswordIsIsolatedAndServes() throws IOException {
    String url = "rediss://gateway:another@127.0.0.1:" + peers.valkeyPort();

    assertIsolatedAndServing(Map.of("gateway.peers.url", url), "WRONGPASS");
  }

  @Test
  void aGatewayThatDoesNotTrustTheCertificateIsIsolatedAndServes() throws IOException {
    String other = peers.makeSecrets("others").resolve("ca.crt").toString();

    assertIsolatedAndServing(
        Map.of("quarkus.tls.gateway-peers.trust-store.pem.certs", other),
        "Failed to create SSL connection");
  }

  private void assertIsolatedAndServing(Map<String, String> settings, String cause)
      throws IOException {
    RunningGateway gateway = peers.startGateway(settings);

    gateway.program().awaitLine(Pattern.compile("no connection to Valkey: .*" + cause));

    assertThat(Http.get(gateway.url(projects), bearer).statusCode()).isEqualTo(200);
    assertThat(write(gateway)).isEqualTo(201);
    assertThat(readiness(gateway)).contains("\"degraded\": true", "\"members\": 0");
    assertThat(gateway.meter("gateway_peers_connected ")).isZero();
    assertThat(gateway.program().lines()).noneMatch(line -> line.startsWith("\tat "));
  }

  /** Each command that the ACL allows is used, and Valkey has denied none. */
  @Test
  void gatewaysUseTheCommandsOfTheAclAndNoOthers() throws IOException {
    RunningGateway first = peers.startMember(Map.of("gateway.admin.token", ADMIN_TOKEN));
    RunningGateway second = peers.startMember(Map.of("gateway.admin.token", ADMIN_TOKEN));

    // More than once: a gateway that waits too long for Valkey loads a list without it.
    for (int round = 0; round < 5; round++) {
      Http.get(first.url(projects), bearer);
      write(second);
      Http.get(first.url(projects), bearer);
    }
    administer(first, "POST", "purge", "{\"user\":\"somebody\"}");
    administer(first, "POST", "deny", "{\"user\":\"somebody\"}");
    administer(second, "POST", "bypass", "{\"for\":\"1m\"}");
    administer(first, "DELETE", "bypass", "");
    first.program().terminate();

    assertThat(peers.ask("operator", "ACL", "LOG")).allMatch(String::isBlank);
    assertThat(found(USED, String.join(" ", peers.ask("operator", "INFO", "commandstats"))))
        .containsAll(found(ALLOWED, LoopbackPeers.aclOf("gateway")));
  }

  /** The steps of docs/peers.md; what is stored is stored again under the new key. */
  @Test
  void aNewKeyNeedsNoRestart() throws IOException {
    Map<String, String> settings =
        Map.of("gateway.admin.token", ADMIN_TOKEN, "gateway.file-reload-period", "200ms");
    List<RunningGateway> members =
        List.of(peers.startMember(settings), peers.startMember(settings));
    String denied = sandbox.tokens().subjectOf("user-02");
    String bearerOfDenied = "Bearer " + sandbox.tokens().forUser("user-02");
    administer(members.get(0), "POST", "deny", "{\"user\":\"" + denied + "\"}");
    List<String> underOldKey = storedDenials();
    Path file = peers.secrets().resolve("peers.keys");
    String oldKey = Files.readString(file);
    String newKey = "c2VjcmV0LXdpdGgtMzItYnl0ZXMtZm9yLXRoZS10ZXM=\n";

    replaceKeys(members, file, oldKey + newKey, 1);
    replaceKeys(members, file, newKey + oldKey, 2);
    Waiting.until(() -> storedDenials().stream().noneMatch(underOldKey::contains));
    replaceKeys(members, file, newKey, 3);
    RunningGateway third = peers.startMember(settings);

    assertThat(Http.get(third.url(projects), bearerOfDenied).statusCode()).isEqualTo(401);
    assertThat(members)
        .allMatch(
            member -> member.meter("gateway_peers_messages_total{result=\"not_understood\"") == 0);
  }

  private static void replaceKeys(
      List<RunningGateway> members, Path file, String keys, int howManyTimes) throws IOException {
    Files.writeString(file, keys);
    for (RunningGateway member : members) {
      Waiting.until(() -> keysRead(member) == howManyTimes);
    }
  }

  private static long keysRead(RunningGateway member) {
    return member.program().lines().stream()
        .filter(line -> line.endsWith("files read again: gateway.peers.key-file"))
        .count();
  }

  /** The names under which denials are stored, which are made with the first key. */
  private List<String> storedDenials() {
    String hash = peers.ask("operator", "KEYS", "bimgate:*:x:o").get(0);
    return peers.ask("operator", "HKEYS", hash);
  }

  @Test
  void theAclAllowsNoOtherCommandAndNoOtherKey() {
    assertThat(peers.ask("gateway", "FLUSHALL")).anyMatch(line -> line.contains("NOPERM"));
    assertThat(peers.ask("gateway", "GET", "another")).anyMatch(line -> line.contains("NOPERM"));
    assertThat(peers.ask("gateway", "GET", "bimgate:x")).allMatch(String::isBlank);
  }

  private int write(RunningGateway gateway) {
    return Http.send(
            Http.request(gateway.url(projects), bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Lighthouse\"}")),
            BodyHandlers.ofString())
        .statusCode();
  }

  private static void administer(RunningGateway gateway, String method, String call, String body) {
    URI url = gateway.management().resolve("/q/gateway/" + call);
    HttpResponse<String> response =
        Http.send(
            Http.request(url, "Bearer " + ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)),
            BodyHandlers.ofString());
    assertThat(response.body()).contains("\"gateways\":{\"asked\":2,\"answered\":2}");
  }

  /** Once it is ready: it waits for its peers for a while. */
  private static String readiness(RunningGateway gateway) {
    URI ready = gateway.management().resolve("/q/health/ready");
    HttpResponse<String> response = Http.get(ready);
    for (int i = 0; i < MOST_QUESTIONS && response.statusCode() != 200; i++) {
      LockSupport.parkNanos(NANOS_BETWEEN_QUESTIONS);
      response = Http.get(ready);
    }
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).distinct().toList();
  }
}
