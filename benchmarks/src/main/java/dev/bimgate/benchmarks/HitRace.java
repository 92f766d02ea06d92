package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hits per second of two gateways on one core, in turns. */
final class HitRace {

  /** So that each has one thread on the core, and lists stay fresh. */
  static final List<String> JVM_ARGUMENTS =
      List.of("-Dquarkus.vertx.event-loops-pool-size=1", "-Dgateway.cache.projects.fresh-for=1h");

  /** Two JVMs that run the same code differ by several percent, so there are several pairs. */
  private static final int PAIRS = 4;

  private static final Duration WARM_UP_STEP = Duration.ofSeconds(4);

  private final PrintStream out;
  private final Plan plan;
  private final List<Double> byRate = new ArrayList<>();
  private final List<Double> byCpuTime = new ArrayList<>();
  private final List<Double> byBytes = new ArrayList<>();

  private HitRace(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /** How a gateway is started, on the core of the servers. */
  interface Start {
    GatewayServer on(Sandbox sandbox) throws IOException;
  }

  /** One of the two. */
  record Contender(String name, Start start) {}

  /**
   * Lets them race.
   *
   * @param goal the least ratio of the first to the second
   */
  static void measure(
      PrintStream out, Plan plan, double goal, Contender measured, Contender reference)
      throws IOException, InterruptedException {
    HitRace race = new HitRace(out, plan);
    for (int pair = 1; pair <= PAIRS; pair++) {
      race.runPair(pair, measured, reference);
    }
    out.printf(
        "  median ratio of %d rounds: %.3f by rate, %.3f by processor time, %.3f by bytes (goal %.2f)%n",
        race.byRate.size(),
        Median.of(race.byRate),
        Median.of(race.byCpuTime),
        Median.of(race.byBytes),
        goal);
  }

  private void runPair(int pair, Contender measured, Contender reference)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(GatewayServer.SANDBOX);
        GatewayServer first = measured.start().on(sandbox);
        GatewayServer second = reference.start().on(sandbox)) {
      String list = "/v2/" + sandbox.teams().get(0) + "/projects";
      String authorization = "Bearer " + sandbox.tokens().forUser("user-01");
      race(
          pair,
          new Runner(measured.name(), first, first.uri(list), authorization),
          new Runner(reference.name(), second, second.uri(list), authorization));
    }
  }

  /** A started gateway, and the address of the list. */
  private record Runner(String name, GatewayServer gateway, URI uri, String authorization) {}

  /** One round: responses per second, and processor time and allocated bytes of each. */
  private record Round(double perSecond, double cpuMicros, double bytes) {}

  private void race(int pair, Runner measured, Runner reference)
      throws IOException, InterruptedException {
    warmUp(measured);
    warmUp(reference);
    for (int number = 1; number <= plan.rounds(); number++) {
      // Whoever is second finds the processor warm.
      boolean isFirst = number % 2 == 1;
      Round first = round(pair, number, isFirst ? measured : reference);
      Round second = round(pair, number, isFirst ? reference : measured);
      add(isFirst ? first : second, isFirst ? second : first);
    }
  }

  private void add(Round ours, Round theirs) {
    byRate.add(ours.perSecond() / theirs.perSecond());
    byCpuTime.add(theirs.cpuMicros() / ours.cpuMicros());
    byBytes.add(theirs.bytes() / ours.bytes());
  }

  private void warmUp(Runner runner) throws IOException, InterruptedException {
    GatewayServer gateway = runner.gateway();
    gateway.awaitReady();
    Http.get(runner.uri(), runner.authorization());
    Duration enough = gateway.process().cpuTime().plus(plan.warmUp());
    while (gateway.process().cpuTime().compareTo(enough) < 0) {
      Wrk.load(runner.uri(), runner.authorization(), WARM_UP_STEP);
    }
  }

  private Round round(int pair, int number, Runner runner)
      throws IOException, InterruptedException {
    GatewayServer gateway = runner.gateway();
    Duration before = gateway.process().cpuTime();
    double allocatedBefore = allocated(gateway);
    Wrk.Result result = Wrk.load(runner.uri(), runner.authorization(), plan.roundLength());
    Duration used = gateway.process().cpuTime().minus(before);
    double micros = used.toNanos() / 1_000.0 / result.answers();
    double bytes = (allocated(gateway) - allocatedBefore) / result.answers();
    double share = 100.0 * used.toNanos() / plan.roundLength().toNanos();
    out.printf(
        "  pair %d, round %d %-8s %,9.0f/s   %5.2f us of processor time and %,6.0f bytes each   %3.0f %% of the core%n",
        pair, number, runner.name(), result.perSecond(), micros, bytes, share);
    gateway.process().takeLines("");
    return new Round(result.perSecond(), micros, bytes);
  }

  /** Counted at each collection, of which a round has dozens. */
  private static double allocated(GatewayServer gateway) throws IOException, InterruptedException {
    return gateway.meter("jvm_gc_memory_allocated_bytes_total", "");
  }
}
