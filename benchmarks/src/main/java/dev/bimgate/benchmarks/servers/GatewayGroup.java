package dev.bimgate.benchmarks.servers;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.ValkeyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gateways that act as one through a Valkey of their own, or one gateway alone. */
public final class GatewayGroup implements AutoCloseable {

  private static final int KEY_BYTES = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final @Nullable ValkeyServer valkey;
  private final List<GatewayServer> gateways = new ArrayList<>();

  private GatewayGroup(String name, @Nullable ValkeyServer valkey) {
    this.name = name;
    this.valkey = valkey;
  }

  /** A gateway without peers. */
  public static GatewayGroup alone(Sandbox sandbox, String... jvmArguments)
      throws IOException, InterruptedException {
    GatewayGroup group = new GatewayGroup("alone", null);
    return group.started(1, sandbox, jvmArguments);
  }

  /** So many gateways with peers, which have found each other. */
  public static GatewayGroup peers(int count, Sandbox sandbox, String... jvmArguments)
      throws IOException, InterruptedException {
    ValkeyServer valkey = startValkey();
    GatewayGroup group = new GatewayGroup(count + " with peers", valkey);
    String[] arguments =
        Stream.of(Stream.of(jvmArguments), peers(valkey).stream())
            .flatMap(each -> each)
            .toArray(String[]::new);
    return group.started(count, sandbox, arguments);
  }

  /** Starts a Valkey that holds whatever it is given. */
  public static ValkeyServer startValkey() throws IOException {
    return ValkeyServer.start(
        Files.createDirectories(Repository.runDirectory()), "--maxmemory", "0");
  }

  /** The settings of a gateway that shares a Valkey. */
  public static List<String> peers(ValkeyServer valkey) throws IOException {
    Path keys = Files.createDirectories(Repository.runDirectory()).resolve("peers.keys");
    Files.writeString(keys, Base64.getEncoder().encodeToString(new byte[KEY_BYTES]));
    return List.of("-Dgateway.peers.url=" + valkey.url(), "-Dgateway.peers.key-file=" + keys);
  }

  private GatewayGroup started(int count, Sandbox sandbox, String... arguments)
      throws IOException, InterruptedException {
    boolean isComplete = false;
    try {
      for (int i = 0; i < count; i++) {
        gateways.add(GatewayServer.start(sandbox, arguments));
      }
      for (GatewayServer gateway : gateways) {
        gateway.awaitReady();
      }
      awaitTogether();
      isComplete = true;
      return this;
    } finally {
      if (!isComplete) {
        close();
      }
    }
  }

  private void awaitTogether() throws IOException, InterruptedException {
    int members = gateways.size() * gateways.size();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (hasPeers() && sum("gateway_peers_members", "") != members) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the gateways have not found each other");
      }
      Thread.sleep(100);
    }
  }

  public String name() {
    return name;
  }

  public boolean hasPeers() {
    return valkey != null;
  }

  public List<GatewayServer> gateways() {
    return gateways;
  }

  /** The Valkey of the group. */
  public ValkeyServer valkey() {
    if (valkey == null) {
      throw new IllegalStateException("no peers");
    }
    return valkey;
  }

  /** The sum of a meter over all gateways and all lines that contain the tags. */
  public double sum(String meter, String tags) throws IOException, InterruptedException {
    double sum = 0;
    for (GatewayServer gateway : gateways) {
      sum += gateway.meter(meter, tags);
    }
    return sum;
  }

  @Override
  public void close() {
    gateways.forEach(GatewayServer::close);
    if (valkey != null) {
      valkey.close();
    }
  }
}
