package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.calls.CallsSaved;
import dev.bimgate.benchmarks.limits.Limits;
import dev.bimgate.benchmarks.race.Race;
import dev.bimgate.benchmarks.ratchet.Ratchet;
import dev.bimgate.benchmarks.servers.Machine;
import java.io.IOException;
import java.io.PrintStream;

/** The one command: runs the selected parts one after the other and prints their figures. */
public final class Benchmarks {

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Plan plan;
    try {
      plan = Plan.of(arguments);
    } catch (IllegalArgumentException mistake) {
      System.err.println(mistake.getMessage());
      System.err.println(Plan.USAGE);
      System.exit(1);
      return;
    }
    PrintStream out = System.out;
    Machine.print(out);
    boolean passes = true;
    for (Plan.Part part : plan.parts()) {
      out.println();
      switch (part) {
        case START -> {
          ReadyAfterStart.measure(out, plan.rounds());
          StartBesideQuarkus.measure(out);
        }
        case MEMORY -> MemoryOfLists.measure(out);
        case ANSWERS -> CachedAnswers.measure(out, plan);
        case HEADS -> HeadCheckCost.measure(out, plan);
        case STREAMS -> BigStreams.measure(out, plan.rounds());
        case REFUSALS -> Refusals.measure(out);
        case CACHE -> CacheCost.measure(out, plan.rounds());
        case TOKENS -> TokenCost.measure(out, plan.rounds());
        case CALLS -> CallsSaved.print(out);
        case OUTAGE -> Outage.measure(out);
        case LIMITS -> Limits.measure(out);
        case PEERS -> PeerCost.measure(out, plan);
        case TRACES -> TraceCost.measure(out, plan);
        case RACE -> Race.measure(out, plan.turns(), plan.before());
        case RATCHET -> passes = ratchet(out, plan);
      }
    }
    // The sandbox and the HTTP client leave threads behind that end later.
    System.exit(passes ? 0 : 1);
  }

  private static boolean ratchet(PrintStream out, Plan plan)
      throws IOException, InterruptedException {
    if (plan.records()) {
      Ratchet.record(out);
      return true;
    }
    return Ratchet.check(out, plan.slowedByPercent());
  }
}
