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
import java.util.List;
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

  /** Starts a gateway in front of that Bimplus, open to tokens of that app. */
  static GatewayProcess start(DemoOptions options, URI bimplus, String authorizedParty)
      throws IOException {
    Path log = options.log();
    if (log.getParent() != null) {
      Files.createDirectories(log.getParent());
    }
    int port = freePort();
    int managementPort = freePort();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + managementPort,
            "-Dbimplus.url=" + bimplus,
            "-Dbimplus.oidc.authorized-parties=" + authorizedParty,
            "-jar",
            options.gatewayJar().toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new GatewayProcess(process, port, managementPort);
  }

  /** Base of the API behind the gateway, {@code /v2} included. */
  URI apiUrl() {
    return URI.create("http://127.0.0.1:" + port + "/v2");
  }

  URI managementUrl() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /**
   * Returns once the gateway says that it is ready.
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

  /** Asks the gateway to end, and makes it after ten seconds. */
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
