package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.ServerProcess;
import java.net.URI;
import java.util.Set;

/**
 * A started server.
 *
 * @param process the server, of which the processor time counts
 * @param port without TLS
 * @param tlsPort 0 if it has none
 * @param kinds what it can be asked
 * @param version the first line that it prints of itself; may be empty
 * @param leavesUndone what the gateway does and it does not, as a sentence without its full stop
 */
record Contender(
    String title,
    ServerProcess process,
    int port,
    int tlsPort,
    Set<Scenario.Kind> kinds,
    String version,
    String leavesUndone) {

  boolean takesPartIn(Scenario scenario) {
    boolean isPlain = scenario.protocol() == Scenario.Protocol.PLAIN;
    return kinds.contains(scenario.kind()) && (isPlain || tlsPort != 0);
  }

  /** What all that it can do begins with. */
  Scenario simplest() {
    return kinds.contains(Scenario.Kind.HIT) ? Scenario.SMALL_HITS : Scenario.PASSED_ON;
  }

  /** The address of a resource below {@code /v2}. */
  URI uri(Scenario scenario, String team) {
    String path = "/v2/" + team + scenario.resource();
    return scenario.protocol() == Scenario.Protocol.PLAIN
        ? URI.create("http://" + ServerProcess.HOST + ":" + port + path)
        : URI.create("https://" + ServerProcess.HOST + ":" + tlsPort + path);
  }
}
