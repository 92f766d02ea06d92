package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The protocol under faults. Property {@code peers.simulation.writes}: for how many writes, {@code
 * peers.simulation.seed}: from which seed. A finding names its seed.
 */
class SimulationTest {

  private static final long WRITES = Long.getLong("peers.simulation.writes", 10_000);
  private static final long SEED = Long.getLong("peers.simulation.seed", 1);

  @Test
  void noListIsOlderThanAnAnsweredWriteAndEverybodyRecovers() {
    System.out.println(new SimulationTotals(SEED).run(WRITES));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aPlantedFaultIsFound(PlantedFault fault) {
    String finding = SimulationTotals.firstFinding(fault, fault.seed(), 1);

    assertThat(finding).contains("an old list was served");
    System.out.println(fault + ": " + finding);
  }
}
