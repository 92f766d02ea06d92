package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The resident memory of a gateway that stores 10,000 lists: 20 users, 10 teams, 50 queries. */
final class MemoryOfLists {

  private static final int QUERIES = 50;
  private static final String MAX_SIZE = "-Dgateway.cache.max-size=128M";

  private static final String HEAP = "-Xmx128m";

  /** That of a container of 256 MB with the image's options. */
  static final List<String> CONTAINER_HEAP = List.of(HEAP, "-Xms32m", "-XX:+UseSerialGC");

  static final String[] JVM_ARGUMENTS =
      Stream.concat(
              CONTAINER_HEAP.stream(), Stream.of(MAX_SIZE, "-Dgateway.cache.projects.fresh-for=1h"))
          .toArray(String[]::new);

  static final SandboxOptions SANDBOX =
      SandboxOptions.defaults()
          .withBudgetPerHour(1_000_000)
          .withTokenLifetime(Duration.ofHours(1))
          .withRecordedRequests(1);

  private MemoryOfLists() {}

  static void measure(PrintStream out) throws IOException, InterruptedException {
    out.printf("Resident memory with 10,000 lists (%s, %s)%n", HEAP, MAX_SIZE);
    try (Sandbox sandbox = Sandbox.start(SANDBOX);
        GatewayServer gateway = GatewayServer.start(sandbox, JVM_ARGUMENTS)) {
      gateway.awaitReady();
      print(out, "when ready", gateway);
      int asked = fill(sandbox, gateway);
      double kept = gateway.meter("gateway_cache_entries", "");
      if (kept != asked) {
        throw new IllegalStateException(asked + " lists were requested, stored are " + kept);
      }
      print(out, "with lists", gateway);
    }
  }

  /** Returns how many lists were read. */
  static int fill(Sandbox sandbox, GatewayServer gateway) throws IOException, InterruptedException {
    int asked = 0;
    for (String user : sandbox.users()) {
      String authorization = "Bearer " + sandbox.tokens().forUser(user);
      for (String team : sandbox.teams()) {
        sandbox.bimplus().member(team, user, true);
        for (int query = 0; query < QUERIES; query++) {
          Http.get(gateway.uri("/v2/" + team + "/projects?view=" + query), authorization);
          asked++;
        }
      }
    }
    return asked;
  }

  private static void print(PrintStream out, String when, GatewayServer gateway)
      throws IOException, InterruptedException {
    out.printf(
        "  %s: %.0f MB resident, %,.0f lists, %.1f MB of lists as the cache counts them%n",
        when,
        gateway.process().residentKilobytes() / 1024.0,
        gateway.meter("gateway_cache_entries", ""),
        gateway.meter("gateway_cache_size_bytes", "") / (1024 * 1024));
  }
}
