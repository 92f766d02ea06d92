package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Machine;
import java.io.IOException;
import java.io.PrintStream;

/** Hits per second of the gateway with its HTTP/1.1 validation and without, in turns. */
final class HeadCheckCost {

  private static final double GOAL = 0.95;

  private HeadCheckCost() {}

  static void measure(PrintStream out, Plan plan) throws IOException, InterruptedException {
    out.printf("HTTP/1.1 validation: hits per second with it and without%n");
    HitRace.measure(
        out,
        plan,
        GOAL,
        new HitRace.Contender(
            "with", sandbox -> GatewayServer.startOn(Machine.SERVER_CORE, sandbox)),
        new HitRace.Contender(
            "without", sandbox -> GatewayServer.startWithOurClasses(Machine.SERVER_CORE, sandbox)));
  }
}
