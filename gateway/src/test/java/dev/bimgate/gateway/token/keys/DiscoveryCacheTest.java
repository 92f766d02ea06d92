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
    String document = TestIssuer.documentFor(issuer, world.issuer.base() + "/keys");
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
