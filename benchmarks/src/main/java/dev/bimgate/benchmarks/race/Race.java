package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.H2Load;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Scripts;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private final int rounds;
  private final Duration roundLength;
  private final Duration warmUp;
  private final World world;

  private Race(PrintStream out, int rounds, Duration roundLength, Duration warmUp, World world) {
    this.out = out;
    this.rounds = rounds;
    this.roundLength = roundLength;
    this.warmUp = warmUp;
    this.world = world;
  }

  /**
   * Runs all scenarios and writes the results.
   *
   * @param warmUp processor time that each JVM uses under each load before it counts
   * @param before a clone with an earlier gateway that takes part; null for none
   */
  public static void measure(
      PrintStream out, int rounds, Duration roundLength, Duration warmUp, @Nullable Path before)
      throws IOException, InterruptedException {
    out.println("The race: responses per second, one core each, in turns");
    try (Sandbox sandbox = World.startSandbox();
        World world = World.start(sandbox);
        Contenders contenders = Contenders.start(world, before)) {
      Race race = new Race(out, rounds, roundLength, warmUp, world);
      Results results = new Results(contenders.all(), rounds, roundLength);
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

  private void warmUp(Scenario scenario, Contender contender)
      throws IOException, InterruptedException {
    Duration enough = contender.process().cpuTime().plus(warmUp);
    do {
      load(scenario, contender, roundLength);
    } while (contender.process().isJvm() && contender.process().cpuTime().compareTo(enough) < 0);
  }

  private Map<Contender, List<Round>> run(Scenario scenario, List<Contender> contenders)
      throws IOException, InterruptedException {
    out.println(scenario.title());
    Map<Contender, List<Round>> all = new LinkedHashMap<>();
    List<Contender> present =
        contenders.stream().filter(contender -> contender.takesPartIn(scenario)).toList();
    for (Contender contender : present) {
      warmUp(scenario, contender);
    }
    for (int number = 1; number <= rounds; number++) {
      for (Contender contender : present) {
        Round round = round(scenario, contender);
        all.computeIfAbsent(contender, each -> new ArrayList<>()).add(round);
        print(number, contender, round);
      }
    }
    return all;
  }

  private void print(int number, Contender contender, Round round) {
    out.printf(
        "  round %d %-46s %,9.0f/s   %7.2f us of processor time each   %3.0f %% of the core%n",
        number, contender.title(), round.perSecond(), round.cpuMicros(), 100 * round.coreShare());
  }

  private Round round(Scenario scenario, Contender contender)
      throws IOException, InterruptedException {
    Duration before = contender.process().cpuTime();
    Load load = load(scenario, contender, roundLength);
    Duration used = contender.process().cpuTime().minus(before);
    contender.process().takeLines("");
    return new Round(
        load.perSecond(),
        used.toNanos() / 1_000.0 / load.answers(),
        (double) used.toNanos() / roundLength.toNanos());
  }

  /** How many responses there were. */
  private record Load(long answers, double perSecond) {}

  private Load load(Scenario scenario, Contender contender, Duration length)
      throws IOException, InterruptedException {
    URI uri = contender.uri(scenario, world.team());
    String authorization = world.authorization();
    int connections = scenario.connections();
    if (scenario.protocol() == Scenario.Protocol.HTTP_2) {
      H2Load.Result result = H2Load.load(uri, authorization, length, connections);
      return new Load(result.answers(), result.perSecond());
    }
    String[] script =
        scenario.kind() == Scenario.Kind.MISS
            ? new String[] {Scripts.file("miss.lua")}
            : new String[0];
    Wrk.Result result = Wrk.start(uri, authorization, length, connections, script).result();
    return new Load(result.answers(), result.perSecond());
  }
}
