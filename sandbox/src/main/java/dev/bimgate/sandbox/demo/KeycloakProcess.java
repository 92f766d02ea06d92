package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.wire.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A Keycloak as a child process on a free loopback port, with its data in memory. */
final class KeycloakProcess implements AutoCloseable {

  static final String ABSENT =
      "There is no Keycloak, which --web needs: run ./demo --web, which downloads it.";

  /** The first start also builds Keycloak's own classes. */
  private static final Duration LONGEST_START = Duration.ofMinutes(10);

  private static final boolean ON_WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  private final Process process;
  private final URI issuer;

  private KeycloakProcess(Process process, URI issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  /** Where Keycloak has been unpacked, in a directory for its versions. */
  static Optional<Path> find(Path versions) {
    try (Stream<Path> homes = Files.list(versions)) {
      return homes.filter(home -> Files.exists(program(home))).findFirst();
    } catch (IOException noneThere) {
      return Optional.empty();
    }
  }

  /**
   * Starts one with that realm.
   *
   * @param log the file for its output
   */
  static KeycloakProcess start(Path home, JsonObject realm, Path log) throws IOException {
    Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
    Files.writeString(imports.resolve("allplan-realm.json"), realm.encodePrettily());
    int port = Listener.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            program(home).toString(),
            "start-dev",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--db=dev-mem",
            "--import-realm");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    String name = realm.getString("realm");
    return new KeycloakProcess(process, URI.create("http://127.0.0.1:" + port + "/realms/" + name));
  }

  /**
   * The realm with one page for that app: users return there after a login, and the gateway hears
   * of each session that ends.
   *
   * @param logout the gateway's URL for back-channel logout
   */
  static JsonObject withPage(JsonObject realm, String app, PageServer page, URI logout) {
    JsonObject changed = realm.copy();
    for (Object each : changed.getJsonArray("clients")) {
      JsonObject client = (JsonObject) each;
      if (client.getString("clientId").equals(app)) {
        client.put("redirectUris", new JsonArray(List.of(page.page().toString())));
        client.put("webOrigins", new JsonArray(List.of(page.origin())));
        client
            .getJsonObject("attributes")
            .put("backchannel.logout.url", logout.toString())
            .put("backchannel.logout.session.required", "true");
      }
    }
    return changed;
  }

  private static Path program(Path home) {
    return home.resolve("bin").resolve(ON_WINDOWS ? "kc.bat" : "kc.sh").toAbsolutePath();
  }

  /** The {@code iss} of its tokens. */
  URI issuer() {
    return issuer;
  }

  /**
   * Returns once it responds.
   *
   * @throws IOException when it ends before, or takes longer than ten minutes
   */
  void awaitReady(HttpClient http) throws IOException, InterruptedException {
    URI discovery = URI.create(issuer + "/.well-known/openid-configuration");
    Readiness.await("Keycloak", process, discovery, LONGEST_START, http);
  }

  /** Ends it at once: its data is in memory. */
  @Override
  public void close() {
    // The script's child does not end with it.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
