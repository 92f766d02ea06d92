package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.ValkeyServer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The demo of several gateways: two child processes and a Valkey, and a walk through both. */
final class PeersDemo {

  private static final int KEY_BYTES = 32;

  private final DemoOptions options;
  private final PrintStream out;

  PeersDemo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  int start() throws InterruptedException {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    SandboxOptions world = SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1));
    try {
      Path directory = Files.createDirectories(Path.of("target").toAbsolutePath());
      Path keys = keyFile(directory);
      try (Sandbox sandbox = Sandbox.start(world);
          ValkeyServer valkey = ValkeyServer.start(directory);
          GatewayProcess first = gateway(sandbox, valkey, keys, log(1));
          GatewayProcess second = gateway(sandbox, valkey, keys, log(2))) {
        List.of(valkey, first, second).forEach(PeersDemo::closeAtExit);
        first.awaitReady(http);
        second.awaitReady(http);
        out.printf("Valkey        %s%n", valkey.url());
        out.printf("gateway 1     %s%ngateway 2     %s%n%n", first.apiUrl(), second.apiUrl());
        return walk(sandbox, valkey, first, second, http);
      } finally {
        Files.deleteIfExists(keys);
      }
    } catch (IOException | UncheckedIOException e) {
      out.println(e.getMessage() + "; the gateways' logs: " + log(1) + ", " + log(2));
      return 1;
    }
  }

  private int walk(
      Sandbox sandbox,
      ValkeyServer valkey,
      GatewayProcess first,
      GatewayProcess second,
      HttpClient http)
      throws IOException, InterruptedException {
    out.println(StepReport.HEADINGS);
    PeersWalk walk =
        new PeersWalk(
            sandbox,
            valkey::terminate,
            valkey::restart,
            List.of(new Visitor(http, first.apiUrl()), new Visitor(http, second.apiUrl())),
            List.of(
                new Operator(http, first.managementUrl()),
                new Operator(http, second.managementUrl())),
            report -> out.println(report.text()));
    boolean asSaid = walk.run();
    if (!asSaid) {
      out.println("\nNot everything was as said; the gateways' logs: " + log(1) + ", " + log(2));
    }
    if (!options.once()) {
      out.println("\nTry it, with either gateway:");
      out.printf(
          "  curl -i %s/%s/projects -H 'Authorization: %s'%n",
          second.apiUrl(), walk.team(), walk.bearer());
      out.println("Ctrl-C ends it.");
      Thread.currentThread().join();
    }
    return asSaid ? 0 : 1;
  }

  private GatewayProcess gateway(Sandbox sandbox, ValkeyServer valkey, Path keys, Path log)
      throws IOException {
    Map<String, String> settings =
        Map.of("gateway.peers.url", valkey.url().toString(), "gateway.peers.key-file", "" + keys);
    return GatewayProcess.start(
        options.withLog(log), sandbox.apiUrl(), Tokens.DEFAULT_CLIENT, settings);
  }

  private static Path log(int number) {
    return Path.of("target", "demo-gateway-" + number + ".log");
  }

  /** A new key, readable for this user alone. */
  private static Path keyFile(Path directory) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path file = Files.createTempFile(directory, "demo-peers", ".keys");
    return Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static void closeAtExit(AutoCloseable process) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    process.close();
                  } catch (Exception e) {
                    // It has ended, or the machine ends it.
                  }
                }));
  }
}
