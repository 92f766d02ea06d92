package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.benchmarks.servers.Repository;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Five gigabytes down and up, over HTTP/1.1 and over HTTP/2, through the gateway and through nginx
 * as a plain proxy, in turns on one core.
 */
final class BigStreams {

  private static final long LENGTH_BYTES = 5_000_000_000L;
  private static final String RESOURCE = "/v2/some-team/stream";

  private final PrintStream out;
  private final int rounds;
  private final Path file;
  private final String authorization;

  private BigStreams(PrintStream out, int rounds, Path file, String authorization) {
    this.out = out;
    this.rounds = rounds;
    this.file = file;
    this.authorization = authorization;
  }

  static void measure(PrintStream out, int rounds) throws IOException, InterruptedException {
    out.println("5 GB through the gateway and through nginx, one core each in turns, MB/s");
    Path file = Files.createDirectories(Repository.runDirectory()).resolve("zeros");
    // The sandbox is only the issuer; the streams come from an origin that costs almost nothing.
    SandboxOptions options = SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(2));
    try (Sandbox sandbox = Sandbox.start(options);
        StreamOrigin origin = new StreamOrigin(LENGTH_BYTES);
        RandomAccessFile zeros = new RandomAccessFile(file.toFile(), "rw");
        GatewayServer gateway =
            GatewayServer.startOn(
                Machine.SERVER_CORE, origin.api(), GatewayServer.issuer(sandbox));
        Nginx nginx = Nginx.startOn(Machine.SERVER_CORE, origin.api())) {
      zeros.setLength(LENGTH_BYTES);
      Machine.pinThisJvm(Integer.toString(Machine.LOAD_CORE));
      gateway.awaitReady();
      String authorization = "Bearer " + sandbox.tokens().forUser("user-01");
      new BigStreams(out, rounds, file, authorization)
          .race(gateway.uri(RESOURCE), nginx.uri(RESOURCE));
      out.printf(
          "  gateway's resident memory afterwards: %d MB at %s%n",
          gateway.process().residentKilobytes() / 1024, GatewayServer.HEAP);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void race(URI gateway, URI nginx) throws IOException, InterruptedException {
    for (Curl.Version version : Curl.Version.values()) {
      for (boolean up : new boolean[] {false, true}) {
        // The first body of each kind warms up the JIT.
        stream(version, up, gateway);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          ours.add(stream(version, up, gateway));
          theirs.add(stream(version, up, nginx));
        }
        tell(version, up, ours, theirs);
      }
    }
  }

  private double stream(Curl.Version version, boolean up, URI uri)
      throws IOException, InterruptedException {
    double bytesPerSecond =
        up
            ? Curl.upload(version, uri, authorization, file, LENGTH_BYTES)
            : Curl.download(version, uri, authorization, LENGTH_BYTES);
    return bytesPerSecond / 1_000_000;
  }

  private void tell(Curl.Version version, boolean up, List<Double> ours, List<Double> theirs) {
    double gateway = Median.of(ours);
    double nginx = Median.of(theirs);
    out.printf(
        "  %-8s %-4s gateway %,6.0f   nginx %,6.0f   ratio %.2f%n",
        version, up ? "up" : "down", gateway, nginx, gateway / nginx);
  }
}
