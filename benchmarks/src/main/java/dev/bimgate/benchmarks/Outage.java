package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How long a stale list takes over HTTP while Bimplus fails, and how many calls that costs. */
final class Outage {

  private static final List<String> USERS = List.of("user-01", "user-02");
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PAST_BOTH_WINDOWS = FRESH.multipliedBy(2).plusMillis(500);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int WARM_UP_POLLS = 50;
  private static final int POLLS = 60;
  private static final int GOAL_MILLIS = 50;

  /** A list and its reader. */
  private record Reader(URI list, String authorization) {}

  /** The durations of the polls of one phase. */
  private record Phase(String name, List<Double> millis, int calls) {}

  private final Sandbox sandbox;
  private final GatewayServer gateway;
  private final List<Reader> readers = new ArrayList<>();

  private Outage(Sandbox sandbox, GatewayServer gateway) {
    this.sandbox = sandbox;
    this.gateway = gateway;
    for (String user : USERS) {
      String authorization = "Bearer " + sandbox.tokens().forUser(user);
      readers.add(new Reader(gateway.uri("/v2/teams"), authorization));
      for (String team : sandbox.teamsOf(user)) {
        readers.add(new Reader(gateway.uri("/v2/" + team + "/projects"), authorization));
      }
    }
  }

  static void measure(PrintStream out)
      throws IOException, InterruptedException, ExecutionException {
    out.printf("Stale lists over HTTP while Bimplus fails; the goal is %d ms%n", GOAL_MILLIS);
    Map<String, String> json = Map.of("Content-Type", "application/json");
    measure(out, "503", new Fault.Instead(503, json, "{}"));
    measure(out, "reset", new Fault.ResetBeforeHead());
    measure(out, "black hole", new Fault.Hang(true));
  }

  private static void measure(PrintStream out, String name, Fault fault)
      throws IOException, InterruptedException, ExecutionException {
    SandboxOptions options = SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1));
    try (Sandbox sandbox = Sandbox.start(options);
        GatewayServer gateway =
            GatewayServer.start(
                sandbox,
                "-Dgateway.cache.projects.fresh-for=" + FRESH.toMillis() + "ms",
                "-Dgateway.cache.teams.fresh-for=" + FRESH.toMillis() + "ms",
                "-Dgateway.cache.stale-while-revalidate=" + FRESH.toMillis() + "ms")) {
      gateway.awaitReady();
      new Outage(sandbox, gateway).letFail(out, name, fault);
    }
  }

  private void letFail(PrintStream out, String name, Fault fault)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService one = Executors.newSingleThreadExecutor();
    ExecutorService all = Executors.newFixedThreadPool(readers.size());
    try {
      polls("well", one, WARM_UP_POLLS, Duration.ZERO);
      Thread.sleep(PAST_BOTH_WINDOWS.toMillis());
      sandbox.bimplus().faults().add(Requests.callsToBimplus(), fault, Integer.MAX_VALUE);
      print(out, name, polls("first poll", all, 1, Duration.ZERO));
      print(out, name, polls("then", one, POLLS, POLL));
    } finally {
      one.shutdown();
      all.shutdown();
    }
  }

  /** Each reader polls this often, concurrently if there are several threads. */
  private Phase polls(String name, ExecutorService threads, int times, Duration interval)
      throws InterruptedException, ExecutionException {
    int callsBefore = sandbox.recorder().count(Requests.callsToBimplus());
    List<Callable<Double>> polls = readers.stream().map(this::poll).toList();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long started = System.nanoTime();
      for (Future<Double> polled : threads.invokeAll(polls)) {
        millis.add(polled.get());
      }
      long left = interval.toNanos() - (System.nanoTime() - started);
      Thread.sleep(Math.max(0, left / 1_000_000));
    }
    int calls = sandbox.recorder().count(Requests.callsToBimplus()) - callsBefore;
    return new Phase(name, millis, calls);
  }

  private Callable<Double> poll(Reader reader) {
    return () -> {
      long started = System.nanoTime();
      HttpResponse<byte[]> response = Http.get(reader.list(), reader.authorization());
      double millis = (System.nanoTime() - started) / 1e6;
      if (response.headers().firstValue("Cache-Status").isEmpty()) {
        throw new IllegalStateException("no list: " + response);
      }
      return millis;
    };
  }

  private static void print(PrintStream out, String fault, Phase phase) {
    out.printf(
        "  %-10s  %-10s  %,5d responses: median %8.1f ms, max %8.1f ms; %,4d calls%n",
        fault,
        phase.name(),
        phase.millis().size(),
        Median.of(phase.millis()),
        Collections.max(phase.millis()),
        phase.calls());
  }
}
