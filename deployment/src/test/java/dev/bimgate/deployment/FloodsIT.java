package dev.bimgate.deployment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One honest client, who reads a list from memory, beside floods of requests: made-up key ids, bad
 * signatures, distinct valid tokens, heads out of form.
 *
 * <p>3,000 requests each at 500 a second, or as many as {@code -Dfloods.requests=10000} says. What
 * is a matter of time is told in {@code target/floods.txt} and not asserted.
 */
class FloodsIT {

  private static final int REQUESTS = Integer.getInteger("floods.requests", 3_000);
  private static final int PER_SECOND = Integer.getInteger("floods.rate", 500);
  private static final int HONEST_PER_SECOND = 125;
  private static final int HONEST = REQUESTS * HONEST_PER_SECOND / PER_SECOND;
  private static final long MEGABYTE = 1_000_000;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** In the order in which they come; none is when nobody but the honest client asks. */
  private enum Flood {
    NONE,
    MADE_UP_KEYS,
    BAD_SIGNATURES,
    VALID_TOKENS,
    BAD_HEADS
  }

  private static Sandbox sandbox;
  private static RunningGateway gateway;
  private static final Map<Flood, PacedRequests> FLOODS = new EnumMap<>(Flood.class);
  private static final Map<Flood, List<Long>> HONEST_NANOS = new EnumMap<>(Flood.class);
  private static final List<String> WRONG_ANSWERS = new CopyOnWriteArrayList<>();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static long seconds;
  private static long grownBytes;
  private static double fetches;
  private static int callsBefore;
  private static int callsAfter;

