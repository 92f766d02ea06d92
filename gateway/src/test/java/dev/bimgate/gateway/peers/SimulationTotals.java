package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.Simulation.Result;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Simulations with one seed after the other. */
final class SimulationTotals {

  private static final Duration EACH = Duration.ofSeconds(60);

  private final Map<PublicationOutcome, Integer> writes = new EnumMap<>(PublicationOutcome.class);
  private final Map<SessionEnd, Integer> ends = new EnumMap<>(SessionEnd.class);
  private final long firstSeed;
  private long seed;
  private long served;

  SimulationTotals(long firstSeed) {
    this.firstSeed = firstSeed;
    this.seed = firstSeed;
  }

  /**
   * Runs them until that many writes were answered.
   *
   * @throws AssertionError with the seed of the first finding
   */
  SimulationTotals run(long atLeast) {
    while (answered() < atLeast) {
      Result result = new Simulation(seed, PlantedFault.NONE).run(EACH);
      result.writes().forEach((outcome, count) -> writes.merge(outcome, count, Integer::sum));
      result.ends().forEach((cause, count) -> ends.merge(cause, count, Integer::sum));
      served += result.served();
      seed++;
      if (result.finding() != null) {
        throw new AssertionError(result.finding());
      }
    }
    return this;
  }

  /** Writes that promise something. */
  private long answered() {
    return (long) writes.getOrDefault(PublicationOutcome.ACKNOWLEDGED, 0)
        + writes.getOrDefault(PublicationOutcome.LEASE_WAITED, 0);
  }

  /** The first finding with that fault; empty if no seed finds it. */
  static String firstFinding(PlantedFault fault, long firstSeed, int seeds) {
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      String finding = new Simulation(seed, fault).run(EACH).finding();
      if (finding != null) {
        return finding;
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return "seeds %d to %d, %d lists served by gateways that trust them, writes %s, sessions %s"
        .formatted(firstSeed, seed - 1, served, writes, ends);
  }
}
