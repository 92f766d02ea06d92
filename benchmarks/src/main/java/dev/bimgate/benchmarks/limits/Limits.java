package dev.bimgate.benchmarks.limits;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.sandbox.Bimplus;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** What users notice of greedy users, a failing Bimplus and floods of tokens. */
public final class Limits {

  private static final Fault ERROR =
      new Fault.Instead(500, Map.of("Content-Type", "application/json"), "{}");

  private Limits() {}

  /** Figures of one gateway. */
  private interface Scenario {
    void measure(Setup setup) throws IOException, InterruptedException;
  }

  /** Runs all scenarios, each with a gateway and a sandbox of its own. */
  public static void measure(PrintStream out) throws IOException, InterruptedException {
    run(out, "200 slow downloads of one user", setup -> new SlowDownloads(setup).measure());
    run(out, "30 greedy users, streams of 15 s", setup -> new GreedyUsers(setup).measure());
    run(out, "Bimplus hangs", setup -> fail(setup, new Fault.Hang(true)));
    run(out, "Bimplus responds 500", setup -> fail(setup, ERROR));
    run(out, "Bimplus refuses connections", Limits::unreachable);
    run(out, "every second call fails", setup -> new IllBimplus(setup).everySecondCallFails(ERROR));
    run(out, "one user's calls fail", setup -> new IllBimplus(setup).oneUsersCallsFail(ERROR));
    run(
        out,
        "every response takes 8 s",
        setup -> new IllBimplus(setup).everyResponseTakesEightSeconds());
    out.printf("%n20 pooled connections are dead%n");
    DeadConnections.measure(new Report(out));
    run(out, "500 made-up tokens per second", setup -> new TokenFlood(setup).measure());
  }

  private static void fail(Setup setup, Fault fault) throws IOException, InterruptedException {
    new DeadBimplus(setup)
        .measure(
            () -> setup.faults().add(Requests.callsToBimplus(), fault, Integer.MAX_VALUE),
            setup.faults()::clear);
  }

  private static void unreachable(Setup setup) throws IOException, InterruptedException {
    Bimplus bimplus = setup.sandbox().bimplus();
    new DeadBimplus(setup).measure(bimplus::switchOff, bimplus::switchOn);
  }

  private static void run(PrintStream out, String name, Scenario scenario)
      throws IOException, InterruptedException {
    out.printf("%n%s%n", name);
    try (Sandbox sandbox = Setup.startSandbox();
        GatewayServer gateway = Setup.startGateway(sandbox.apiUrl())) {
      scenario.measure(new Setup(sandbox, gateway, new Report(out)));
    }
  }
}
