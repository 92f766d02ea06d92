package dev.bimgate.benchmarks.ratchet;

import dev.bimgate.benchmarks.servers.Median;
import java.util.Collections;
import java.util.List;

/**
 * What a request may cost, in multiples of what a response costs the bare server.
 *
 * @param time the median processor time of ten repeats
 * @param noise half the distance between the lowest and the highest of them
 * @param bytes the most that may be allocated: a hundredth more than in any repeat
 */
record Figure(double time, double noise, double bytes) {

  private static final double DIGITS = 1_000;

  /** What happens at times, and not with each request, differs by a few bytes of a thousand. */
  private static final double BYTES_ROOM = 1.01;

  /** The figure of repeats, in thousandths; the bytes are rounded up. */
  static Figure of(List<Cost> repeats) {
    List<Double> times = repeats.stream().map(Cost::time).toList();
    double median = Median.of(times);
    double noise = (Collections.max(times) - Collections.min(times)) / 2;
    double bytes = repeats.stream().mapToDouble(Cost::bytes).max().orElseThrow();
    return new Figure(
        rounded(median), rounded(noise), Math.ceil(bytes * BYTES_ROOM * DIGITS) / DIGITS);
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }

  /** The most processor time that passes. */
  double timeLimit() {
    return time + 2 * noise;
  }

  boolean allows(Cost cost) {
    return cost.time() <= timeLimit() && cost.bytes() <= bytes;
  }
}
