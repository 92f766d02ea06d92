package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
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

  private static final Duration WARM_UP_STEP = Duration.ofSeconds(4);

  private final PrintStream out;
  private final Plan plan;
  private final String authorization;

  private HitRace(PrintStream out, Plan plan, String authorization) {
    this.out = out;
    this.plan = plan;
    this.authorization = authorization;
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
    SandboxOptions options =
        SandboxOptions.defaults()
            .withBudgetPerHour(1_000_000_000)
            .withTokenLifetime(Duration.ofHours(2))
            .withProjectsPerTeam(5)
            .withRecordedRequests(1);
    try (Sandbox sandbox = Sandbox.start(options);
        GatewayServer first = measured.start().on(sandbox);
        GatewayServer second = reference.start().on(sandbox)) {
      String list = "/v2/" + sandbox.teams().get(0) + "/projects";
      String authorization = "Bearer " + sandbox.tokens().forUser("user-01");
      new HitRace(out, plan, authorization)
          .race(
              new Runner(measured.name(), first, first.uri(list)),
              new Runner(reference.name(), second, second.uri(list)),
              goal);
    }
  }

  /** A started gateway, and the address of the list. */
  private record Runner(String name, GatewayServer gateway, URI uri) {}

  /** One round: responses per second, and processor time of each. */
  private record Round(double perSecond, double cpuMicros) {}

  private void race(Runner measured, Runner reference, double goal)
      throws IOException, InterruptedException {
    warmUp(measured);
    warmUp(reference);
    List<Round> ours = new ArrayList<>();
    List<Round> theirs = new ArrayList<>();
    for (int number = 1; number <= plan.rounds(); number++) {
      ours.add(round(number, measured));
      theirs.add(round(number, reference));
    }
    out.printf(
        "  ratio of the medians %.3f by rate, %.3f by processor time (goal %.2f)%n",
        Median.of(ours.stream().map(Round::perSecond).toList())
            / Median.of(theirs.stream().map(Round::perSecond).toList()),
        Median.of(theirs.stream().map(Round::cpuMicros).toList())
            / Median.of(ours.stream().map(Round::cpuMicros).toList()),
        goal);
  }

  private void warmUp(Runner runner) throws IOException, InterruptedException {
    GatewayServer gateway = runner.gateway();
    gateway.awaitReady();
    Http.get(runner.uri(), authorization);
    Duration enough = gateway.process().cpuTime().plus(plan.warmUp());
    while (gateway.process().cpuTime().compareTo(enough) < 0) {
      Wrk.load(runner.uri(), authorization, WARM_UP_STEP);
    }
  }

  private Round round(int number, Runner runner) throws IOException, InterruptedException {
    GatewayServer gateway = runner.gateway();
    Duration before = gateway.process().cpuTime();
    Wrk.Result result = Wrk.load(runner.uri(), authorization, plan.roundLength());
    Duration used = gateway.process().cpuTime().minus(before);
    double micros = used.toNanos() / 1_000.0 / result.answers();
    double share = 100.0 * used.toNanos() / plan.roundLength().toNanos();
    out.printf(
        "  round %d %-8s %,9.0f/s   %5.2f us of processor time each   %3.0f %% of the core%n",
        number, runner.name(), result.perSecond(), micros, share);
    gateway.process().takeLines("");
    return new Round(result.perSecond(), micros);
  }
}