  @BeforeAll
  static void flood(@TempDir Path directory) throws Exception {
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withTokenLifetime(Duration.ofHours(2))
                .withBudgetPerHour(1_000_000));
    gateway = RunningGateway.packagedForLoad(sandbox, directory, Map.of());
    Map<Flood, Supplier<byte[]>> requests = requests();
    warmUp(requests);
    long started = System.nanoTime();
    long before = memory().nowBytes();
    double fetchesBefore = keyFetches();
    callsBefore = sandbox.recorder().count(Requests.callsToBimplus());
    for (Flood flood : Flood.values()) {
      if (flood != Flood.NONE) {
        // Idle in between, so that other work on the machine weighs on both alike.
        honest(HONEST / 2, HONEST_PER_SECOND, nanos(Flood.NONE));
        run(flood, Objects.requireNonNull(requests.get(flood)));
      }
    }
    seconds = (System.nanoTime() - started) / 1_000_000_000;
    grownBytes = memory().peakBytes() - before;
    callsAfter = sandbox.recorder().count(Requests.callsToBimplus());
    fetches = keyFetches() - fetchesBefore;
    tellFigures();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    sandbox.close();
  }

  @Test
  void everyAnswerOfTheHonestClientIsRight() {
    assertThat(WRONG_ANSWERS).isEmpty();
    assertThat(HONEST_NANOS.values().stream().mapToInt(List::size).sum()).isGreaterThan(2_000);
  }

  @Test
  void noBadTokenIsAcceptedAndNoValidOneRefused() {
    assertThat(flood(Flood.MADE_UP_KEYS).answered(401)).isEqualTo(REQUESTS);
    assertThat(flood(Flood.BAD_SIGNATURES).answered(401)).isEqualTo(REQUESTS);
    assertThat(flood(Flood.VALID_TOKENS).answered(200)).isEqualTo(REQUESTS);
  }

  @Test
  void everyBadHeadIs400OrClosed() {
    PacedRequests heads = flood(Flood.BAD_HEADS);

    assertThat(heads.answered(400) + heads.answered(PacedRequests.CLOSED)).isEqualTo(REQUESTS);
  }

  @Test
  void keysAreFetchedOnceAnIntervalAtMost() {
    // One more for the interval that runs at the beginning, and one for that at the end.
    assertThat(fetches).isLessThanOrEqualTo(seconds / INTERVAL.toSeconds() + 2.0);
  }

  @Test
  void memoryGrowsBy120MegabytesAtMost() {
    assertThat(grownBytes).isLessThan(120 * MEGABYTE);
  }

  /** Of ten users, each list is loaded once and renewed once a minute at most. */
  @Test
  void bimplusIsAskedNoMoreThanItWouldBeWithoutThem() {
    assertThat(callsAfter - callsBefore).isLessThanOrEqualTo(10 * (int) (2 + seconds / 50));
  }

  private static void warmUp(Map<Flood, Supplier<byte[]>> requests) throws Exception {
    for (int round = 0; round < 2; round++) {
      for (Flood flood : Flood.values()) {
        if (flood != Flood.NONE) {
          new PacedRequests(gateway.traffic(), Objects.requireNonNull(requests.get(flood)))
              .send(1_500, 1_500);
        }
      }
    }
    honest(2_000, 1_000, new ArrayList<>());
    NUMBER.set(0);
  }

  private static void run(Flood flood, Supplier<byte[]> requests) throws Exception {
    PacedRequests paced = new PacedRequests(gateway.traffic(), requests);
    FLOODS.put(flood, paced);
    Thread sender = new Thread(() -> paced.send(REQUESTS, PER_SECOND));
    sender.start();
    honest(HONEST, HONEST_PER_SECOND, nanos(flood));
    sender.join();
  }

  /** Reads one list again and again; every answer must be the same. */
  private static void honest(int howMany, int perSecond, List<Long> nanos) throws IOException {
    byte[] request = get(sandbox.tokens().forUser(sandbox.users().get(0)));
    try (PacedRequests.Connection connection = new PacedRequests.Connection(gateway.traffic())) {
      PacedRequests.Answer first = connection.ask(request);
      long start = System.nanoTime();
      for (int i = 0; i < howMany; i++) {
        long due = start + i * 1_000_000_000L / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        long sent = System.nanoTime();
        PacedRequests.Answer response = connection.ask(request);
        nanos.add(System.nanoTime() - sent);
        if (response.status() != 200 || !response.equals(first)) {
          WRONG_ANSWERS.add(response.toString());
        }
      }
    }
  }

  private static Map<Flood, Supplier<byte[]>> requests() {
    String good = sandbox.tokens().forUser(sandbox.users().get(0));
    List<String> valid =
        IntStream.range(0, REQUESTS + 3_000)
            .parallel()
            .mapToObj(i -> sandbox.tokens().forUser(sandbox.users().get(i % 10)))
            .toList();
    AtomicInteger nextValid = new AtomicInteger();
    AtomicInteger nextHead = new AtomicInteger();
    return Map.of(
        Flood.NONE, () -> new byte[0],
        Flood.MADE_UP_KEYS, () -> get(withHeader(good, "made-up-" + NUMBER.incrementAndGet())),
        Flood.BAD_SIGNATURES, () -> get(withOtherPayload(good)),
        Flood.VALID_TOKENS, () -> get(valid.get(nextValid.getAndIncrement() % valid.size())),
        Flood.BAD_HEADS, () -> badHead(nextHead.getAndIncrement()));
  }

  private static byte[] get(String token) {
    return head(
        "GET /v2/" + sandbox.teams().get(0) + "/projects HTTP/1.1",
        "Host: gateway.test",
        "Authorization: Bearer " + token);
  }

  private static String withHeader(String token, String keyId) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}";
    return base64(header.getBytes(ISO_8859_1)) + token.substring(token.indexOf('.'));
  }

  /** Another token each time: a claim more, under the signature of before. */
  private static String withOtherPayload(String token) {
    String[] parts = token.split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), ISO_8859_1);
    String other = payload.replaceFirst("}$", ",\"n\":" + NUMBER.incrementAndGet() + "}");
    return parts[0] + "." + base64(other.getBytes(ISO_8859_1)) + "." + parts[2];
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] badHead(int number) {
    String good = "GET /v2/teams HTTP/1.1";
    return switch (number % 5) {
      case 0 -> head(good, "Host: a", "Host: b");
      case 1 -> head(good, "Host: a", "Content-Length: 1", "Transfer-Encoding: chunked");
      case 2 -> head(good, "Host: a", "Bad Name: x");
      case 3 -> head(good, "Host: a", "Content-Length: 1", "Content-Length: 2");
      default -> head("\u0016\u0003\u0001 garbage \u0000", "\u0001");
    };
  }

  private static byte[] head(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
  }

  private static List<Long> nanos(Flood flood) {
    return HONEST_NANOS.computeIfAbsent(flood, any -> new ArrayList<>());
  }

  private static PacedRequests flood(Flood flood) {
    return Objects.requireNonNull(FLOODS.get(flood));
  }

  private static ResidentMemory memory() {
    return ResidentMemory.of(gateway.program().pid());
  }

  private static double keyFetches() {
    return gateway.meter("gateway_token_key_fetches_total{");
  }

  private static void tellFigures() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d requests each at %d a second; memory +%d MB; fetches of keys %.0f in %d s%n",
            REQUESTS,
            PER_SECOND,
            grownBytes / MEGABYTE,
            fetches,
            seconds));
    long idle = percentile(Flood.NONE, 0.99);
    for (Flood flood : Flood.values()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-15s honest answers %5d, p50 %6.0f us, p99 %6.0f us, %5.2f of idle; flood %s%n",
              flood,
              nanos(flood).size(),
              percentile(flood, 0.5) / 1e3,
              percentile(flood, 0.99) / 1e3,
              percentile(flood, 0.99) / (double) idle,
              FLOODS.get(flood)));
    }
    Files.writeString(Path.of("target", "floods.txt"), text);
  }

  private static long percentile(Flood flood, double share) {
    long[] sorted = nanos(flood).stream().mapToLong(nanos -> nanos).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  }
}
