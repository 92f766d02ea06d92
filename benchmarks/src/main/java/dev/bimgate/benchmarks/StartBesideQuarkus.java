package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Repository;
import dev.bimgate.benchmarks.servers.ServerProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The start of the gateway, in turns with that of a Quarkus application that has an HTTP server and
 * nothing else. Both are the figure that Quarkus logs; both have the image's options, the heap of a
 * container of 256 MB, and an ahead-of-time cache if there is a JDK that makes one.
 */
final class StartBesideQuarkus {

  private static final int STARTS = 20;
  private static final double GOAL = 1.3;
  private static final Pattern STARTED = Pattern.compile(" started in ([0-9.]+)s");

  /**
   * Nothing listens there. The gateway sets up TLS for it, as for an issuer; and it ends at once.
   */
  private static final List<String> SETTINGS =
      List.of(
          "-Dbimplus.oidc.discovery-url=https://" + ServerProcess.HOST + ":1/",
          "-Dgateway.drain.keep-serving=0s");

  private final Path java;

  private StartBesideQuarkus(Path java) {
    this.java = java;
  }

  static void measure(PrintStream out) throws IOException, InterruptedException {
    new StartBesideQuarkus(Machine.javaOfImage()).print(out);
  }

  private void print(PrintStream out) throws IOException, InterruptedException {
    List<String> ofGateway = cached("gateway", this::gateway);
    List<String> ofEmpty = cached("empty-quarkus", this::empty);
    out.printf(
        "Start by its own figure (%s, %s), in turns with an empty Quarkus application%n",
        java, ofGateway.isEmpty() ? "no ahead-of-time cache" : "ahead-of-time caches");
    List<Double> gateway = new ArrayList<>();
    List<Double> empty = new ArrayList<>();
    for (int start = 1; start <= STARTS; start++) {
      gateway.add(gateway(ofGateway));
      empty.add(empty(ofEmpty));
    }
    double ratio = Median.of(gateway) / Median.of(empty);
    out.printf(
        "  medians of %d: gateway %.3f s, empty %.3f s, ratio %.2f; the goal is %.1f%n",
        STARTS, Median.of(gateway), Median.of(empty), ratio, GOAL);
  }

  /** Starts a server with further JVM arguments, ends it, and returns what its log says. */
  private interface Start {
    double with(List<String> jvmArguments) throws IOException, InterruptedException;
  }

  /** The JVM arguments for a cache of what a first start has loaded; none without such a JDK. */
  private List<String> cached(String name, Start start) throws IOException, InterruptedException {
    if (java.equals(ServerProcess.JAVA) && Runtime.version().feature() < Machine.IMAGE_JDK) {
      return List.of();
    }
    Path cache =
        Files.createDirectories(Repository.runDirectory()).resolve(name + ".aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    start.with(List.of("-XX:AOTCacheOutput=" + cache));
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM made no " + cache);
    }
    return List.of("-XX:AOTCache=" + cache);
  }

  private double gateway(List<String> jvmArguments) throws IOException, InterruptedException {
    String[] arguments =
        Stream.concat(asInImage(jvmArguments), SETTINGS.stream()).toArray(String[]::new);
    URI noBimplus = URI.create("http://" + ServerProcess.HOST + ":1/v2");
    try (GatewayServer server = GatewayServer.startWith(java, noBimplus, arguments)) {
      double figure = figure(server.process());
      server.awaitReady();
      return figure;
    }
  }

  private double empty(List<String> jvmArguments) throws IOException, InterruptedException {
    Stream<String> application =
        Stream.of("-Dquarkus.http.port=0", "-jar", Repository.emptyQuarkusJar().toString());
    List<String> arguments = Stream.concat(asInImage(jvmArguments), application).toList();
    try (ServerProcess server = ServerProcess.startWith(java, "empty-quarkus", arguments)) {
      return figure(server);
    }
  }

  private static Stream<String> asInImage(List<String> jvmArguments) {
    return Stream.of(
            List.of("@" + Repository.jvmOptions()), MemoryOfLists.CONTAINER_HEAP, jvmArguments)
        .flatMap(List::stream);
  }

  private static double figure(ServerProcess server) throws IOException, InterruptedException {
    return Double.parseDouble(server.awaitOutput(STARTED));
  }
}
