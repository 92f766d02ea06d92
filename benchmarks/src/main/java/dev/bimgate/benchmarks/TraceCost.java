package dev.bimgate.benchmarks;

import com.sun.net.httpserver.HttpServer;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;

/** Hits per second of the gateway with and without traces, and with a log in JSON, in turns. */
final class TraceCost {

  private static final double NONE_GOAL = 0.99;
  private static final double SAMPLED_GOAL = 0.97;
  private static final double JSON_GOAL = 0.95;

  private TraceCost() {}

  static void measure(PrintStream out, Plan plan) throws IOException, InterruptedException {
    HttpServer collector = collector();
    try {
      String url = "http://" + ServerProcess.HOST + ":" + collector.getAddress().getPort();
      measure(out, plan, NONE_GOAL, url, "0%");
      measure(out, plan, SAMPLED_GOAL, url, "1%");
    } finally {
      collector.stop(0);
    }
    out.printf("Log: hits per second with JSON, and with text%n");
    HitRace.measure(
        out, plan, JSON_GOAL, contender("json", "-Dgateway.log.format=json"), contender("text"));
  }

  private static void measure(
      PrintStream out, Plan plan, double goal, String collector, String recorded)
      throws IOException, InterruptedException {
    out.printf(
        "Traces: hits per second with %s of the requests recorded, and without traces%n", recorded);
    HitRace.measure(
        out,
        plan,
        goal,
        contender(
            recorded,
            "-Dgateway.traces.endpoint=" + collector,
            "-Dgateway.traces.sampled=" + recorded),
        contender("off"));
    out.println();
  }

  /** It takes what it gets. */
  private static HttpServer collector() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(ServerProcess.HOST, 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HitRace.Contender contender(String name, String... settings) {
    return new HitRace.Contender(
        name, sandbox -> GatewayServer.startOn(Machine.SERVER_CORE, sandbox, settings));
  }
}
