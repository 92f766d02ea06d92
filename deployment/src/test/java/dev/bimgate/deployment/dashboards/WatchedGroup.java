package dev.bimgate.deployment.dashboards;

import dev.bimgate.deployment.Prometheus;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.ValkeyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** A Prometheus that scrapes two gateways, the sandbox before them, and the Valkey between them. */
record WatchedGroup(
    Sandbox sandbox,
    ValkeyServer valkey,
    List<RunningGateway> gateways,
    Prometheus prometheus,
    Deque<AutoCloseable> parts)
    implements AutoCloseable {

  static final String ADMIN_TOKEN = "operator-of-watched-gateways-0123456789";

  /** Logins from one address in an hour. */
  static final int LOGINS = 5;

  /** Starts all, and returns once the gateways are together and have been scraped. */
  static WatchedGroup start(Path directory) throws Exception {
    Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    try {
      return start(directory, parts);
    } catch (Exception | Error failed) {
      close(parts);
      throw failed;
    }
  }

  private static WatchedGroup start(Path directory, Deque<AutoCloseable> parts) throws IOException {
    Sandbox sandbox =
        Sandbox.start(SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1)));
    parts.push(sandbox);
    ValkeyServer valkey = ValkeyServer.start(directory);
    parts.push(valkey);
    Map<String, String> settings = settings(valkey, directory.resolve("peers.keys"));
    List<RunningGateway> gateways =
        Stream.of("first", "second")
            .parallel()
            .map(name -> RunningGateway.packagedWithoutKeys(sandbox, directory, settings))
            .peek(parts::push)
            .toList();
    gateways.forEach(RunningGateway::awaitNotDegraded);
    Prometheus prometheus =
        Prometheus.start(directory, gateways.stream().map(RunningGateway::management).toList());
    parts.push(prometheus);
    return new WatchedGroup(sandbox, valkey, gateways, prometheus, parts);
  }

  private static Map<String, String> settings(ValkeyServer valkey, Path keys) throws IOException {
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[32]));
    return Map.of(
        "gateway.admin.token",
        ADMIN_TOKEN,
        "gateway.peers.url",
        valkey.url().toString(),
        "gateway.peers.key-file",
        keys.toString(),
        // So that a machine which pauses this long isolates nobody.
        "gateway.peers.lease",
        "5s",
        // A caller whose lists take more than a tenth of this loses some.
        "gateway.cache.max-size",
        "1M",
        "gateway.cache.max-entry-size",
        "500K",
        "gateway.limits.login-rate",
        LOGINS + "/h");
  }

  @Override
  public void close() throws Exception {
    close(parts);
  }

  private static void close(Deque<AutoCloseable> parts) throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
  }
}
