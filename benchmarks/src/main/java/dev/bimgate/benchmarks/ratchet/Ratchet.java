package dev.bimgate.benchmarks.ratchet;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares what requests cost with the committed figures, or records new ones. */
public final class Ratchet {

  private static final Path FILE = Path.of("benchmarks/ratchet.txt");
  private static final int REPEATS = 10;

  private Ratchet() {}

  /**
   * Measures once.
   *
   * @param slowedByPercent a planted slowdown of the gateway; 0 for none
   * @return whether no request costs more than it may
   */
  public static boolean check(PrintStream out, int slowedByPercent)
      throws IOException, InterruptedException {
    out.printf("Cost of a request, in multiples of a response of the bare server%n");
    Figures figures = Figures.read(FILE);
    Costs costs = CostRun.measure(slowedByPercent);
    boolean passes = true;
    for (Request request : Request.values()) {
      Cost cost = costs.of(request);
      Figure figure = figures.of(request);
      passes &= figure.allows(cost);
      out.printf(
          "  %-12s processor time %7.3f (at most %7.3f)   bytes %7.3f (at most %7.3f)   %s%n",
          request.label(),
          cost.time(),
          figure.timeLimit(),
          cost.bytes(),
          figure.bytes(),
          figure.allows(cost) ? "passes" : "COSTS MORE");
    }
    return passes;
  }

  /** Measures ten times and writes the figures. */
  public static void record(PrintStream out) throws IOException, InterruptedException {
    out.printf(
        "Cost of a request, in multiples of a response of the bare server, %d times%n", REPEATS);
    List<Costs> repeats = new ArrayList<>();
    for (int repeat = 1; repeat <= REPEATS; repeat++) {
      Costs costs = CostRun.measure(0);
      for (Request request : Request.values()) {
        Cost cost = costs.of(request);
        out.printf(
            "  %2d %-12s processor time %7.3f   bytes %7.3f%n",
            repeat, request.label(), cost.time(), cost.bytes());
      }
      repeats.add(costs);
    }
    Figures.of(repeats).write(FILE);
    out.printf("written to %s%n", FILE);
  }
}
