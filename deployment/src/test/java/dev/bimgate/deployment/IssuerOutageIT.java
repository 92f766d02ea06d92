package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.TokenLoad.Reply;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rotation of keys, then an issuer that is away, in real time and under load: 500 made-up key ids
 * a second, spoiled tokens, and good ones by three generations of keys.
 *
 * <p>The issuer is away for 25 s, or for as long as {@code -Dissuer.outage=PT10M} says. Each test
 * asks another question about the one run; its figures are in {@code target/issuer-outage.txt}.
 */
class IssuerOutageIT {

  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("issuer.outage", "PT25S"));
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** A fetch may take so long with the discovery document before it asks for the keys. */
  private static final Duration LONGEST_DOCUMENT = Duration.ofSeconds(5);

  private static final int GOOD_A_SECOND = 10;
  private static final int MADE_UP_A_SECOND = 500;
  private static final String KEYS = "/realms/allplan/protocol/openid-connect/certs";

  /** The kinds of tokens: by the first key, by the second, by the third; and those of nobody. */
  private enum Kind {
    FIRST,
    SECOND,
    THIRD,
    MADE_UP,
    SPOILED
  }

  private static Sandbox sandbox;
  private static RunningGateway gateway;
  private static TokenLoad<Kind> load;

  /** The signing of the tokens by the key in use, to be done before the next rotation. */
  private static CompletableFuture<List<String>> signing =
      CompletableFuture.completedFuture(List.of());

  private static final AtomicInteger MADE_UP = new AtomicInteger();

  // Moments on the clock of System.nanoTime(), in their order.
  private static long started;
  private static long rotated;
  private static long away;
  private static long rotatedInOutage;
  private static long withdrawn;
  private static long back;
  private static long fetched;
  private static long ended;
  private static double fetchesInAll;
  private static double fetchesFailed;

  @BeforeAll
  static void run(@TempDir Path directory) throws IOException {
    sandbox =
        Sandbox.start(
            SandboxOptions.defaults()
                .withTokenLifetime(Duration.ofHours(2))
                .withBudgetPerHour(1_000_000));
    gateway = RunningGateway.packagedForLoad(sandbox, directory, Map.of());
    load = new TokenLoad<>(gateway.url("/v2/" + sandbox.teams().get(0) + "/projects"));
    started = System.nanoTime();
    rotateUnderLoad();
    loseTheIssuer();
    haveItBack();
    load.close();
    ended = System.nanoTime();
    fetchesInAll = fetches("");
    fetchesFailed = fetchesInAll - successfulFetches();
    tellFigures();
  }

  @AfterAll
  static void stop() {
    load.close();
    gateway.close();
    sandbox.close();
  }

  private static void rotateUnderLoad() {
    load.send(Kind.FIRST, GOOD_A_SECOND, goodTokens());
    load.send(Kind.SPOILED, GOOD_A_SECOND, spoiledTokens());
    load.send(Kind.MADE_UP, MADE_UP_A_SECOND, IssuerOutageIT::madeUp);
    pass(Duration.ofSeconds(5));
    signing.join();
    // The worst moment for a rotation is right after a fetch.
    awaitFetchAfter(successfulFetches());
    sandbox.tokens().rotateKeys();
    rotated = System.nanoTime();
    load.send(Kind.SECOND, GOOD_A_SECOND, goodTokens());
    pass(INTERVAL.plusSeconds(10));
  }

  private static void loseTheIssuer() {
    sandbox.issuer().switchOff();
    away = System.nanoTime();
    pass(INTERVAL.plusSeconds(5));
    signing.join();
    sandbox.tokens().rotateKeys();
    rotatedInOutage = System.nanoTime();
    load.send(Kind.THIRD, GOOD_A_SECOND, goodTokens());
    pass(OUTAGE.minus(Duration.ofNanos(System.nanoTime() - away)));
  }

  private static void haveItBack() {
    double before = successfulFetches();
    withdrawn = System.nanoTime();
    sandbox.tokens().withdrawKeys();
    sandbox.issuer().switchOn();
    back = System.nanoTime();
    awaitFetchAfter(before);
    fetched = System.nanoTime();
    pass(INTERVAL.plusSeconds(5));
  }

  @Test
  void everyRequestWasAnswered() {
    assertThat(load.replies(reply -> reply.status() == TokenLoad.UNANSWERED)).isEmpty();
    assertThat(load.replies(of(Kind.MADE_UP))).hasSizeGreaterThan(1_000);
  }

  @Test
  void noValidTokenIsRefusedLongerThanOneIntervalAfterARotation() {
    assertStatuses(of(Kind.FIRST).and(before(withdrawn)), 200);
    assertStatuses(of(Kind.SECOND).and(before(rotated + INTERVAL.toNanos())), 200, 401);
    assertStatuses(
        of(Kind.SECOND).and(after(rotated + INTERVAL.toNanos())).and(before(withdrawn)), 200);
    assertStatuses(of(Kind.THIRD).and(after(back + INTERVAL.toNanos())), 200);
  }

  @Test
  void noBadTokenIsAccepted() {
    assertStatuses(of(Kind.MADE_UP), 401, 503);
    assertStatuses(of(Kind.SPOILED), 401);
  }

  @Test
  void anUnknownKeyInTheOutageIs503WithRetryAfter() {
    Predicate<Reply<Kind>> unknown =
        of(Kind.THIRD).or(of(Kind.MADE_UP).and(after(away + INTERVAL.toNanos()))).and(before(back));

    assertStatuses(unknown, 503);
    assertThat(load.replies(unknown)).allMatch(Reply::toldWhenToRetry);
  }

  @Test
  void aWithdrawnKeyStopsAtTheFirstSuccessfulFetch() {
    assertStatuses(of(Kind.FIRST).and(after(fetched)), 401);
    assertStatuses(of(Kind.SECOND).and(after(fetched)), 401);
  }

  @Test
  void keysAreFetchedOnceAnIntervalAtMost() {
    double intervals = (ended - started) / (double) INTERVAL.toNanos();
    List<RecordedRequest> seen =
        sandbox.recorder().matching(request -> request.path().equals(KEYS));

    // One more for the fetch at the start of the gateway, and one for the interval that runs.
    assertThat(fetchesInAll).isLessThanOrEqualTo(Math.floor(intervals) + 2);
    for (int first = 0; first < seen.size(); first++) {
      for (int last = first + 1; last < seen.size(); last++) {
        Duration between =
            Duration.between(seen.get(first).arrivedAt(), seen.get(last).arrivedAt());
        assertThat(between.plus(LONGEST_DOCUMENT))
            .as("from fetch %s to fetch %s", first, last)
            .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(last - first));
      }
    }
  }

  private static Predicate<Reply<Kind>> of(Kind kind) {
    return reply -> reply.kind() == kind;
  }

  private static Predicate<Reply<Kind>> after(long nanos) {
    return reply -> reply.startedNanos() > nanos;
  }

  /** Requests well answered by then: those of the last second may still be on their way. */
  private static Predicate<Reply<Kind>> before(long nanos) {
    return reply -> reply.startedNanos() < nanos - 1_000_000_000L;
  }

  private static void assertStatuses(Predicate<Reply<Kind>> which, Integer... allowed) {
    assertThat(statuses(which)).isNotEmpty().isSubsetOf(allowed);
  }

  private static Set<Integer> statuses(Predicate<Reply<Kind>> which) {
    return load.replies(which).stream().map(Reply::status).collect(Collectors.toSet());
  }

  /**
   * Tokens by the key that is in use: every other one is the same, which is remembered; those
   * between were never seen. They are signed ahead, as the key will not stay in use, and one by one
   * until that is done.
   */
  private static Supplier<String> goodTokens() {
    int unseen = GOOD_A_SECOND * (int) (OUTAGE.toSeconds() + 90) / 2;
    CompletableFuture<List<String>> ahead = CompletableFuture.supplyAsync(() -> signed(unseen));
    signing = ahead;
    AtomicInteger next = new AtomicInteger();
    return () -> {
      if (!ahead.isDone()) {
        return sandbox.tokens().forUser(sandbox.users().get(0));
      }
      int number = next.getAndIncrement();
      return ahead.join().get(number % 2 == 0 ? 0 : 1 + number / 2 % (unseen - 1));
    };
  }

  private static List<String> signed(int howMany) {
    return IntStream.range(0, howMany)
        .parallel()
        .mapToObj(i -> sandbox.tokens().forUser(sandbox.users().get(i % 5)))
        .toList();
  }

  private static Supplier<String> spoiledTokens() {
    String user = sandbox.users().get(0);
    List<String> spoiled =
        Stream.of(
                sandbox.tokens().with(user).wrongSignature(),
                sandbox.tokens().with(user).foreignKey(),
                sandbox.tokens().with(user).expired(),
                sandbox.tokens().with(user).authorizedParty("another"),
                sandbox.tokens().idToken(user),
                sandbox.tokens().refreshToken(user))
            .map(draft -> draft.sign())
            .toList();
    AtomicInteger next = new AtomicInteger();
    return () -> spoiled.get(next.getAndIncrement() % spoiled.size());
  }

  /** The claims of a good token under a key id of nobody's, another one each time. */
  private static String madeUp() {
    String kid = "made-up-" + MADE_UP.incrementAndGet();
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}";
    String good = Good.TOKEN;
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + good.substring(good.indexOf('.'));
  }

  /** The fetches of keys that the gateway has counted, with this as their first tag. */
  private static double fetches(String tag) {
    return gateway.meter("gateway_token_key_fetches_total{" + tag);
  }

  private static double successfulFetches() {
    return fetches("result=\"succeeded\"");
  }

  private static void awaitFetchAfter(double before) {
    long waitingSince = System.nanoTime();
    while (successfulFetches() == before) {
      assertThat(Duration.ofNanos(System.nanoTime() - waitingSince))
          .as("time to a fetch")
          .isLessThan(INTERVAL.multipliedBy(3));
      pass(Duration.ofMillis(50));
    }
  }

  /** Lets time pass: what is shown here is a matter of real seconds. */
  private static void pass(Duration time) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
        .join();
  }

  private static void tellFigures() throws IOException {
    StringBuilder text = new StringBuilder();
    double seconds = (ended - started) / 1e9;
    text.append(
        String.format(
            Locale.ROOT,
            "outage %s, run %.0f s, fetches of keys %.0f, of which failed %.0f%n",
            OUTAGE,
            seconds,
            fetchesInAll,
            fetchesFailed));
    for (Kind kind : Kind.values()) {
      for (int status : new int[] {200, 401, 503, TokenLoad.UNANSWERED}) {
        long count = load.replies(of(kind).and(reply -> reply.status() == status)).size();
        text.append(
            String.format(
                Locale.ROOT, "%-8s %4d %8d %7.1f/s%n", kind, status, count, count / seconds));
      }
    }
    long rejected =
        load
            .replies(of(Kind.SECOND).and(before(withdrawn)).and(reply -> reply.status() != 200))
            .stream()
            .mapToLong(reply -> reply.startedNanos() - rotated)
            .max()
            .orElse(0);
    text.append(
        String.format(
            Locale.ROOT, "last refusal after the rotation: %.1f s%n", Math.max(0, rejected / 1e9)));
    text.append(
        String.format(
            Locale.ROOT, "first fetch after the outage: %.1f s%n", (fetched - back) / 1e9));
    Files.writeString(Path.of("target", "issuer-outage.txt"), text);
  }

  /** One good token, made when first needed. */
  private static final class Good {
    private static final String TOKEN = sandbox.tokens().forUser(sandbox.users().get(0));
  }
}
