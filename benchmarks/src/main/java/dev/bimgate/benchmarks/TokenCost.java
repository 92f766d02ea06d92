package dev.bimgate.benchmarks;

import java.io.PrintStream;
import org.openjdk.jmh.runner.RunnerException;

/** What the first verification of a token costs, in a JVM that does nothing else (JMH). */
final class TokenCost {

  /** Both parsers and the arithmetic of elliptic curves are much code for the JIT. */
  private static final int WARM_UP_ROUNDS = 20;

  private TokenCost() {}

  static void measure(PrintStream out, int rounds) throws RunnerException {
    out.printf("Cost of a new token (JMH, %s, bytes allocated for each)%n", Jmh.HEAP);
    Jmh jmh = new Jmh();
    jmh.run(Jmh.averages(WARM_UP_ROUNDS, rounds).include("\\.NewTokenCost\\."));
    jmh.print(out);
  }
}
