package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The demo: a sandbox in this process, a gateway in a child process, and a walk through both; or
 * two gateways and a Valkey; or a page for a browser and a Keycloak.
 *
 * <p>Exit codes: 0 all as expected, 1 something was not, 2 wrong options or nothing to start.
 */
public final class DemoMain {

  /**
   * Soon stale, and stale only when Bimplus is unreachable: the walk shows both without long waits.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "gateway.cache.projects.fresh-for", "8s",
          "gateway.cache.stale-while-revalidate", "0s");

  private final DemoOptions options;
  private final PrintStream out;

  private DemoMain(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** See {@link DemoOptions#USAGE}. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(run(args, System.out));
  }

  private static int run(String[] args, PrintStream out) throws InterruptedException {
    DemoOptions options;
    try {
      options = DemoOptions.parse(args);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage() + "\n" + DemoOptions.USAGE);
      return 2;
    }
    if (options.image().isEmpty() && !Files.exists(options.gatewayJar())) {
      out.println("There is no " + options.gatewayJar() + ": build it, or run ./demo.");
      return 2;
    }
    if (options.peers()) {
      return new PeersDemo(options, out).start();
    }
    return options.web() ? web(options, out) : new DemoMain(options, out).start();
  }

  private static int web(DemoOptions options, PrintStream out) throws InterruptedException {
    Optional<Path> keycloak = KeycloakProcess.find(WebDemo.KEYCLOAK_VERSIONS);
    if (keycloak.isEmpty()) {
      out.println(KeycloakProcess.ABSENT);
      return 2;
    }
    if (!Files.isDirectory(WebDemo.CLIENTS.resolve("node_modules"))) {
      out.println(WebDemo.LIBRARIES_ABSENT);
      return 2;
    }
    return new WebDemo(options, keycloak.get(), out).start();
  }

  private int start() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    // Tokens for an hour, so that the printed command works for a while.
    SandboxOptions world = SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1));
    long begun = System.nanoTime();
    try (Sandbox sandbox = Sandbox.start(world);
        GatewayProcess gateway =
            GatewayProcess.start(options, sandbox.apiUrl(), Tokens.DEFAULT_CLIENT, SETTINGS)) {
      Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
      gateway.awaitReady(http);
      out.printf("fake Bimplus  %s%nfake issuer   %s%n", sandbox.apiUrl(), sandbox.issuerUrl());
      long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
      out.printf("gateway       %s, ready after %d ms%n%n", gateway.apiUrl(), millis);
      return walk(sandbox, gateway, http);
    } catch (IOException e) {
      out.println(e.getMessage() + "; the gateway's log: " + options.log());
      return 1;
    }
  }

  private int walk(Sandbox sandbox, GatewayProcess gateway, HttpClient http)
      throws InterruptedException {
    out.println(StepReport.HEADINGS);
    Visitor visitor = new Visitor(http, gateway.apiUrl());
    Operator operator = new Operator(http, gateway.managementUrl());
    Walk walk = new Walk(sandbox, visitor, operator, report -> out.println(report.text()));
    boolean asSaid = walk.run();
    if (!asSaid) {
      out.println("\nNot everything was as said; the gateway's log: " + options.log());
    }
    farewell(sandbox, gateway, walk);
    if (!options.once()) {
      Thread.currentThread().join();
    }
    return asSaid ? 0 : 1;
  }

  private void farewell(Sandbox sandbox, GatewayProcess gateway, Walk walk) {
    out.println(options.once() ? "\nWithout --once it stays up for:" : "\nTry it:");
    out.printf(
        "  curl -i %s/%s/projects -H 'Authorization: BimPlus %s'%n",
        gateway.apiUrl(), walk.team(), walk.accessToken());
    out.printf(
        "  curl -s '%s/q/gateway/explain?path=/v2/%s/projects' -H 'Authorization: Bearer %s'"
            + " -H 'X-Explain-Token: %s'%n",
        gateway.managementUrl(), walk.team(), Operator.TOKEN, walk.accessToken());
    String user = sandbox.users().get(0);
    out.printf(
        "The examples of docs/clients.md: log in as %s, %s%n", user, sandbox.passwordOf(user));
    out.printf(
        "  export BASE_URL=%s CLIENT_ID=%s%n  cd clients/curl && ./login.sh && ./lists.sh%n",
        gateway.apiUrl(), Tokens.DEFAULT_CLIENT);
    out.println("The real thing, in front of stage, for the app that you registered there:");
    out.println(
        "  java -Dbimplus.environment=stage -Dbimplus.oidc.authorized-parties=<client id> -jar "
            + options.gatewayJar());
    if (!options.once()) {
      out.println("Ctrl-C ends it. The gateway's log: " + options.log());
    }
  }
}
