package dev.bimgate.benchmarks.limits;

import java.io.PrintStream;

/** Prints figures beside their goals. */
record Report(PrintStream out) {

  void atMost(String figure, double value, double goal) {
    print(figure, value, "at most", goal, value <= goal);
  }

  void atLeast(String figure, double value, double goal) {
    print(figure, value, "at least", goal, value >= goal);
  }

  void show(String figure, double value) {
    out.printf("  %-64s %,10.2f%n", figure, value);
  }

  private void print(String figure, double value, String bound, double goal, boolean met) {
    out.printf(
        "  %-64s %,10.2f   %s %,.2f%s%n", figure, value, bound, goal, met ? "" : "   MISSED");
  }
}
