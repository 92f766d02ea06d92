package dev.bimgate.benchmarks;

import java.io.PrintStream;
import org.openjdk.jmh.runner.RunnerException;

/** What a token costs that is not remembered, in a JVM that does nothing else (JMH). */
final class TokenCost {

  /** Both readers and the arithmetic of elliptic curves are much code for the compiler. */
  private static final int WARM_UP_ROUNDS = 20;

  private TokenCost() {}

  static void measure(PrintStream out, int rounds) throws RunnerException {
    out.printf("Cost of a new token (JMH, %s, bytes allocated for each)%n", Jmh.HEAP);
    Jmh jmh = new Jmh();
    jmh.run(Jmh.averages(WARM_UP_ROUNDS, rounds).include("\\.NewTokenCost\\."));
    jmh.print(out);
  }
}
