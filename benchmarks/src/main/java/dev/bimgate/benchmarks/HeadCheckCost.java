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

/** Hits per second of the gateway with its HTTP/1.1 validation and without, in turns. */
final class HeadCheckCost {

  private static final double GOAL = 0.95;

  private static final String[] JVM_ARGUMENTS = {
    "-Dquarkus.vertx.event-loops-pool-size=1", "-Dgateway.cache.projects.fresh-for=1h"
  };

  private static final Duration WARM_UP_STEP = Duration.ofSeconds(4);

  private final PrintStream out;
  private final Plan plan;
  private final String authorization;

  private HeadCheckCost(PrintStream out, Plan plan, String authorization) {
    this.out = out;
    this.plan = plan;
    this.authorization = authorization;
  }

  static void measure(PrintStream out, Plan plan) throws IOException, InterruptedException {
    out.printf("HTTP/1.1 validation: hits per second with it and without%n");
    SandboxOptions options =
        SandboxOptions.defaults()
            .withBudgetPerHour(1_000_000_000)
            .withTokenLifetime(Duration.ofHours(2))
            .withProjectsPerTeam(5)
            .withRecordedRequests(1);
    try (Sandbox sandbox = Sandbox.start(options)) {
      String authorization = "Bearer " + sandbox.tokens().forUser("user-01");
      new HeadCheckCost(out, plan, authorization).measure(sandbox);
    }
  }

  private void measure(Sandbox sandbox) throws IOException, InterruptedException {
    String list = "/v2/" + sandbox.teams().get(0) + "/projects";
    try (GatewayServer with = GatewayServer.startOn(Machine.SERVER_CORE, sandbox, JVM_ARGUMENTS);
        GatewayServer without =
            GatewayServer.startWithOurClasses(Machine.SERVER_CORE, sandbox, JVM_ARGUMENTS)) {
      race(with, without, list);
    }
  }

  /** One round: responses per second, and processor time of each. */
  private record Round(double perSecond, double cpuMicros) {}

  private void race(GatewayServer with, GatewayServer without, String list)
      throws IOException, InterruptedException {
    warmUp(with, with.uri(list));
    warmUp(without, without.uri(list));
    List<Round> checked = new ArrayList<>();
    List<Round> unchecked = new ArrayList<>();
    for (int number = 1; number <= plan.rounds(); number++) {
      checked.add(round(number, "with", with, with.uri(list)));
      unchecked.add(round(number, "without", without, without.uri(list)));
    }
    out.printf(
        "  ratio of the medians %.3f by rate, %.3f by processor time (goal %.2f)%n",
        Median.of(checked.stream().map(Round::perSecond).toList())
            / Median.of(unchecked.stream().map(Round::perSecond).toList()),
        Median.of(unchecked.stream().map(Round::cpuMicros).toList())
            / Median.of(checked.stream().map(Round::cpuMicros).toList()),
        GOAL);
  }

  private void warmUp(GatewayServer gateway, URI uri) throws IOException, InterruptedException {
    gateway.awaitReady();
    Http.get(uri, authorization);
    Duration enough = gateway.process().cpuTime().plus(plan.warmUp());
    while (gateway.process().cpuTime().compareTo(enough) < 0) {
      Wrk.load(uri, authorization, WARM_UP_STEP);
    }
  }

  private Round round(int number, String name, GatewayServer gateway, URI uri)
      throws IOException, InterruptedException {
    Duration before = gateway.process().cpuTime();
    Wrk.Result result = Wrk.load(uri, authorization, plan.roundLength());
    Duration used = gateway.process().cpuTime().minus(before);
    double micros = used.toNanos() / 1_000.0 / result.answers();
    double share = 100.0 * used.toNanos() / plan.roundLength().toNanos();
    out.printf(
        "  round %d %-8s %,9.0f/s   %5.2f us of processor time each   %3.0f %% of the core%n",
        number, name, result.perSecond(), micros, share);
    gateway.process().takeLines("");
    return new Round(result.perSecond(), micros);
  }
}
