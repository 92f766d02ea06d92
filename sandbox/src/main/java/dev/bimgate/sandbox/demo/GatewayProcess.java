package dev.bimgate.sandbox.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged gateway as a child process on free loopback ports, its output in a file. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final int managementPort;

  private GatewayProcess(Process process, int port, int managementPort) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
  }

  /**
   * Starts a gateway for that Bimplus that accepts the tokens of that app.
   *
   * @param own further settings
   */
  static GatewayProcess start(
      DemoOptions options, URI bimplus, String authorizedParty, Map<String, String> own)
      throws IOException {
    Path log = options.log();
    if (log.getParent() != null) {
      Files.createDirectories(log.getParent());
    }
    int port = freePort();
    int managementPort = freePort();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", String.valueOf(port));
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", String.valueOf(managementPort));
    settings.put("bimplus.url", bimplus.toString());
    settings.put("bimplus.oidc.authorized-parties", authorizedParty);
    settings.put("gateway.admin.token", Operator.TOKEN);
    // No load balancer has to notice the shutdown.
    settings.put("gateway.drain.keep-serving", "0s");
    settings.putAll(own);
    List<String> command =
        options
            .image()
            .map(image -> inContainer(image, settings))
            .orElseGet(() -> packaged(options.gatewayJar(), settings));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new GatewayProcess(process, port, managementPort);
  }

  private static List<String> packaged(Path jar, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** As in production, but on the network of this machine, where the fake Bimplus listens. */
  private static List<String> inContainer(String image, Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of("podman"));
    // crun, podman's own choice, does not start everywhere where runc does.
    if (Files.isExecutable(Path.of("/usr/sbin/runc"))
        || Files.isExecutable(Path.of("/usr/bin/runc"))) {
      command.add("--runtime=runc");
    }
    command.addAll(List.of("run", "--rm", "--network=host", "--read-only", "--tmpfs=/tmp"));
    command.addAll(List.of("--memory=256m", "--cap-drop=all"));
    settings.forEach(
        (name, value) ->
            command.add(
                "--env=" + name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_") + "=" + value));
    command.add(image);
    return command;
  }

  /** Base of the API behind the gateway, {@code /v2} included. */
  URI apiUrl() {
    return URI.create("http://127.0.0.1:" + port + "/v2");
  }

  URI managementUrl() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /**
   * Returns once the gateway reports ready.
   *
   * @throws IOException when it ends before, or takes longer than a minute
   */
  void awaitReady(HttpClient http) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!isReady(http)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw new IOException("the gateway ended with exit code " + process.exitValue());
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "the gateway was not ready after " + LONGEST_START.toSeconds() + " s");
      }
    }
  }

  /** Stops the gateway, forcibly after ten seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(managementUrl().resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
