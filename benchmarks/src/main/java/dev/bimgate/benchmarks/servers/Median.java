package dev.bimgate.benchmarks.servers;

import java.util.Collection;

/** The median of figures. */
public final class Median {

  private Median() {}

  public static double of(Collection<? extends Number> figures) {
    double[] sorted = figures.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
