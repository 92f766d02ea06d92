package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
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

  /** The setting for the port of the API. */
  static final String PORT = "quarkus.http.port";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration LONGEST_END = Duration.ofSeconds(60);

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
   * @param own further settings; they may name the port
   */
  static GatewayProcess start(
      DemoOptions options, URI bimplus, String authorizedParty, Map<String, String> own)
      throws IOException {
    Path log = options.log();
    if (log.getParent() != null) {
      Files.createDirectories(log.getParent());
    }
    int port = Integer.parseInt(own.getOrDefault(PORT, String.valueOf(Listener.freePort())));
    int managementPort = Listener.freePort();
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put(PORT, String.valueOf(port));
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
    URI ready = managementUrl().resolve("/q/health/ready");
    Readiness.await("the gateway", process, ready, LONGEST_START, http);
  }

  /**
   * Stops the gateway, forcibly after a minute: at its end it may have to write what it has learnt.
   */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
