package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.BareAnswer;
import dev.bimgate.benchmarks.servers.BareProcess;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Load;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Round;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.benchmarks.servers.Turns;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hits per second of the gateway on one core, beside a bare Vert.x server that returns the same
 * response on the same core, in turns.
 */
final class CachedAnswers {

  private static final double GOAL = 0.80;

  /** With less of the core than this in any round, rates depend on what else ran. */
  private static final double LEAST_CORE_SHARE = 0.90;

  private static final String USER = "user-01";

  private final PrintStream out;
  private final Plan plan;
  private final String authorization;

  private CachedAnswers(PrintStream out, Plan plan, String authorization) {
    this.out = out;
    this.plan = plan;
    this.authorization = authorization;
  }

  static void measure(PrintStream out, Plan plan) throws IOException, InterruptedException {
    out.printf(
        "Hits per second on one core (%s, %d connections, log line and meters on)%n",
        GatewayServer.HEAP, Wrk.CONNECTIONS);
    try (Sandbox sandbox = Sandbox.start(GatewayServer.SANDBOX)) {
      String authorization = "Bearer " + sandbox.tokens().forUser(USER);
      new CachedAnswers(out, plan, authorization).measure(sandbox);
    }
  }

  private void measure(Sandbox sandbox) throws IOException, InterruptedException {
    String list = "/" + sandbox.teams().get(0) + "/projects";
    try (GatewayServer gateway = GatewayServer.startOn(Machine.SERVER_CORE, sandbox)) {
      gateway.awaitReady();
      URI kept = gateway.uri("/v2" + list);
      Http.get(kept, authorization);
      HttpResponse<byte[]> hit = Http.get(kept, authorization);
      int port = ServerProcess.freePort();
      try (ServerProcess bare =
          BareProcess.startOn(Machine.SERVER_CORE, "bare", port, List.of(), BareAnswer.of(hit))) {
        URI constant = URI.create("http://" + ServerProcess.HOST + ":" + port + "/v2" + list);
        checkSame(hit, Http.get(constant, authorization));
        List<List<Round>> rounds =
            plan.turns()
                .run(List.of(new Watched(gateway, kept), new Loaded("bare", bare, constant)));
        tell(rounds.get(0), rounds.get(1));
      }
    }
    askDirectly(URI.create(sandbox.apiUrl() + list));
  }

  private void checkSame(HttpResponse<byte[]> hit, HttpResponse<byte[]> constant) {
    boolean same =
        Arrays.equals(hit.body(), constant.body())
            && hit.headers().map().keySet().equals(constant.headers().map().keySet());
    if (!same) {
      throw new IllegalStateException("the bare server's response differs from the gateway's");
    }
    out.printf(
        "  the response: %,d bytes, headers %s%n", hit.body().length, hit.headers().map().keySet());
  }

  /** A server under load, and the address of its one list. */
  private class Loaded implements Turns.Contender {

    private final String name;
    private final ServerProcess process;
    private final URI uri;
    private double p99Millis;

    /** All responses so far, those of the warm-up included. */
    long answers;

    /** Those of the last load. */
    long answersOfLoad;

    private Loaded(String name, ServerProcess process, URI uri) {
      this.name = name;
      this.process = process;
      this.uri = uri;
    }

    @Override
    public ServerProcess process() {
      return process;
    }

    @Override
    public Load load(Duration length) throws IOException, InterruptedException {
      Wrk.Result result = Wrk.load(uri, authorization, length);
      p99Millis = result.p99Millis();
      answersOfLoad = result.answers();
      answers += answersOfLoad;
      return result;
    }

    @Override
    public void roundEnded(int number, Round round) throws IOException, InterruptedException {
      out.printf(
          "  round %d %-8s %,9.0f/s   p99 %5.2f ms   %5.2f us of processor time each   %3.0f %% of the core%n",
          number, name, round.perSecond(), p99Millis, round.cpuMicros(), 100 * round.coreShare());
    }
  }

  /** The gateway, whose meters and log must have counted every response. */
  private final class Watched extends Loaded {

    private final GatewayServer gateway;

    private Watched(GatewayServer gateway, URI uri) {
      super("gateway", gateway.process(), uri);
      this.gateway = gateway;
    }

    @Override
    public void roundEnded(int number, Round round) throws IOException, InterruptedException {
      super.roundEnded(number, round);
      // The log is written within a fraction of a second after the responses.
      Thread.sleep(1_000);
      double hits = gateway.meter("gateway_cache_lookups_total", "outcome=\"hit\"");
      long lines = process().takeLines(" outcome=cached lookup=hit ");
      if (hits < answers || lines < answersOfLoad) {
        throw new IllegalStateException(
            "responses %d, counted hits %.0f; of the last round %d, log lines %d"
                .formatted(answers, hits, answersOfLoad, lines));
      }
    }
  }

  private void tell(List<Round> ours, List<Round> theirs) {
    double gateway = Median.of(ours.stream().map(Round::perSecond).toList());
    double bare = Median.of(theirs.stream().map(Round::perSecond).toList());
    double byTime =
        Median.of(theirs.stream().map(Round::cpuMicros).toList())
            / Median.of(ours.stream().map(Round::cpuMicros).toList());
    out.printf("  median gateway  %,9.0f/s%n  median bare     %,9.0f/s%n", gateway, bare);
    boolean alone =
        Stream.concat(ours.stream(), theirs.stream())
            .allMatch(round -> round.coreShare() >= LEAST_CORE_SHARE);
    String ratio =
        alone
            ? "ratio %.2f (goal %.2f)".formatted(gateway / bare, GOAL)
            : "no ratio: others used the core meanwhile (goal %.2f)".formatted(GOAL);
    out.printf("  %s, by processor time %.2f; every response was logged%n", ratio, byTime);
  }

  /** The sandbox generates each list and is no Bimplus: this is the least that a hit saves. */
  private void askDirectly(URI list) throws IOException, InterruptedException {
    Machine.pinThisJvm(Integer.toString(Machine.SERVER_CORE));
    Wrk.load(list, authorization, plan.roundLength());
    Wrk.Result result = Wrk.load(list, authorization, plan.roundLength());
    Machine.pinThisJvm(Machine.SERVER_CORE + "," + Machine.LOAD_CORE);
    out.printf(
        "  no proxy: the sandbox directly, on the same core, %,.0f/s   p99 %.2f ms%n",
        result.perSecond(), result.p99Millis());
  }
}
