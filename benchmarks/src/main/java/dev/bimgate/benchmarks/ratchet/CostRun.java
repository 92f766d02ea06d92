package dev.bimgate.benchmarks.ratchet;

import dev.bimgate.benchmarks.servers.BareAnswer;
import dev.bimgate.benchmarks.servers.BareProcess;
import dev.bimgate.benchmarks.servers.CountedMain;
import dev.bimgate.benchmarks.servers.Counters;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Scripts;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.benchmarks.servers.Wrk;
import dev.bimgate.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A measurement of what requests cost: servers, warm-up, and rounds of load. */
final class CostRun {

  /** Of so many pairs of processes the lowest counts: all else that happens adds to a cost. */
  private static final int PAIRS = 2;

  private static final int ROUNDS = 3;
  private static final int WARM_UP_ROUNDS = 2;
  private static final Duration ROUND = Duration.ofSeconds(1);

  /**
   * The first compiler alone: it is done after a second or two, and makes the same code each time,
   * so that the same program costs the same. The second compiler would need a minute.
   */
  private static final String COMPILER = "-XX:TieredStopAtLevel=1";

  private final String valid;
  private final String rejected;
  private final GatewayServer gateway;
  private final URI list;
  private final URI bare;
  private final int gatewayCounters;
  private final int bareCounters;

  private CostRun(
      Sandbox sandbox, GatewayServer gateway, int gatewayCounters, URI bare, int bareCounters) {
    String user = sandbox.users().get(0);
    this.valid = "Bearer " + sandbox.tokens().forUser(user);
    this.rejected = "Bearer " + sandbox.tokens().with(user).wrongSignature().sign();
    this.gateway = gateway;
    this.list = gateway.uri("/v2" + path(sandbox));
    this.bare = bare;
    this.gatewayCounters = gatewayCounters;
    this.bareCounters = bareCounters;
  }

  /**
   * Measures all requests.
   *
   * @param slowedByPercent a planted slowdown of the gateway; 0 for none
   */
  static Costs measure(int slowedByPercent) throws IOException, InterruptedException {
    Map<Request, Cost> lowest = new EnumMap<>(Request.class);
    for (int pair = 1; pair <= PAIRS; pair++) {
      pair(slowedByPercent)
          .byRequest()
          .forEach((request, cost) -> lowest.merge(request, cost, Cost::lower));
    }
    return new Costs(lowest);
  }

  private static Costs pair(int slowedByPercent) throws IOException, InterruptedException {
    int originPort = ServerProcess.freePort();
    int counters = ServerProcess.freePort();
    try (Sandbox sandbox = Sandbox.start(GatewayServer.SANDBOX);
        ServerProcess origin = origin(sandbox, originPort);
        GatewayServer gateway =
            GatewayServer.startCounted(
                Machine.SERVER_CORE,
                address(originPort).resolve("/v2"),
                COMPILER,
                Counters.argument(counters),
                CountedMain.slowedBy(slowedByPercent),
                // Of which one user's requests may use a third.
                "-Dbimplus.pool-size=512",
                GatewayServer.issuer(sandbox))) {
      gateway.awaitReady();
      origin.checkAlive();
      return besideBare(sandbox, gateway, counters);
    }
  }

  private static Costs besideBare(Sandbox sandbox, GatewayServer gateway, int gatewayCounters)
      throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    int counters = ServerProcess.freePort();
    URI bareUri = address(port);
    CostRun run = new CostRun(sandbox, gateway, gatewayCounters, bareUri, counters);
    Http.get(run.list, run.valid);
    BareAnswer hit = BareAnswer.of(Http.get(run.list, run.valid));
    List<String> arguments = List.of(COMPILER, Counters.argument(counters));
    try (ServerProcess bare =
        BareProcess.startOn(Machine.SERVER_CORE, "bare", port, arguments, hit)) {
      Costs costs = run.measure();
      bare.checkAlive();
      return costs;
    }
  }

  /** A bare server that always sends the list of the sandbox. */
  private static ServerProcess origin(Sandbox sandbox, int port)
      throws IOException, InterruptedException {
    String authorization = "Bearer " + sandbox.tokens().forUser(sandbox.users().get(0));
    URI list = URI.create(sandbox.apiUrl() + path(sandbox));
    BareAnswer answer = BareAnswer.of(Http.get(list, authorization));
    return BareProcess.startOn(Machine.LOAD_CORE, "origin", port, List.of(COMPILER), answer);
  }

  private static String path(Sandbox sandbox) {
    return "/" + sandbox.teams().get(0) + "/projects";
  }

  private static URI address(int port) {
    return URI.create("http://" + ServerProcess.HOST + ":" + port + "/");
  }

  private Costs measure() throws IOException, InterruptedException {
    Map<Request, List<Cost>> rounds = new EnumMap<>(Request.class);
    for (int round = 1; round <= WARM_UP_ROUNDS + ROUNDS; round++) {
      for (Request request : Request.values()) {
        Cost cost = cost(request);
        if (round > WARM_UP_ROUNDS) {
          rounds.computeIfAbsent(request, each -> new ArrayList<>()).add(cost);
        }
      }
    }
    Map<Request, Cost> medians = new EnumMap<>(Request.class);
    rounds.forEach((request, costs) -> medians.put(request, median(costs)));
    return new Costs(medians);
  }

  private static Cost median(List<Cost> rounds) {
    return new Cost(
        Median.of(rounds.stream().map(Cost::time).toList()),
        Median.of(rounds.stream().map(Cost::bytes).toList()));
  }

  /** Loads both servers at once: whatever else the machine does then, it does to both. */
  private Cost cost(Request request) throws IOException, InterruptedException {
    double servedBefore = served();
    Counters gatewayBefore = Counters.read(gatewayCounters);
    Counters bareBefore = Counters.read(bareCounters);
    Wrk bareLoad = Wrk.start(bare, valid, ROUND, Wrk.CONNECTIONS);
    load(request);
    // The last request of each connection is on its way when the load ends; the gateway counts.
    double responses = bareLoad.result().answers() + Wrk.CONNECTIONS;
    Counters ofBare = Counters.read(bareCounters).since(bareBefore);
    Counters ofGateway = Counters.read(gatewayCounters).since(gatewayBefore);
    gateway.process().takeLines("");
    double served = served() - servedBefore;
    return new Cost(
        ofGateway.cpuNanos() / served / (ofBare.cpuNanos() / responses),
        ofGateway.bytes() / served / (ofBare.bytes() / responses));
  }

  private double served() throws IOException, InterruptedException {
    return gateway.meter("gateway_requests_seconds_count", "");
  }

  private void load(Request request) throws IOException, InterruptedException {
    switch (request) {
      case HIT -> Wrk.load(list, valid, ROUND);
      case PASSED_ON -> Wrk.load(list.resolve("objects/1"), valid, ROUND);
      case REJECTED -> {
        String script = Scripts.file("rejected.lua");
        Wrk.start(list, rejected, ROUND, Wrk.CONNECTIONS, script, rejected).rejections();
      }
    }
  }
}
