package dev.bimgate.gateway.peers;

/** The long form of {@link SimulationTest}: {@code SimulationRun [writes] [first seed]}. */
final class SimulationRun {

  private SimulationRun() {}

  public static void main(String[] arguments) {
    long writes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 100_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    System.out.println(new SimulationTotals(seed).run(writes));
    for (PlantedFault fault : PlantedFault.values()) {
      if (fault != PlantedFault.NONE) {
        System.out.println(fault + ": " + SimulationTotals.firstFinding(fault, seed, 2_000));
      }
    }
  }
}
