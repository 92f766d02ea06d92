package dev.bimgate.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred connections that pipeline 20 reads of a cached list of 3 MB and read nothing, beside a
 * client that reads a short list from the cache.
 *
 * <p>For 5 seconds, or as long as {@code -Dunread.seconds=180} says. Times, and how many
 * connections were ended for reading nothing, are written to {@code target/unread-lists.txt} and
 * not asserted.
 */
class UnreadListsIT {

  private static final int SECONDS = Integer.getInteger("unread.seconds", 5);

  /** How much longer it may take until the requests of all connections have been read. */
  private static final int MOST_SECONDS = 30;

  private static final int CONNECTIONS = 100;
  private static final int PIPELINED = 20;
  private static final int LIST_BYTES = 3_000_000;
  private static final long MEGABYTE = 1_000_000;

  private static Sandbox sandbox;
  private static RunningGateway gateway;
  private static String longList;
  private static String shortList;
  private static String token;

  private static long grownBytes;
  private static double hits;
  private static double ended;
  private static int wrongAnswers;

  @BeforeAll
  static void pipeline(@TempDir Path directory) throws Exception {
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withTokenLifetime(Duration.ofHours(2))
                .withBudgetPerHour(1_000_000));
    List<String> teams = sandbox.teamsOf("user-01");
    longList = "/v2/" + teams.get(0) + "/projects";
    shortList = "/v2/" + teams.get(1) + "/projects";
    token = sandbox.tokens().forUser("user-01");
    sandbox
        .bimplus()
        .faults()
        .add(Requests.to(longList), new Fault.Padded(LIST_BYTES), Integer.MAX_VALUE);
    gateway = RunningGateway.packagedForLoad(sandbox, directory, Map.of());
    readShortList(Duration.ofSeconds(1));
    List<Long> idle = readShortList(Duration.ofSeconds(3));
    readLongList();
    long before = ResidentMemory.of(gateway.program().pid()).nowBytes();
    double hitsBefore = hits();

    List<Socket> unread = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      unread.add(sendAndReadNothing());
    }
    // All of these are hits: the short list is fresh for longer.
    List<Long> busy = readShortList(Duration.ofSeconds(3));
    hits = hits() - hitsBefore - busy.size();
    for (int second = 0; second < MOST_SECONDS && hits < CONNECTIONS; second++) {
      busy.addAll(readShortList(Duration.ofSeconds(1)));
      hits = hits() - hitsBefore - busy.size();
    }
    busy.addAll(readShortList(Duration.ofSeconds(SECONDS - 3)));
    grownBytes = ResidentMemory.of(gateway.program().pid()).peakBytes() - before;
    ended = gateway.meter("gateway_requests_seconds_count{outcome=\"client_gone\"");
    tellFigures(idle, busy);
    for (Socket socket : unread) {
      socket.close();
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
    sandbox.close();
  }

  @Test
  void theUnreadListsAreHits() {
    assertThat(hits).isGreaterThanOrEqualTo(CONNECTIONS);
  }

  @Test
  void memoryGrowsBy150MegabytesAtMost() {
    assertThat(grownBytes).isLessThan(150 * MEGABYTE);
  }

  @Test
  void hitsOfOthersGoOn() {
    assertThat(wrongAnswers).isZero();
  }

  private static Socket sendAndReadNothing() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.traffic().getPort());
    for (int i = 0; i < PIPELINED; i++) {
      socket.getOutputStream().write(get(longList));
    }
    return socket;
  }

  /** Twice: the first load fills the cache. */
  private static void readLongList() throws IOException {
    try (PacedRequests.Connection connection = new PacedRequests.Connection(gateway.traffic())) {
      for (int i = 0; i < 2; i++) {
        assertThat(connection.ask(get(longList)).body()).hasSize(LIST_BYTES);
      }
    }
  }

  /** Reads it again and again; returns the nanoseconds of each read. */
  private static List<Long> readShortList(Duration lasting) throws IOException {
    List<Long> nanos = new ArrayList<>();
    try (PacedRequests.Connection connection = new PacedRequests.Connection(gateway.traffic())) {
      long end = System.nanoTime() + lasting.toNanos();
      while (System.nanoTime() < end) {
        long sent = System.nanoTime();
        if (connection.ask(get(shortList)).status() != 200) {
          wrongAnswers++;
        }
        nanos.add(System.nanoTime() - sent);
      }
    }
    return nanos;
  }

  private static byte[] get(String path) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n")
        .getBytes(ISO_8859_1);
  }

  private static double hits() {
    return gateway.meter("gateway_cache_lookups_total{outcome=\"hit\",route=\"projects\"");
  }

  private static void tellFigures(List<Long> idle, List<Long> busy) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            "%d connections, %d unread reads of %d bytes each, %d s; hits %.0f; ended %.0f;"
                + " memory +%d MB%n"
                + "hits of others: idle %d, p99 %.0f us; beside them %d, p99 %.0f us%n",
            CONNECTIONS,
            PIPELINED,
            LIST_BYTES,
            SECONDS,
            hits,
            ended,
            grownBytes / MEGABYTE,
            idle.size(),
            p99(idle) / 1e3,
            busy.size(),
            p99(busy) / 1e3);
    Files.writeString(Path.of("target", "unread-lists.txt"), text);
  }

  private static long p99(List<Long> nanos) {
    return nanos.stream().sorted().skip(nanos.size() * 99L / 100).findFirst().orElseThrow();
  }
}
