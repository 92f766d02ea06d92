package dev.bimgate.gateway.token.keys;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.TestGate;
import dev.bimgate.gateway.token.TestIssuer;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the discovery document is fetched, and which one is used. */
class DiscoveryCacheTest {

  private static final TestKey OLD = TestKey.rsa("old");
  private static final TestKey NEW = TestKey.rsa("new");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final KeyLookup UNAVAILABLE =
      new KeyLookup.Missing(RejectionReason.KEYS_UNAVAILABLE);

  private TestGate world;

  @BeforeEach
  void openWithTheOldKey() {
    world = new TestGate(pinned(), OLD);
  }

  @AfterEach
  void close() {
    world.keys.close();
    world.close();
  }

  @Test
  void anHourOfMadeUpKeysFetchesItEveryFiveMinutes() throws InterruptedException {
    world.fetchKeys();

    anHourOfMadeUpKeys();

    assertThat(world.issuer.keyCalls).hasValue(1 + 360);
    assertThat(world.issuer.documentCalls).hasValue(1 + 12);
  }

  @Test
  void anHourOfMadeUpKeysWithoutIssuerFetchesItOnceAMinuteAtMost() throws InterruptedException {
    world.fetchKeys();
    world.issuer.document = TestIssuer.status(503);
    world.issuer.keys = TestIssuer.status(503);

    anHourOfMadeUpKeys();

    assertThat(world.issuer.keyCalls).hasValue(1 + 360);
    assertThat(world.issuer.documentCalls).hasValue(1 + 60);
  }

  @Test
  void anHourBeforeTheFirstSuccessFetchesItOnceAMinuteAtMost() {
    world.issuer.document = TestIssuer.status(503);

    anHourOfMadeUpKeys();

    assertThat(world.issuer.documentCalls).hasValue(60);
    assertThat(find("old")).isEqualTo(UNAVAILABLE);
  }

