package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Load;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Round;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.benchmarks.servers.Turns;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Hits per second of two gateways on one core, in turns. */
final class HitRace {

  /** Two JVMs that run the same code differ by several percent, so there are several pairs. */
  private static final int PAIRS = 4;

  private final PrintStream out;
  private final Plan plan;
  private final List<Double> byRate = new ArrayList<>();
  private final List<Double> byCpuTime = new ArrayList<>();
  private final List<Double> byBytes = new ArrayList<>();

  private HitRace(PrintStream out, Plan plan) {
    this.out = out;
    this.plan = plan;
  }

  /** How a gateway is started, on the core of the servers. */
  interface Start {
    GatewayServer on(Sandbox sandbox) throws IOException;
  }

  /** One of the two. */
  record Contender(String name, Start start) {}

  /**
   * Lets them race.
   *
   * @param goal the least ratio of the first to the second
   */
  static void measure(
      PrintStream out, Plan plan, double goal, Contender measured, Contender reference)
      throws IOException, InterruptedException {
    HitRace race = new HitRace(out, plan);
    for (int pair = 1; pair <= PAIRS; pair++) {
      race.runPair(pair, measured, reference);
    }
    out.printf(
        "  median ratio of %d rounds: %.3f by rate, %.3f by processor time, %.3f by bytes (goal %.2f)%n",
        race.byRate.size(),
        Median.of(race.byRate),
        Median.of(race.byCpuTime),
        Median.of(race.byBytes),
        goal);
  }

  private void runPair(int pair, Contender measured, Contender reference)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(GatewayServer.SANDBOX);
        GatewayServer first = measured.start().on(sandbox);
        GatewayServer second = reference.start().on(sandbox)) {
      String list = "/v2/" + sandbox.teams().get(0) + "/projects";
      String authorization = "Bearer " + sandbox.tokens().forUser("user-01");
      Loaded ours = new Loaded(pair, measured.name(), first, first.uri(list), authorization);
      Loaded theirs = new Loaded(pair, reference.name(), second, second.uri(list), authorization);
      ours.load();
      theirs.load();
      List<List<Round>> rounds = plan.turns().run(List.of(ours, theirs));
      add(byRate, rounds.get(0), rounds.get(1), Round::perSecond);
      add(byCpuTime, rounds.get(1), rounds.get(0), Round::cpuMicros);
      add(byBytes, theirs.bytes, ours.bytes, bytes -> bytes);
    }
  }

  private static <T> void add(
      List<Double> ratios, List<T> above, List<T> below, ToDoubleFunction<T> figure) {
    for (int i = 0; i < above.size(); i++) {
      ratios.add(figure.applyAsDouble(above.get(i)) / figure.applyAsDouble(below.get(i)));
    }
  }

  /** A gateway under load, and what it allocates for a response in each round. */
  private final class Loaded implements Turns.Contender {

    private final int pair;
    private final String name;
    private final GatewayServer gateway;
    private final URI uri;
    private final String authorization;
    private final List<Double> bytes = new ArrayList<>();
    private double bytesOfLoad;

    private Loaded(int pair, String name, GatewayServer gateway, URI uri, String authorization) {
      this.pair = pair;
      this.name = name;
      this.gateway = gateway;
      this.uri = uri;
      this.authorization = authorization;
    }

    /** Has it load the list. */
    private void load() throws IOException, InterruptedException {
      gateway.awaitReady();
      Http.get(uri, authorization);
    }

    @Override
    public ServerProcess process() {
      return gateway.process();
    }

    @Override
    public Load load(Duration length) throws IOException, InterruptedException {
      double before = allocated();
      Wrk.Result result = Wrk.load(uri, authorization, length);
      bytesOfLoad = (allocated() - before) / result.answers();
      return result;
    }

    @Override
    public void roundEnded(int number, Round round) {
      bytes.add(bytesOfLoad);
      out.printf(
          "  pair %d, round %d %-8s %,9.0f/s   %5.2f us of processor time and %,6.0f bytes each   %3.0f %% of the core%n",
          pair,
          number,
          name,
          round.perSecond(),
          round.cpuMicros(),
          bytesOfLoad,
          100 * round.coreShare());
    }

    /** Counted at each collection, of which a round has dozens. */
    private double allocated() throws IOException, InterruptedException {
      return gateway.meter("jvm_gc_memory_allocated_bytes_total", "");
    }
  }
}
