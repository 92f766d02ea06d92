package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The time from the start of the process to the first UP of {@code /q/health/ready}. */
final class ReadyAfterStart {

  private ReadyAfterStart() {}

  static void measure(PrintStream out, int rounds) throws IOException, InterruptedException {
    out.println("Ready after start");
    List<Double> seconds = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      for (int round = 1; round <= rounds; round++) {
        seconds.add(start(sandbox));
        out.printf("  start %d: %.2f s%n", round, seconds.get(round - 1));
      }
    }
    out.printf("  median: %.2f s%n", Median.of(seconds));
  }

  private static double start(Sandbox sandbox) throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (GatewayServer gateway = GatewayServer.start(sandbox)) {
      gateway.awaitReady();
      return (System.nanoTime() - began) / 1e9;
    }
  }
}
