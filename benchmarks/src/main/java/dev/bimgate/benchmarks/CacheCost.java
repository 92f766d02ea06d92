package dev.bimgate.benchmarks;

import java.io.PrintStream;
import org.openjdk.jmh.runner.RunnerException;

/** What the list cache costs by itself, in a JVM that does nothing else (JMH). */
final class CacheCost {

  private static final double LOOKUP_GOAL = 2.0;

  /** With fewer, the JIT is measured. */
  private static final int WARM_UP_ROUNDS = 5;

  /** Enough first invalidations in a warm JVM for a significant median. */
  private static final int SINGLE_SHOTS = 20;

  private CacheCost() {}

  static void measure(PrintStream out, int rounds) throws RunnerException {
    out.printf("Cost of the list cache (JMH, %s, bytes allocated for each call)%n", Jmh.HEAP);
    Jmh jmh = new Jmh();
    jmh.run(Jmh.averages(WARM_UP_ROUNDS, rounds).include("\\.(LookupCost|MissCost)\\."));
    jmh.run(Jmh.of(SINGLE_SHOTS, SINGLE_SHOTS).include("\\.InvalidationCost\\."));
    jmh.print(out);
    double ratio = jmh.score("LookupCost.hit") / jmh.score("LookupCost.bareCaffeine");
    out.printf("  hit through bare Caffeine: %.2f (goal at most %.1f)%n", ratio, LOOKUP_GOAL);
  }
}
