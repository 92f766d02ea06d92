package dev.bimgate.gateway.token.keys;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.TestGate;
import dev.bimgate.gateway.token.TestIssuer;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuerKeysTest {

  private static final TestKey OLD = TestKey.rsa("old");
  private static final TestKey NEW = TestKey.rsa("new");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final KeyLookup UNKNOWN = new KeyLookup.Missing(RejectionReason.UNKNOWN_KEY);
  private static final KeyLookup UNAVAILABLE =
      new KeyLookup.Missing(RejectionReason.KEYS_UNAVAILABLE);

  private TestGate world;
  private IssuerKeys keys;

  @BeforeEach
  void openWithTheOldKey() {
    world = new TestGate(TestGate.RULES, OLD);
    keys = world.keys;
  }

  @AfterEach
  void close() {
    keys.close();
    world.close();
  }

  @Test
  void theFirstFetchIsMadeAtTheStart() throws InterruptedException {
    keys.start();

    assertThat(world.events.nextFetch()).isEqualTo(KeyFetch.SUCCEEDED);
    assertThat(keys.degraded()).isFalse();
    assertThat(keys.issuer()).isEqualTo(TestToken.ISSUER);
    assertThat(find("old")).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void anUnknownKeyIsFetchedOnceForAllWaiters() {
    List<CompletableFuture<KeyLookup>> lookups = new ArrayList<>();
    Held held = holdKeys();

    for (int i = 0; i < 100; i++) {
      lookups.add(keys.find("old", "RS256"));
    }
    held.release();

    assertThat(lookups).allSatisfy(l -> assertThat(await(l)).isInstanceOf(KeyLookup.Found.class));
    assertThat(world.issuer.keyCalls).hasValue(1);
    assertThat(world.issuer.documentCalls).hasValue(1);
  }

  @Test
  void noMoreThanABoundedNumberWaits() {
    IssuerKeysOptions oneWaits = limits(Duration.ofSeconds(5), 1_000_000, 1);
    IssuerKeys few = world.issuerKeys(TestGate.RULES, oneWaits);
    Held held = holdKeys();

    CompletableFuture<KeyLookup> first = few.find("old", "RS256");
    KeyLookup second = await(few.find("old", "RS256"));
    held.release();

    assertThat(second).isEqualTo(UNAVAILABLE);
    assertThat(await(first)).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void unknownKeysFetchOnceInAnIntervalHoweverManyTheyAre() throws InterruptedException {
    world.fetchKeys();

    for (int i = 0; i < 1_000; i++) {
      assertThat(find("made-up-" + i)).isEqualTo(UNKNOWN);
    }

    assertThat(world.issuer.keyCalls).hasValue(1);
  }

  @Test
  void aRotatedKeyIsFoundOneIntervalLaterAtMost() throws InterruptedException {
    world.fetchKeys();
    world.issuer.publish(OLD, NEW);

    world.clock.advance(INTERVAL.minusNanos(1));
    KeyLookup within = find("new");
    world.clock.advance(Duration.ofNanos(1));
    KeyLookup after = find("new");

    assertThat(within).isEqualTo(UNKNOWN);
    assertThat(after).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void anUnknownKeyIsUnavailableWhenTheFetchFails() throws InterruptedException {
    world.fetchKeys();
    world.issuer.keys = TestIssuer.status(500);
    world.clock.advance(INTERVAL);

    assertThat(find("new")).isEqualTo(UNAVAILABLE);
    assertThat(find("newer")).isEqualTo(UNAVAILABLE);
    assertThat(find("old")).isInstanceOf(KeyLookup.Found.class);
    assertThat(keys.degraded()).isTrue();
    assertThat(world.issuer.keyCalls).hasValue(2);
  }

  @Test
  void aFailedFetchCountsAsTheIntervalsFetch() throws InterruptedException {
    world.issuer.keys = TestIssuer.status(500);
    world.fetchKeys();
    world.issuer.publish(OLD);

    KeyLookup within = find("old");
    world.clock.advance(INTERVAL);
    KeyLookup after = find("old");

    assertThat(within).isEqualTo(UNAVAILABLE);
    assertThat(after).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void keysAreFetchedAgainEveryFiveMinutes() throws InterruptedException {
    world.fetchKeys();

    world.clock.advance(Duration.ofMinutes(5).minusNanos(1));
    keys.maintain();
    int before = world.issuer.keyCalls.get();
    world.clock.advance(Duration.ofNanos(1));
    world.fetchKeys();

    assertThat(before).isEqualTo(1);
    assertThat(world.issuer.keyCalls).hasValue(2);
  }

  @Test
  void withoutKeysAFetchIsTriedEachInterval() throws InterruptedException {
    world.issuer.keys = TestIssuer.status(503);

    KeyFetch first = world.fetchKeys();
    keys.maintain();
    world.clock.advance(INTERVAL);
    world.issuer.publish(OLD);
    KeyFetch second = world.fetchKeys();

    assertThat(first).isEqualTo(KeyFetch.BAD_STATUS);
    assertThat(second).isEqualTo(KeyFetch.SUCCEEDED);
    assertThat(world.issuer.keyCalls).hasValue(2);
  }

  @Test
  void aKeyIsWithdrawnByTheFirstFetchThatLacksIt() throws InterruptedException {
    world.fetchKeys();
    IssuerKey old = ((KeyLookup.Found) find("old")).key();
    world.issuer.publish(NEW);
    world.clock.advance(INTERVAL);
    find("new");

    assertThat(old.isWithdrawn()).isTrue();
    assertThat(find("old")).isEqualTo(UNKNOWN);
  }

  @Test
  void aKeyThatStaysIsTheSameObjectAndNotWithdrawn() throws InterruptedException {
    world.fetchKeys();
    IssuerKey old = ((KeyLookup.Found) find("old")).key();
    world.issuer.publish(OLD, NEW);
    world.clock.advance(INTERVAL);
    find("new");

    assertThat(((KeyLookup.Found) find("old")).key()).isSameAs(old);
    assertThat(old.isWithdrawn()).isFalse();
  }

  @Test
  void anotherKeyUnderTheSameNameWithdrawsTheFirst() throws InterruptedException {
    world.fetchKeys();
    IssuerKey first = ((KeyLookup.Found) find("old")).key();
    world.issuer.publish(TestKey.rsa("old"));
    world.clock.advance(Duration.ofMinutes(5));
    world.fetchKeys();

    assertThat(first.isWithdrawn()).isTrue();
    assertThat(((KeyLookup.Found) find("old")).key()).isNotSameAs(first);
  }

  @Test
  void aFailedFetchWithdrawsNothing() throws InterruptedException {
    world.fetchKeys();
    IssuerKey old = ((KeyLookup.Found) find("old")).key();
    world.issuer.keys = TestIssuer.status(500);
    world.clock.advance(INTERVAL);
    find("new");

    assertThat(old.isWithdrawn()).isFalse();
  }

  @Test
  void aDocumentOfAnotherIssuerThanThePinnedOneBringsNoKeys() throws InterruptedException {
    TokenPolicy pinned =
        new TokenPolicy(
            "https://pinned.example",
            Set.of(),
            Set.of("api"),
            false,
            TokenPolicy.SIGNATURES,
            TokenProfile.KEYCLOAK,
            Duration.ZERO);
    IssuerKeys pinnedKeys = world.issuerKeys(pinned, IssuerKeysOptions.defaults());

    pinnedKeys.maintain();

    assertThat(world.events.nextFetch()).isEqualTo(KeyFetch.WRONG_ISSUER);
    assertThat(world.issuer.keyCalls).hasValue(0);
    assertThat(pinnedKeys.degraded()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFailedFetchReportsItsResult(String what, Handler<HttpServerRequest> fault, KeyFetch result)
      throws InterruptedException {
    IssuerKeysOptions hasty = limits(Duration.ofMillis(500), 10_000, 10);
    world.issuer.keys = fault;

    world.issuerKeys(TestGate.RULES, hasty).maintain();

    assertThat(world.events.nextFetch()).isEqualTo(result);
  }

  /** As of a proxy that does not respond: its cause is logged, which that of a response is not. */
  @Test
  void aConnectionThatIsNotThereInTimeIsAFailureOfTheNetwork() throws Exception {
    IssuerKeysOptions hasty = limits(Duration.ofMillis(200), 10_000, 10);
    DocumentFetch fetch =
        new DocumentFetch(world.vertx, any -> world.vertx.createHttpClient(), hasty);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI address = URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/");

      Throwable failure =
          await(
              fetch
                  .get(address)
                  .map(got -> new Throwable("not late"))
                  .otherwise(late -> late)
                  .toCompletionStage()
                  .toCompletableFuture());

      assertThat(failure).hasMessage("timeout after 200 ms");
      assertThat(KeyFetchException.isOfNetwork(failure)).isTrue();
      assertThat(KeyFetchException.resultOf(failure)).isEqualTo(KeyFetch.UNREACHABLE);
    }
  }

  @Test
  void aFetchMayTakeFiveSecondsAndAMegabyteForEachOfTheTwoDocuments() {
    IssuerKeysOptions limits = IssuerKeysOptions.defaults();

    assertThat(limits.fetchTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(limits.maxBytes()).isEqualTo(1_000_000);
    assertThat(limits.fetchInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(limits.refetchEvery()).isEqualTo(Duration.ofMinutes(5));
    assertThat(limits.documentInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(limits.documentFreshFor()).isEqualTo(Duration.ofMinutes(5));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("no response", request -> {}, KeyFetch.TIMED_OUT),
        fault("a response that never ends", IssuerKeysTest::beginOnly, KeyFetch.TIMED_OUT),
        fault("not found", TestIssuer.status(404), KeyFetch.BAD_STATUS),
        fault("no content", TestIssuer.status(204), KeyFetch.BAD_STATUS),
        fault("a redirect", IssuerKeysTest::redirect, KeyFetch.BAD_STATUS),
        fault(
            "too long", request -> request.response().end("x".repeat(10_001)), KeyFetch.TOO_LARGE),
        fault("reset", IssuerKeysTest::breakOff, KeyFetch.UNREACHABLE),
        fault("closed", request -> request.connection().close(), KeyFetch.UNREACHABLE),
        fault("no JSON", request -> request.response().end("<html>"), KeyFetch.MALFORMED));
  }

  private static Arguments fault(String what, Handler<HttpServerRequest> fault, KeyFetch result) {
    return Arguments.of(what, fault, result);
  }

  private static void beginOnly(HttpServerRequest request) {
    request.response().setChunked(true).write("{\"keys\":");
  }

  private static void redirect(HttpServerRequest request) {
    String elsewhere = "http://" + request.authority() + "/elsewhere";
    request.response().setStatusCode(302).putHeader("Location", elsewhere).end();
  }

  private static void breakOff(HttpServerRequest request) {
    request.response().putHeader("Content-Length", "100").write("{");
    request.response().reset();
  }

  private static IssuerKeysOptions limits(Duration timeout, int maxBytes, int maxWaiting) {
    return new IssuerKeysOptions(
        INTERVAL, INTERVAL, INTERVAL, INTERVAL, timeout, maxBytes, maxWaiting);
  }

  private KeyLookup find(String keyId) {
    return await(keys.find(keyId, "RS256"));
  }

  /** Makes the issuer delay its response with the present keys until released. */
  private Held holdKeys() {
    Handler<HttpServerRequest> response = world.issuer.keys;
    CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
    world.issuer.keys = arrived::complete;
    return () -> {
      HttpServerRequest request = await(arrived);
      world.vertx.runOnContext(now -> response.handle(request));
    };
  }

  private interface Held {
    void release();
  }
}
