package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.BareAnswer;
import dev.bimgate.benchmarks.servers.BareProcess;
import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All servers of the race, on one core: the gateway first. */
final class Contenders implements AutoCloseable {

  private static final String NOTHING =
      "It does nothing: no path, no token, no cache, no log, no meters. It is the upper bound";

  private final World world;
  private final List<Contender> started = new ArrayList<>();

  private Contenders(World world) {
    this.world = world;
  }

  /** Starts all of them; the clone has an earlier gateway. */
  static Contenders start(World world, @Nullable Path before)
      throws IOException, InterruptedException {
    Contenders contenders = new Contenders(world);
    boolean isComplete = false;
    try {
      contenders.startAll(before);
      isComplete = true;
      return contenders;
    } finally {
      if (!isComplete) {
        contenders.close();
      }
    }
  }

  private void startAll(@Nullable Path before) throws IOException, InterruptedException {
    startGateway("**gateway**", Path.of(""));
    if (before != null) {
      startGateway("gateway before", before);
    }
    Contender first = started.get(0);
    startBare(hit(first, Scenario.SMALL_HITS), hit(first, Scenario.LARGE_HITS));
    Peers peers = new Peers(world);
    for (Peer peer : Peer.values()) {
      started.add(peers.start(peer));
    }
    started.add(
        new Contender(
            "the origin itself",
            world.origin(),
            world.originPort(),
            0,
            EnumSet.of(Scenario.Kind.CALL, Scenario.Kind.MISS),
            "",
            "It is on the core of the load"));
  }

  private void startGateway(String title, Path clone) throws IOException, InterruptedException {
    int tlsPort = ServerProcess.freePort();
    GatewayServer gateway =
        GatewayServer.startOn(
            Machine.SERVER_CORE,
            clone,
            world.api(),
            // One user makes all calls, and may use three eighths of 13 sixteenths.
            "-Dbimplus.pool-size=512",
            GatewayServer.issuer(world.sandbox()),
            "-Dquarkus.http.ssl-port=" + tlsPort,
            "-Dquarkus.http.tls-configuration-name=race",
            "-Dquarkus.tls.race.key-store.pem.main.cert=" + world.certificate().file(),
            "-Dquarkus.tls.race.key-store.pem.main.key=" + world.certificate().key());
    int port = gateway.uri("/").getPort();
    Set<Scenario.Kind> all = EnumSet.allOf(Scenario.Kind.class);
    started.add(
        new Contender(
            title, gateway.process(), port, tlsPort, all, Results.commit(clone), "Nothing"));
    gateway.awaitReady();
  }

  /** The second response, which is a hit. */
  private BareAnswer hit(Contender gateway, Scenario scenario)
      throws IOException, InterruptedException {
    URI list = gateway.uri(scenario, world.team());
    Http.get(list, world.authorization());
    return BareAnswer.of(Http.get(list, world.authorization()));
  }

  private void startBare(BareAnswer... hits) throws IOException, InterruptedException {
    int port = ServerProcess.freePort();
    int tlsPort = ServerProcess.freePort();
    List<String> arguments = BareProcess.tls(tlsPort, world.certificate());
    ServerProcess process = BareProcess.startOn(Machine.SERVER_CORE, "bare", port, arguments, hits);
    Set<Scenario.Kind> hitsAlone = EnumSet.of(Scenario.Kind.HIT);
    started.add(new Contender("bare server", process, port, tlsPort, hitsAlone, "", NOTHING));
  }

  List<Contender> all() {
    return Collections.unmodifiableList(started);
  }

  @Override
  public void close() {
    started.forEach(contender -> contender.process().close());
  }
}