  @Test
  void untilTheFirstDocumentATokenGetsRetryAfter() throws InterruptedException {
    world.issuer.document = TestIssuer.status(503);
    world.fetchKeys();
    world.issuer.document = world.issuer::answerDocument;

    world.clock.advance(MINUTE.minusNanos(1));
    AuthenticationResult within = world.authenticate(TestToken.by(OLD).signed());
    world.clock.advance(INTERVAL);
    AuthenticationResult after = world.authenticate(TestToken.by(OLD).signed());

    assertThat(within)
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KEYS_UNAVAILABLE));
    assertThat(after).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void itIsFetchedAgainAfterFiveMinutesAndNotBefore() throws InterruptedException {
    world.fetchKeys();

    world.clock.advance(FRESH.minusNanos(1));
    find("made-up");
    int before = world.issuer.documentCalls.get();
    world.clock.advance(INTERVAL);
    find("made-up");

    assertThat(before).isEqualTo(1);
    assertThat(world.issuer.documentCalls).hasValue(2);
  }

  @Test
  void movedKeysAreFoundByTheFetchThatMissesThem() throws InterruptedException {
    world.fetchKeys();
    try (TestIssuer moved = moveKeys()) {
      world.clock.advance(MINUTE);

      assertThat(find("new")).isInstanceOf(KeyLookup.Found.class);
      assertThat(world.issuer.documentCalls).hasValue(2);
      assertThat(moved.keyCalls).hasValue(1);
    }
  }

  @Test
  void keysThatMovedWithinAMinuteAreFoundAtItsEnd() throws InterruptedException {
    world.fetchKeys();
    try (TestIssuer moved = moveKeys()) {
      world.clock.advance(MINUTE.minus(INTERVAL));
      KeyLookup within = find("new");
      world.clock.advance(INTERVAL);
      KeyLookup after = find("new");

      assertThat(within).isEqualTo(UNAVAILABLE);
      assertThat(after).isInstanceOf(KeyLookup.Found.class);
      assertThat(moved.keyCalls).hasValue(1);
    }
  }

  @Test
  void theLastValidDocumentIsUsedWithoutEndWhileFetchesFail() throws InterruptedException {
    world.fetchKeys();
    world.issuer.document = TestIssuer.status(503);
    world.issuer.publish(OLD, NEW);
    world.clock.advance(Duration.ofDays(1));

    assertThat(find("new")).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void noKeysAreFetchedByTheLastValidDocumentOnceItsSuccessorNamesAnotherIssuer()
      throws InterruptedException {
    world.fetchKeys();
    world.issuer.publish(OLD, NEW);
    world.issuer.document = naming("https://another.example");
    world.clock.advance(FRESH);
    KeyLookup wrong = find("new");
    world.issuer.document = TestIssuer.status(503);
    world.clock.advance(MINUTE);
    KeyLookup away = find("new");

    assertThat(wrong).isEqualTo(UNAVAILABLE);
    assertThat(away).isEqualTo(UNAVAILABLE);
    assertThat(world.issuer.keyCalls).hasValue(1);
    assertThat(find("old")).isInstanceOf(KeyLookup.Found.class);
    assertThat(world.events.fetches).containsExactly(KeyFetch.WRONG_ISSUER, KeyFetch.BAD_STATUS);
  }

  @Test
  void aWrongIssuerIsFetchedOnceAMinuteAtMostUntilAValidOneComes() throws InterruptedException {
    world.issuer.document = naming("https://another.example");
    world.fetchKeys();
    world.clock.advance(MINUTE.minus(INTERVAL));
    find("old");
    int within = world.issuer.documentCalls.get();
    world.issuer.document = world.issuer::answerDocument;
    world.clock.advance(INTERVAL);

    assertThat(within).isEqualTo(1);
    assertThat(find("old")).isInstanceOf(KeyLookup.Found.class);
  }

  @Test
  void clientsGetTheDocumentAsItWasSentAndCauseNoFetch() throws InterruptedException {
    world.issuer.document =
        request ->
            request
                .response()
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(documentOf(TestToken.ISSUER) + " ");
    world.fetchKeys();

    world.clock.advance(Duration.ofDays(1));
    DocumentFetch.Document document = published();

    assertThat(document.body()).hasToString(documentOf(TestToken.ISSUER) + " ");
    assertThat(document.contentType()).isEqualTo("application/json;charset=UTF-8");
    assertThat(world.issuer.documentCalls).hasValue(1);
  }

  @Test
  void clientsGetTheLastValidDocumentWhileFetchesFail() throws InterruptedException {
    world.fetchKeys();
    world.issuer.document = TestIssuer.status(503);
    world.clock.advance(FRESH);
    find("made-up");

    assertThat(published().body()).hasToString(documentOf(TestToken.ISSUER));
    assertThat(world.issuer.documentCalls).hasValue(2);
  }

  @Test
  void clientsGetADocumentThatIsOnItsWayAndBeforeTheFirstItsFailure() throws Exception {
    CompletableFuture<HttpServerRequest> held = new CompletableFuture<>();
    world.issuer.document = TestIssuer.status(503);
    world.fetchKeys();
    KeyFetch failed =
        await(
            world
                .keys
                .discoveryDocument()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((document, failure) -> KeyFetchException.resultOf(failure)));
    world.issuer.document = held::complete;
    world.clock.advance(MINUTE);
    world.keys.maintain();
    var waiting = world.keys.discoveryDocument();
    held.thenAccept(world.issuer::answerDocument);

    assertThat(failed).isEqualTo(KeyFetch.BAD_STATUS);
    assertThat(await(waiting.toCompletionStage().toCompletableFuture()).body())
        .hasToString(documentOf(TestToken.ISSUER));
  }

  @Test
  void fiveMinutesOfClientsAndMadeUpKeysWhileAKeyIsRotatedAskForItThreeTimesAtMost()
      throws InterruptedException {
    world.fetchKeys();
    int accepted = 0;
    for (int second = 1; second <= 300; second++) {
      world.clock.advance(Duration.ofSeconds(1));
      if (second == 150) {
        world.issuer.publish(NEW);
      }
      published();
      find("made-up-" + second);
      if (accepted == 0 && find("new") instanceof KeyLookup.Found) {
        accepted = second;
      }
    }

    assertThat(world.issuer.documentCalls.get()).isLessThanOrEqualTo(3);
    assertThat(accepted).isBetween(150, 160);
  }

  private DocumentFetch.Document published() {
    return await(world.keys.discoveryDocument().toCompletionStage().toCompletableFuture());
  }

  private String documentOf(String issuer) {
    return TestIssuer.documentFor(issuer, world.issuer.base() + "/keys");
  }

  /** A token with an unknown key each second: keys are fetched as often as the interval permits. */
  private void anHourOfMadeUpKeys() {
    for (int second = 0; second < 3_600; second++) {
      world.clock.advance(Duration.ofSeconds(1));
      find("made-up-" + second);
    }
  }

  private KeyLookup find(String keyId) {
    return await(world.keys.find(keyId, "RS256"));
  }

  /** Moves the keys to another address, with the new key. */
  private TestIssuer moveKeys() {
    TestIssuer moved = new TestIssuer(world.vertx);
    moved.publish(NEW);
    world.issuer.keys = TestIssuer.status(404);
    String document = TestIssuer.documentFor(TestToken.ISSUER, moved.base() + "/keys");
    world.issuer.document = request -> request.response().end(document);
    return moved;
  }

  private Handler<HttpServerRequest> naming(String issuer) {
    String document = documentOf(issuer);
    return request -> request.response().end(document);
  }

  private static TokenPolicy pinned() {
    return new TokenPolicy(
        TestToken.ISSUER,
        Set.of(TestToken.APP),
        Set.of(),
        false,
        TokenPolicy.SIGNATURES,
        TokenProfile.KEYCLOAK,
        Duration.ofSeconds(60));
  }
}
