package dev.bimgate.benchmarks.servers;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** The packaged gateway in front of a sandbox. */
public final class GatewayServer implements AutoCloseable {

  /** The heap of every measured JVM. */
  public static final String HEAP = "-Xmx256m";

  /** For a sandbox of which one user loads a list of 1.3 KB: four of five projects are in it. */
  public static final SandboxOptions SANDBOX =
      SandboxOptions.defaults()
          .withBudgetPerHour(1_000_000_000)
          .withTokenLifetime(Duration.ofHours(2))
          .withProjectsPerTeam(5)
          .withRecordedRequests(1);

  /** One thread for the one core, and lists that stay fresh while they are requested. */
  private static final List<String> ON_ONE_CORE =
      List.of("-Dquarkus.vertx.event-loops-pool-size=1", "-Dgateway.cache.projects.fresh-for=1h");

  private final ServerProcess server;
  private final int port;
  private final int managementPort;

  private GatewayServer(ServerProcess server, int port, int managementPort) {
    this.server = server;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** Starts a gateway with further JVM arguments; returns before it is ready. */
  public static GatewayServer start(Sandbox sandbox, String... jvmArguments) throws IOException {
    return start(sandbox.apiUrl(), jvmArguments);
  }

  /** The same in front of another origin than a sandbox. */
  public static GatewayServer start(URI api, String... jvmArguments) throws IOException {
    return startWith(ServerProcess.JAVA, api, jvmArguments);
  }

  /** The same with another JDK than that which runs this JVM. */
  public static GatewayServer startWith(Path java, URI api, String... jvmArguments)
      throws IOException {
    int port = ServerProcess.freePort();
    int managementPort = ServerProcess.freePort();
    List<String> command = command(packaged(Path.of("")), api, port, managementPort, jvmArguments);
    return new GatewayServer(
        ServerProcess.startWith(java, "gateway-" + port, command), port, managementPort);
  }

  /** Starts a gateway that sees and uses one core only; lists are fresh for an hour. */
  public static GatewayServer startOn(int core, Sandbox sandbox, String... jvmArguments)
      throws IOException {
    return startOn(core, sandbox.apiUrl(), jvmArguments);
  }

  /** The same in front of another origin than a sandbox. */
  public static GatewayServer startOn(int core, URI api, String... jvmArguments)
      throws IOException {
    return startOn(core, Path.of(""), api, jvmArguments);
  }

  /** The same with the gateway of another clone. */
  public static GatewayServer startOn(int core, Path clone, URI api, String... jvmArguments)
      throws IOException {
    return startOn(core, packaged(clone), api, jvmArguments);
  }

  /** The same with this module's classes before those of the gateway with the same names. */
  public static GatewayServer startWithOurClasses(int core, Sandbox sandbox, String... jvmArguments)
      throws IOException {
    return startOn(core, behindOurClasses(), sandbox.apiUrl(), jvmArguments);
  }

  private static GatewayServer startOn(
      int core, List<String> program, URI api, String... jvmArguments) throws IOException {
    int port = ServerProcess.freePort();
    int managementPort = ServerProcess.freePort();
    List<String> command = command(program, api, port, managementPort, jvmArguments);
    command.addAll(0, ON_ONE_CORE);
    return new GatewayServer(
        ServerProcess.startOn(core, "gateway-" + port, command), port, managementPort);
  }

  /** The same with a page of its {@link Counters}, if there is an argument for that. */
  public static GatewayServer startCounted(int core, URI api, String... jvmArguments)
      throws IOException {
    return startOn(core, counted(), api, jvmArguments);
  }

  /** The JVM argument for a gateway whose issuer is a sandbox that is not its Bimplus. */
  public static String issuer(Sandbox sandbox) {
    return "-Dbimplus.oidc.discovery-url="
        + sandbox.issuerUrl()
        + "/.well-known/openid-configuration";
  }

  private static List<String> packaged(Path clone) {
    return List.of("-jar", Repository.gatewayJar(clone).toString());
  }

  private static List<String> behindOurClasses() throws IOException {
    Path jar = Repository.gatewayJar();
    return List.of("-cp", Repository.ownClasses() + File.pathSeparator + jar, mainClass(jar));
  }

  private static List<String> counted() throws IOException {
    Path jar = Repository.gatewayJar();
    return List.of(
        "-cp",
        jar + File.pathSeparator + Repository.ownClasses(),
        CountedMain.class.getName(),
        mainClass(jar));
  }

  private static String mainClass(Path jar) throws IOException {
    try (JarFile opened = new JarFile(jar.toFile())) {
      return opened.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
  }

  private static List<String> command(
      List<String> program, URI api, int port, int managementPort, String... jvmArguments) {
    List<String> command = new ArrayList<>(List.of(HEAP));
    command.addAll(List.of(jvmArguments));
    command.addAll(
        List.of(
            "-Dquarkus.http.host=" + ServerProcess.HOST,
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=" + ServerProcess.HOST,
            "-Dquarkus.management.port=" + managementPort,
            "-Dbimplus.url=" + api,
            "-Dbimplus.oidc.authorized-parties=" + Tokens.DEFAULT_CLIENT));
    command.addAll(program);
    return command;
  }

  /** Returns at the first UP. */
  public void awaitReady() throws IOException, InterruptedException {
    Http.await(managementUri("/q/health/ready"), "\"UP\"", server);
  }

  public ServerProcess process() {
    return server;
  }

  public URI uri(String path) {
    return URI.create("http://" + ServerProcess.HOST + ":" + port + path);
  }

  /** The sum of a meter over all lines that contain the tags. */
  public double meter(String name, String tags) throws IOException, InterruptedException {
    return Http.text(managementUri("/q/metrics"))
        .lines()
        .filter(line -> line.startsWith(name) && line.contains(tags))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private URI managementUri(String path) {
    return URI.create("http://" + ServerProcess.HOST + ":" + managementPort + path);
  }

  @Override
  public void close() {
    server.close();
  }
}
