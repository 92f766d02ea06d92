package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayGroup;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.ValkeyServer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What several gateways as one cost and save, beside one alone. */
final class PeerCost {

  private static final int[] COUNTS = {1, 2, 5};
  private static final double HIT_GOAL = 0.97;

  /** An hour of polls in a minute: lists are fresh for a second in place of a minute. */
  static final Duration FRESH = Duration.ofSeconds(1);

  private static final String[] JVM_ARGUMENTS = {
    "-Dgateway.cache.projects.fresh-for=" + FRESH.toMillis() + "ms",
    "-Dgateway.cache.stale-while-revalidate=" + FRESH.toMillis() + "ms"
  };

  private PeerCost() {}

  static void measure(PrintStream out, Plan plan) throws IOException, InterruptedException {
    SandboxOptions options =
        SandboxOptions.defaults()
            .withBudgetPerHour(1_000_000_000)
            .withTokenLifetime(Duration.ofHours(2));
    try (Sandbox sandbox = Sandbox.start(options)) {
      List<GatewayGroup> groups = new ArrayList<>();
      try {
        groups.add(GatewayGroup.alone(sandbox, JVM_ARGUMENTS));
        for (int count : COUNTS) {
          groups.add(GatewayGroup.peers(count, sandbox, JVM_ARGUMENTS));
        }
        new PeerWrites(out, sandbox).measure(groups, plan.rounds());
        new PeerCalls(out, sandbox).measure(groups);
      } finally {
        groups.forEach(GatewayGroup::close);
      }
    }
    measureMemory(out);
    measureHits(out, plan);
  }

  private static void measureMemory(PrintStream out) throws IOException, InterruptedException {
    out.printf("%nMemory of Valkey with 10,000 lists%n");
    try (Sandbox sandbox = Sandbox.start(MemoryOfLists.SANDBOX);
        GatewayGroup group = GatewayGroup.peers(1, sandbox, MemoryOfLists.JVM_ARGUMENTS)) {
      long before = group.valkey().info("used_memory");
      int lists = MemoryOfLists.fill(sandbox, group.gateways().get(0));
      awaitStored(group, lists);
      long used = group.valkey().info("used_memory") - before;
      out.printf(
          "  %,.1f MB for %,d lists, %,.1f KB each; %,.1f MB resident;"
              + " %,.1f MB of lists as the gateway's cache counts them%n",
          used / 1e6,
          lists,
          used / 1e3 / lists,
          group.valkey().info("used_memory_rss") / 1e6,
          group.sum("gateway_cache_size_bytes", "") / 1e6);
    }
  }

  private static void awaitStored(GatewayGroup group, int lists)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (group.sum("gateway_peers_lists_total", "result=\"stored\"") != lists) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not every list was stored in Valkey");
      }
      Thread.sleep(100);
    }
  }

  private static void measureHits(PrintStream out, Plan plan)
      throws IOException, InterruptedException {
    out.printf("%nHits per second with peers and without%n");
    try (ValkeyServer valkey = GatewayGroup.startValkey()) {
      List<String> peers = GatewayGroup.peers(valkey);
      HitRace.measure(
          out,
          plan,
          HIT_GOAL,
          new HitRace.Contender("peers", sandbox -> started(sandbox, peers)),
          new HitRace.Contender("alone", sandbox -> started(sandbox, List.of())));
    }
  }

  private static GatewayServer started(Sandbox sandbox, List<String> settings) throws IOException {
    return GatewayServer.startOn(Machine.SERVER_CORE, sandbox, settings.toArray(String[]::new));
  }
}
