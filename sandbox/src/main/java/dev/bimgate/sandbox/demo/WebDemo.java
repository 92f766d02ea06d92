package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Bimplus;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Listener;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The demo in a browser: the sample page on an origin of its own, a real Keycloak that its users
 * log in at, a gateway that accepts that origin, and a fake Bimplus that can be switched off.
 */
final class WebDemo {

  static final Path CLIENTS = Path.of("clients");
  static final Path KEYCLOAK_VERSIONS = Path.of("deployment", "target", "keycloak");

  static final String LIBRARIES_ABSENT =
      "There is no clients/node_modules, which --web needs: run ./demo --web, which fills it by npm.";

  private static final Path REALM = Path.of("deployment", "keycloak", "allplan-realm.json");
  private static final Path KEYCLOAK_LOG = Path.of("target", "demo-keycloak.log");
  private static final List<String> USERS = List.of("user-01", "user-02");

  private final DemoOptions options;
  private final Path keycloakHome;
  private final PrintStream out;

  WebDemo(DemoOptions options, Path keycloakHome, PrintStream out) {
    this.options = options;
    this.keycloakHome = keycloakHome;
    this.out = out;
  }

  int start() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        PageServer page = PageServer.start(CLIENTS)) {
      return start(sandbox, page, http);
    } catch (IOException e) {
      out.println(e.getMessage() + "; the logs: " + options.log() + ", " + KEYCLOAK_LOG);
      return 1;
    }
  }

  private int start(Sandbox sandbox, PageServer page, HttpClient http)
      throws IOException, InterruptedException {
    // Chosen first: Keycloak learns the gateway's address, and the gateway needs Keycloak's keys.
    int port = Listener.freePort();
    try (KeycloakProcess keycloak =
        KeycloakProcess.start(keycloakHome, realm(page, port), KEYCLOAK_LOG)) {
      Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close));
      out.println("Starting Keycloak; this takes up to a minute (log: " + KEYCLOAK_LOG + ")");
      keycloak.awaitReady(http);
      sandbox.bimplus().takeTokensOf(keycloak.issuer());
      try (GatewayProcess gateway = startGateway(sandbox, page, port, http)) {
        page.connect(gateway.apiUrl().resolve("/"), keycloak.issuer(), Tokens.DEFAULT_CLIENT);
        return serve(sandbox, page, keycloak, gateway, http);
      }
    }
  }

  private GatewayProcess startGateway(Sandbox sandbox, PageServer page, int port, HttpClient http)
      throws IOException, InterruptedException {
    // Its first request to Keycloak is slow: the gateway's must not run into a timeout.
    URI discovery = URI.create(sandbox.apiUrl() + "/.well-known/openid-configuration");
    Visitor.send(http, HttpRequest.newBuilder(discovery));
    GatewayProcess gateway =
        GatewayProcess.start(
            options, sandbox.apiUrl(), Tokens.DEFAULT_CLIENT, settings(page, port));
    Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
    gateway.awaitReady(http);
    return gateway;
  }

  private static JsonObject realm(PageServer page, int port) throws IOException {
    URI logout = URI.create("http://127.0.0.1:" + port + "/oidc/backchannel-logout");
    JsonObject realm = new JsonObject(Files.readString(REALM));
    return KeycloakProcess.withPage(realm, Tokens.DEFAULT_CLIENT, page, logout);
  }

  /** Lists are soon stale, and served stale for long: a user who clicks sees both. */
  private static Map<String, String> settings(PageServer page, int port) {
    return Map.of(
        GatewayProcess.PORT,
        String.valueOf(port),
        "quarkus.http.cors.enabled",
        "true",
        "quarkus.http.cors.origins",
        page.origin(),
        "gateway.cache.projects.fresh-for",
        "20s",
        "gateway.cache.stale-while-revalidate",
        "20s");
  }

  private int serve(
      Sandbox sandbox,
      PageServer page,
      KeycloakProcess keycloak,
      GatewayProcess gateway,
      HttpClient http)
      throws IOException, InterruptedException {
    out.printf("fake Bimplus  %s%n", sandbox.apiUrl());
    String admin = KeycloakProcess.ADMIN;
    out.printf("Keycloak      %s (administrator %s, %s)%n", keycloak.issuer(), admin, admin);
    out.printf("gateway       %s%npage          %s%n%n", gateway.apiUrl(), page.page());
    if (options.once()) {
      return new WebWalk(sandbox, page, keycloak.issuer(), gateway.apiUrl(), http, out).run()
          ? 0
          : 1;
    }
    out.println("Open the page and log in:");
    USERS.forEach(user -> out.printf("  %s  password %s%n", user, sandbox.passwordOf(user)));
    out.println("Enter switches Bimplus off, and on again. Ctrl-C ends it.");
    obeyKeys(sandbox.bimplus());
    return 0;
  }

  private void obeyKeys(Bimplus bimplus) throws IOException, InterruptedException {
    BufferedReader keys =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (boolean isOn = false; keys.readLine() != null; isOn = !isOn) {
      if (isOn) {
        bimplus.switchOn();
      } else {
        bimplus.switchOff();
      }
      out.println("Bimplus is " + (isOn ? "on." : "off."));
    }
    // No terminal: it serves until it is ended.
    Thread.currentThread().join();
  }
}
