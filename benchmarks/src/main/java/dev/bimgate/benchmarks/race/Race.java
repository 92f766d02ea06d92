package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.H2Load;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Load;
import dev.bimgate.benchmarks.servers.Round;
import dev.bimgate.benchmarks.servers.Scripts;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.benchmarks.servers.Turns;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, the bare server, and what a user would take instead, one core each, in turns, under
 * loads of all kinds.
 */
public final class Race {

  private static final Path RESULTS = Path.of("benchmarks/RESULTS.md");
  private final PrintStream out;
  private final Turns turns;
  private final World world;

  private Race(PrintStream out, Turns turns, World world) {
    this.out = out;
    this.turns = turns;
    this.world = world;
  }

  /**
   * Runs all scenarios and writes the results.
   *
   * @param before a clone with an earlier gateway that takes part; null for none
   */
  public static void measure(PrintStream out, Turns turns, @Nullable Path before)
      throws IOException, InterruptedException {
    out.println("The race: responses per second, one core each, in turns");
    try (Sandbox sandbox = World.startSandbox();
        World world = World.start(sandbox);
        Contenders contenders = Contenders.start(world, before)) {
      Race race = new Race(out, turns, world);
      Results results = new Results(contenders.all(), turns);
      for (Contender contender : contenders.all()) {
        results.signatures(contender, race.verifiesSignature(contender));
      }
      for (Scenario scenario : Scenario.values()) {
        results.add(scenario, race.run(scenario, contenders.all()));
      }
      results.write(RESULTS);
      out.println("written to " + RESULTS);
    }
  }

  private boolean verifiesSignature(Contender contender) throws IOException, InterruptedException {
    URI list = contender.uri(contender.simplest(), world.team());
    Http.get(list, world.authorization());
    return Http.status(list, world.rejected()) == 401;
  }

  private Map<Contender, List<Round>> run(Scenario scenario, List<Contender> contenders)
      throws IOException, InterruptedException {
    out.println(scenario.title());
    List<Contender> present =
        contenders.stream().filter(contender -> contender.takesPartIn(scenario)).toList();
    List<List<Round>> rounds =
        turns.run(present.stream().map(contender -> new Loaded(scenario, contender)).toList());
    Map<Contender, List<Round>> all = new LinkedHashMap<>();
    for (int i = 0; i < present.size(); i++) {
      all.put(present.get(i), rounds.get(i));
    }
    return all;
  }

  /** A contender under the load of a scenario. */
  private final class Loaded implements Turns.Contender {

    private final Scenario scenario;
    private final Contender contender;

    private Loaded(Scenario scenario, Contender contender) {
      this.scenario = scenario;
      this.contender = contender;
    }

    @Override
    public ServerProcess process() {
      return contender.process();
    }

    @Override
    public Load load(Duration length) throws IOException, InterruptedException {
      URI uri = contender.uri(scenario, world.team());
      String authorization = world.authorization();
      int connections = scenario.connections();
      if (scenario.protocol() == Scenario.Protocol.HTTP_2) {
        return H2Load.load(uri, authorization, length, connections);
      }
      String[] script =
          scenario.kind() == Scenario.Kind.MISS
              ? new String[] {Scripts.file("miss.lua")}
              : new String[0];
      return Wrk.start(uri, authorization, length, connections, script).result();
    }

    @Override
    public void roundEnded(int number, Round round) {
      out.printf(
          "  round %d %-46s %,9.0f/s   %7.2f us of processor time each   %3.0f %% of the core%n",
          number, contender.title(), round.perSecond(), round.cpuMicros(), 100 * round.coreShare());
    }
  }
}
