package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.wire.Listener;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Keycloak as a child process on a free loopback port, with its data in memory. */
public final class KeycloakProcess implements AutoCloseable {

  static final String ABSENT =
      "There is no Keycloak, which --web needs: run ./demo --web, which downloads it.";

  /** The first start also builds Keycloak's own classes. */
  private static final Duration LONGEST_START = Duration.ofMinutes(10);

  private static final boolean ON_WINDOWS =
      System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

  /** The name and the password of its administrator. */
  public static final String ADMIN = "admin";

  private final Process process;
  private final URI url;
  private final URI issuer;

  private KeycloakProcess(Process process, URI url, String realm) {
    this.process = process;
    this.url = url;
    this.issuer = url.resolve("/realms/" + realm);
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
   * @param home where Keycloak has been unpacked
   * @param log the file for its output
   */
  public static KeycloakProcess start(Path home, JsonObject realm, Path log) throws IOException {
    importAtStart(home, realm);
    int port = Listener.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            program(home).toString(),
            "start-dev",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--db=dev-mem",
            "--import-realm");
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                // Most of its work is its start, which C1 alone makes cheaper.
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                ADMIN,
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                ADMIN));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    URI url = URI.create("http://127.0.0.1:" + port);
    return new KeycloakProcess(process, url, realm.getString("realm"));
  }

  /** In one step, as another Keycloak of the same files may be reading the realm. */
  private static void importAtStart(Path home, JsonObject realm) throws IOException {
    Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
    Path written = Files.createTempFile(imports, "realm", ".tmp");
    Files.writeString(written, realm.encodePrettily());
    Files.move(written, imports.resolve("allplan-realm.json"), StandardCopyOption.ATOMIC_MOVE);
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

  /** Its address, without a path. */
  public URI url() {
    return url;
  }

  /** The {@code iss} of its tokens. */
  public URI issuer() {
    return issuer;
  }

  /**
   * Returns once it responds.
   *
   * @throws IOException when it ends before, or takes longer than ten minutes
   */
  public void awaitReady(HttpClient http) throws IOException, InterruptedException {
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
