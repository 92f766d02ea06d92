package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.TestIssuer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.token.jwt.ReadToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKey;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.keys.IssuerKeysOptions;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenGateTest {

  private static final TestKey KEY = TestKey.rsa("key");
  private static final TestKey NEXT = TestKey.rsa("next");

  private TestGate world;

  @BeforeEach
  void open() throws InterruptedException {
    world = new TestGate(TestGate.RULES, KEY);
    world.fetchKeys();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aTokenIsVerifiedOnceAndThenCached() {
    String token = TestToken.by(KEY).signed();
    AuthenticationResult first = world.authenticate(token);

    CompletableFuture<AuthenticationResult> second =
        world.gate.authenticate(List.of("Bearer " + token)).toCompletableFuture();

    assertThat(second).isCompletedWithValue(first);
    assertThat(first).isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(world.events.verified).hasValue(1);
    assertThat(world.gate.remembered()).isEqualTo(1);
  }

  @Test
  void bothSchemesAreOneToken() {
    String token = TestToken.by(KEY).signed();
    AuthenticationResult bearer = world.authenticate(token);

    AuthenticationResult bimplus =
        await(world.gate.authenticate(List.of("bimPLUS " + token)).toCompletableFuture());

    assertThat(bimplus).isSameAs(bearer);
    assertThat(world.events.verified).hasValue(1);
  }

  @Test
  void aRefreshedTokenIsTheSameCaller() {
    AuthenticationResult first = world.authenticate(TestToken.by(KEY).claim("jti", "1").signed());
    AuthenticationResult second = world.authenticate(TestToken.by(KEY).claim("jti", "2").signed());

    assertThat(((AuthenticationResult.Authenticated) second).caller())
        .isEqualTo(((AuthenticationResult.Authenticated) first).caller());
  }

  @Test
  void aHundredEqualFirstRequestsVerifyOnce() {
    ManualExecutor executor = new ManualExecutor(Integer.MAX_VALUE);
    TokenGate gate = gate(executor);
    String field = "Bearer " + TestToken.by(KEY).signed();
    List<CompletableFuture<AuthenticationResult>> admissions = new ArrayList<>();

    for (int i = 0; i < 100; i++) {
      admissions.add(gate.authenticate(List.of(field)).toCompletableFuture());
    }
    int tasks = executor.tasks.size();
    executor.runAll();

    assertThat(tasks).isEqualTo(1);
    assertThat(admissions)
        .allSatisfy(
            a -> assertThat(await(a)).isInstanceOf(AuthenticationResult.Authenticated.class));
    assertThat(world.events.verified).hasValue(1);
  }

  /**
   * Threads start at one barrier; a verification may complete between the checks of two threads.
   */
  @Test
  void threadsThatRaceForATokenVerifyItOnce() throws Exception {
    int threads = 8;
    int tokens = 50;
    List<String> fields =
        IntStream.range(0, tokens)
            .mapToObj(i -> "Bearer " + TestToken.by(KEY).claim("jti", "" + i).signed())
            .toList();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService racers = Executors.newFixedThreadPool(threads);

    List<Future<?>> races = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      races.add(racers.submit(() -> admitAll(fields, start)));
    }
    for (Future<?> race : races) {
      race.get(30, TimeUnit.SECONDS);
    }
    racers.shutdown();

    assertThat(world.events.verified).hasValue(tokens);
    assertThat(world.events.rejected).isEmpty();
  }

  private @Nullable Void admitAll(List<String> fields, CyclicBarrier start) throws Exception {
    start.await(30, TimeUnit.SECONDS);
    for (String field : fields) {
      await(world.gate.authenticate(List.of(field)).toCompletableFuture());
    }
    return null;
  }

  @Test
  void aKeyWithdrawnWhileItsTokenIsVerifiedAcceptsNoToken() throws TokenRejectedException {
    IssuerKey key = new IssuerKey(TestToken.ISSUER, "key", Set.of("RS256"), KEY.publicKey());
    TokenVerifier verification =
        new TokenVerifier(TestGate.RULES, world.keys::issuer, Duration.ofHours(1), world.clock);
    String token = TestToken.by(KEY).signed();
    ReadToken read = verification.read(token);

    key.withdraw();

    assertThatThrownBy(() -> verification.verify(read, key))
        .isInstanceOfSatisfying(
            TokenRejectedException.class,
            e -> assertThat(e.why()).isEqualTo(RejectionReason.UNKNOWN_KEY));
  }

  @Test
  void aRequestThatGivesUpDoesNotAffectTheOthers() {
    ManualExecutor executor = new ManualExecutor(Integer.MAX_VALUE);
    TokenGate gate = gate(executor);
    String field = "Bearer " + TestToken.by(KEY).signed();
    CompletableFuture<AuthenticationResult> leaving =
        gate.authenticate(List.of(field)).toCompletableFuture();
    CompletableFuture<AuthenticationResult> staying =
        gate.authenticate(List.of(field)).toCompletableFuture();

    leaving.cancel(true);
    executor.runAll();

    assertThat(await(staying)).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  /** Room for about three tokens. */
  @Test
  void anEvictedTokenIsVerifiedAgain() {
    TokenGate gate = gate(world.keys, TestGate.RULES, TokenGateOptions.remembering(3_000));
    List<String> tokens =
        IntStream.range(0, 20)
            .mapToObj(i -> TestToken.by(KEY).claim("sub", "user-" + i).signed())
            .toList();
    admitInTurn(gate, tokens);
    int verified = world.events.verified.get();

    admitInTurn(gate, tokens);

    assertThat(world.events.verified.get() - verified).isBetween(15, 20);
    assertThat(gate.remembered()).isBetween(1L, 5L);
    gate.close();
  }

  private static void admitInTurn(TokenGate gate, List<String> tokens) {
    for (String token : tokens) {
      assertThat(await(gate.authenticate(List.of("Bearer " + token)).toCompletableFuture()))
          .isInstanceOf(AuthenticationResult.Authenticated.class);
    }
  }

  @Test
  void aRejectedTokenIsNotCached() {
    String token = TestToken.by(KEY).signedBy(NEXT).signed();

    world.authenticate(token);
    world.authenticate(token);

    assertThat(world.events.rejected)
        .containsExactly(RejectionReason.BAD_SIGNATURE, RejectionReason.BAD_SIGNATURE);
    assertThat(world.gate.remembered()).isZero();
  }

  @Test
  void anErrorInTheCheckIsARejectionAndNoEndlessWait() {
    ManualExecutor executor = new ManualExecutor(Integer.MAX_VALUE);
    AtomicBoolean broken = new AtomicBoolean();
    InstantSource clock =
        () -> {
          if (broken.get()) {
            throw new LinkageError();
          }
          return world.clock.instant();
        };
    TokenGate gate = gate(executor, clock, world.events);
    var admission = gate.authenticate(List.of("Bearer " + TestToken.by(KEY).signed()));

    broken.set(true);
    executor.runAll();

    assertThat(admission.toCompletableFuture())
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.UNEXPECTED));
  }

  @Test
  void aRejectionThatCannotBeExplainedCompletesAllTheSame() {
    ManualExecutor executor = new ManualExecutor(Integer.MAX_VALUE);
    TokenGate gate = gate(executor, world.clock, new Wordless());
    var admission = gate.authenticate(List.of("Bearer x.y.z"));

    assertThatThrownBy(executor::runAll).hasMessage("no words");

    assertThat(admission.toCompletableFuture())
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.BASE64URL));
  }

  @Test
  void aFullQueueIsOverload() {
    TokenGate gate = gate(new ManualExecutor(1));
    var waiting = gate.authenticate(List.of("Bearer " + TestToken.by(KEY).signed()));

    var rejected =
        gate.authenticate(List.of("Bearer " + TestToken.by(KEY).claim("jti", "2").signed()));

    assertThat(waiting.toCompletableFuture()).isNotDone();
    assertThat(rejected.toCompletableFuture())
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.OVERLOADED));
  }

  @Test
  void aVerificationThatGetsNoThreadIsOverloadAndTheNextRequestStartsAnother() {
    AtomicBoolean exhausted = new AtomicBoolean(true);
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            task -> {
              if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              return new Thread(task);
            });
    TokenGate gate = gate(executor);
    List<String> authorization = List.of("Bearer " + TestToken.by(KEY).signed());
    var without = gate.authenticate(authorization);
    exhausted.set(false);

    var with = gate.authenticate(authorization);

    assertThat(without.toCompletableFuture())
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.OVERLOADED));
    assertThat(await(with.toCompletableFuture()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
    gate.close();
  }

  @Test
  void aCachedTokenIsAcceptedWhileTheQueueIsFull() {
    ManualExecutor executor = new ManualExecutor(1);
    TokenGate gate = gate(executor);
    String known = "Bearer " + TestToken.by(KEY).signed();
    var first = gate.authenticate(List.of(known));
    executor.runAll();
    var filling =
        gate.authenticate(List.of("Bearer " + TestToken.by(KEY).claim("jti", "2").signed()));

    assertThat(filling.toCompletableFuture()).isNotDone();
    assertThat(gate.authenticate(List.of(known)).toCompletableFuture())
        .isCompletedWithValue(await(first.toCompletableFuture()));
  }

  @Test
  void aCachedTokenIsRejectedWhenItExpires() {
    String token = TestToken.by(KEY).claim("exp", TestClock.START_SECONDS + 300).signed();
    world.authenticate(token);

    world.clock.advance(Duration.ofMinutes(6).minusMillis(1));
    AuthenticationResult before = world.authenticate(token);
    world.clock.advance(Duration.ofMillis(1));
    AuthenticationResult after = world.authenticate(token);

    assertThat(before).isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(after).isEqualTo(new AuthenticationResult.Rejected(RejectionReason.EXPIRED));
    assertThat(world.events.verified).hasValue(1);
  }

  @Test
  void aCachedTokenIsRejectedWhenTheClockIsSetBackBeforeItsTime() {
    String token = TestToken.by(KEY).claim("nbf", TestClock.START_SECONDS).signed();
    world.authenticate(token);

    world.clock.advance(Duration.ofSeconds(-61));

    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.NOT_YET_VALID));
  }

  @Test
  void aLongLivedTokenIsVerifiedAgainAfterAnHour() {
    String token = TestToken.by(KEY).claim("exp", TestClock.START_SECONDS + 100_000).signed();
    world.authenticate(token);

    world.clock.advance(Duration.ofHours(1));
    world.authenticate(token);

    assertThat(world.events.verified).hasValue(2);
  }

  @Test
  void aCachedTokenIsRejectedWhenItsKeyIsWithdrawn() throws InterruptedException {
    String token = TestToken.by(KEY).signed();
    AuthenticationResult before = world.authenticate(token);
    world.issuer.publish(NEXT);
    world.clock.advance(Duration.ofSeconds(10));
    world.authenticate(TestToken.by(NEXT).signed());

    AuthenticationResult after = world.authenticate(token);

    assertThat(before).isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(after).isEqualTo(new AuthenticationResult.Rejected(RejectionReason.UNKNOWN_KEY));
  }

  @Test
  void aCachedTokenIsAcceptedWhileTheIssuerIsDown() throws InterruptedException {
    String token = TestToken.by(KEY).signed();
    world.authenticate(token);
    world.issuer.document = TestIssuer.status(503);
    world.issuer.keys = TestIssuer.status(503);
    world.clock.advance(Duration.ofSeconds(10));
    AuthenticationResult unknown = world.authenticate(TestToken.by(NEXT).signed());

    assertThat(unknown)
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KEYS_UNAVAILABLE));
    assertThat(world.authenticate(token)).isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(world.authenticate(TestToken.by(KEY).claim("jti", "new").signed()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void aTokenSignedByARotatedKeyIsAcceptedAfterAFetch() throws InterruptedException {
    world.issuer.publish(KEY, NEXT);
    world.clock.advance(Duration.ofSeconds(10));

    assertThat(world.authenticate(TestToken.by(NEXT).signed()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void aKeyReplacedUnderItsOldNameIsFoundWithinOneInterval() throws InterruptedException {
    TestKey replaced = TestKey.rsa(KEY.id());
    world.issuer.publish(replaced);

    AuthenticationResult before = world.authenticate(TestToken.by(replaced).signed());
    world.clock.advance(Duration.ofSeconds(10));
    world.fetchKeys();

    assertThat(before).isEqualTo(new AuthenticationResult.Rejected(RejectionReason.BAD_SIGNATURE));
    assertThat(world.authenticate(TestToken.by(replaced).signed()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
    assertThat(world.issuer.keyCalls).hasValue(2);
  }

  @Test
  void aFloodOfBadSignaturesFetchesOnceInAnInterval() throws InterruptedException {
    TestKey stranger = TestKey.rsa(KEY.id());
    world.clock.advance(Duration.ofSeconds(10));

    for (int i = 0; i < 100; i++) {
      world.authenticate(TestToken.by(stranger).claim("n", i).signed());
    }
    world.events.nextFetch();

    assertThat(world.issuer.keyCalls).hasValue(2);
  }

  @Test
  void aTokenWithoutKeyIdFollowsARotation() {
    String token = TestToken.by(NEXT).headerWithout("kid").signed();
    AuthenticationResult within = world.authenticate(token);
    world.issuer.publish(NEXT);
    world.clock.advance(Duration.ofSeconds(10));

    AuthenticationResult after = world.authenticate(token);

    assertThat(within).isEqualTo(new AuthenticationResult.Rejected(RejectionReason.BAD_SIGNATURE));
    assertThat(after).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void aTokenWithoutKeyIdIsRejectedWhenTwoKeysFit() {
    world.issuer.publish(KEY, NEXT);
    world.clock.advance(Duration.ofSeconds(10));
    world.authenticate(TestToken.by(NEXT).signed());

    assertThat(world.authenticate(TestToken.by(KEY).headerWithout("kid").signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.UNKNOWN_KEY));
  }

  @Test
  void aTokenThatComesBeforeTheFirstFetchWaitsForIt() {
    IssuerKeys fresh = world.issuerKeys(TestGate.RULES, IssuerKeysOptions.defaults());
    TokenGate gate = gate(fresh, TestGate.RULES, TestGate.OPTIONS);

    var admission = gate.authenticate(List.of("Bearer " + TestToken.by(KEY).signed()));

    assertThat(await(admission.toCompletableFuture()))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
    gate.close();
  }

  @Test
  void aTokenOfAnotherIssuerThatComesBeforeTheFirstFetchIsRejectedAfterIt() {
    IssuerKeys fresh = world.issuerKeys(TestGate.RULES, IssuerKeysOptions.defaults());
    TokenGate gate = gate(fresh, TestGate.RULES, TestGate.OPTIONS);
    String token = TestToken.by(KEY).claim("iss", TestToken.ISSUER + "/").signed();

    var admission = gate.authenticate(List.of("Bearer " + token));

    assertThat(await(admission.toCompletableFuture()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.WRONG_ISSUER));
    gate.close();
  }

  @Test
  void aMalformedHeaderIsNoEvent() {
    var absent = world.gate.authenticate(List.of());
    var twice = world.gate.authenticate(List.of("Bearer a", "Bearer a"));
    var noToken68 = world.gate.authenticate(List.of("Bearer a,b"));
    var longAndNoToken68 = world.gate.authenticate(List.of("Bearer " + ",".repeat(9_000)));

    assertThat(absent.toCompletableFuture())
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.ABSENT));
    assertThat(List.of(twice, noToken68, longAndNoToken68))
        .allSatisfy(
            malformed ->
                assertThat(malformed.toCompletableFuture())
                    .isCompletedWithValue(
                        new AuthenticationResult.Rejected(RejectionReason.MALFORMED_FIELD)));
    assertThat(world.events.rejected).isEmpty();
  }

  private TokenGate gate(ExecutorService executor) {
    return gate(executor, world.clock, world.events);
  }

  private TokenGate gate(ExecutorService executor, InstantSource clock, TokenEvents events) {
    return new TokenGate(
        TestGate.RULES,
        world.keys,
        TestGate.noLegacyTokens(world.clock, world.events),
        TestGate.OPTIONS,
        clock,
        events,
        executor);
  }

  /** Throws when a rejection is explained. */
  private static final class Wordless implements TokenEvents {

    @Override
    public void verified() {}

    @Override
    public void rejected(RejectionReason cause) {}

    @Override
    public void explained(Supplier<String> words) {
      throw new IllegalStateException("no words");
    }

    @Override
    public void stayed() {}

    @Override
    public void keysFetched(KeyFetch result) {}
  }

  private TokenGate gate(IssuerKeys keys, TokenPolicy rules, TokenGateOptions options) {
    LegacyAuthenticator none = TestGate.noLegacyTokens(world.clock, world.events);
    return new TokenGate(rules, keys, none, options, world.clock, world.events);
  }
}
