package dev.bimgate.deployment.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of three gateways while their connections to Valkey, Valkey and they themselves go wrong
 * by a seed: no list is older than a write whose response was read before it was requested.
 *
 * <p>{@code gateway.peers.isolated-fresh-for} is {@code 0s} unless another is given: with more, an
 * isolated gateway may serve lists that are older by so much, and this test allows it for all
 * gateways.
 *
 * <p>Where isolated gateways pass writes, those that were answered by one oblige nobody; they are
 * counted apart ({@link IsolatedWrites} says how they are recognized). Where they reject writes all
 * that have a response count.
 *
 * <p>The seed chooses the calls and the faults. How they meet is up to the scheduler, so a run is
 * not repeated by its seed, only its kind.
 */
@Tag("real-parts")
@SuppressWarnings("NullAway.Init")
class PeersIT {

  private static final long SEED = Long.getLong("peers.seed", 20_261_129);
  private static final Duration DURATION = Duration.ofSeconds(Long.getLong("peers.seconds", 30));
  private static final Duration TOLERANCE =
      Duration.parse("PT" + System.getProperty("peers.isolated-fresh-for", "0s"));
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration LIFETIME = DURATION.plusHours(1);
  private static final Path FIGURES = Path.of("target", "peers-history.txt");

  private final Path directory;

  PeersIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void noListIsOlderThanAWriteWhereIsolatedGatewaysRejectWrites() throws Exception {
    expectNoFinding("refuse");
  }

  @Test
  void noListIsOlderThanAWriteThroughAGatewayThatWasNotIsolated() throws Exception {
    expectNoFinding("pass");
  }

  /** Without peers the same calls, and no fault at all, are found out: the check can fail. */
  @Test
  void staleListsOfGatewaysThatAreNoPeersAreFound() throws Exception {
    try (Run run = new Run(Group.ofStrangers(directory, SEED, LIFETIME), true, SEED)) {
      run.callInCalm(CALM);

      assertThat(run.staleReads(Duration.ZERO)).isNotEmpty();
    }
  }

  private void expectNoFinding(String isolatedWrites) throws Exception {
    Map<String, String> settings =
        Map.of(
            "gateway.peers.isolated-writes",
            isolatedWrites,
            "gateway.peers.isolated-fresh-for",
            TOLERANCE.toMillis() + "ms");
    Run run =
        new Run(
            Group.ofPeers(directory, SEED, LIFETIME, settings),
            isolatedWrites.equals("refuse"),
            SEED);
    try (run) {
      run.awaitTogether();
      run.callAmidFaults(DURATION);
      Duration returning = run.awaitTogether();
      run.callInCalm(CALM);
      report(isolatedWrites, run, returning);
    }
    Files.write(Path.of("target", "peers-" + isolatedWrites + ".log"), run.log());

    assertThat(run.findings(TOLERANCE)).as("seed %d", SEED).isEmpty();
    assertThat(run.lookups())
        .as("reads, by their cache status")
        .containsKeys("200 hit", "200 shared");
  }

  private static void report(String isolatedWrites, Run run, Duration returning)
      throws IOException {
    String figures =
        String.format(
            Locale.ROOT,
            "Peers, isolated-writes=%s, isolated-fresh-for=%s, %s; together again after %.1f s; %s",
            isolatedWrites,
            TOLERANCE,
            DURATION,
            returning.toMillis() / 1e3,
            run.figures());
    System.out.print(figures);
    Files.writeString(FIGURES, figures, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
