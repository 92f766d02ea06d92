package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.peers.LonePeers;
import dev.bimgate.gateway.token.jwt.LogoutClaims;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.legacy.LegacyCutoff;
import dev.bimgate.gateway.token.legacy.LegacyLookup;
import dev.bimgate.gateway.token.legacy.LegacyOptions;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenEvents;
import dev.bimgate.gateway.token.revocation.DenyList;
import dev.bimgate.gateway.token.revocation.DenyRule;
import dev.bimgate.gateway.token.revocation.Revocations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The effect of a denial on tokens that are cached, being verified, or yet to come. */
class RevocationsTest {

  private static final TestKey KEY = TestKey.rsa("key");
  private static final User ANNA = new User(TestToken.ISSUER, "anna");
  private static final Caller VIEWER = new Caller(ANNA, TestToken.APP, Set.of("openid", "profile"));
  private static final String OLD_TOKEN = "0123456789abcdef0123456789abcdef";

  private final List<Invalidation> dropped = new ArrayList<>();
  private TestGate world;
  private Revocations revocations;

  @BeforeEach
  void open() throws InterruptedException {
    world = new TestGate(TestGate.RULES, KEY);
    world.fetchKeys();
    revocations = world.gate.revocations(dropped::add, new LonePeers(dropped::add));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aCachedTokenIsRejectedFromNowOn() {
    String token = TestToken.by(KEY).signed();
    world.authenticate(token);

    deny(new DenyRule.OfSession("session-1"));

    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.DENIED));
    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.DENIED));
    assertThat(world.gate.remembered()).isZero();
    assertThat(world.events.rejected).containsOnly(RejectionReason.DENIED);
  }

  @Test
  void aTokenThatWasNeverSeenIsRejectedToo() {
    deny(new DenyRule.OfToken("token-1"));

    assertThat(world.authenticate(TestToken.by(KEY).signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.DENIED));
    assertThat(world.gate.remembered()).isZero();
  }

  @Test
  void otherTokensStayAcceptedWithoutBeingVerifiedAgain() {
    String other = TestToken.by(KEY).claim("sid", "session-2").claim("jti", "token-2").signed();
    AuthenticationResult before = world.authenticate(other);

    deny(new DenyRule.OfSession("session-1"));

    assertThat(world.authenticate(other)).isSameAs(before);
    assertThat(world.events.verified).hasValue(1);
  }

  @Test
  void theUserCanLogInAgain() {
    world.authenticate(TestToken.by(KEY).signed());
    deny(new DenyRule.OfUser(ANNA));
    world.clock.advance(Duration.ofSeconds(1));
    long now = TestClock.START_SECONDS + 1;

    AuthenticationResult again =
        world.authenticate(TestToken.by(KEY).claim("iat", now).claim("jti", "2").signed());

    assertThat(again).isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void tokensOfAnIssuerWhoseClockIsAheadAreRejectedToo() {
    long ahead = TestClock.START_SECONDS + 30;
    String token = TestToken.by(KEY).claim("iat", ahead).signed();
    world.authenticate(token);

    deny(new DenyRule.OfSubject("anna"));

    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.DENIED));
  }

  @Test
  void anInFlightVerificationEndsInARejectionAndIsNotCached() {
    ManualExecutor executor = new ManualExecutor(10);
    TokenGate gate = gate(executor, TestGate.noLegacyTokens(world.clock, world.events));
    CompletableFuture<AuthenticationResult> under =
        admit(gate, "Bearer " + TestToken.by(KEY).signed());

    gate.revocations(dropped::add, new LonePeers(dropped::add))
        .deny(new DenyRule.OfUser(ANNA), world.clock.instant());
    executor.runAll();

    assertThat(under)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.DENIED));
    assertThat(gate.remembered()).isZero();
  }

  /** The verification has checked the denials for the last time, and is not completed yet. */
  @Test
  void aRequestThatJoinsAVerificationAfterTheDenialIsRejectedThoughItSucceeds() {
    ManualExecutor executor = new ManualExecutor(10);
    WhenVerified events = new WhenVerified();
    TokenGate gate =
        new TokenGate(
            TestGate.RULES,
            world.keys,
            TestGate.noLegacyTokens(world.clock, world.events),
            TestGate.OPTIONS,
            world.clock,
            events,
            executor);
    String field = "Bearer " + TestToken.by(KEY).signed();
    List<CompletableFuture<AuthenticationResult>> joined = new ArrayList<>();
    events.then =
        () -> {
          gate.revocations(dropped::add, new LonePeers(dropped::add))
              .deny(new DenyRule.OfUser(ANNA), world.clock.instant());
          joined.add(admit(gate, field));
        };

    admit(gate, field);
    executor.tasks.remove().run();

    assertThat(joined).hasSize(1);
    assertThat(executor.tasks).isEmpty();
    assertThat(joined.get(0))
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.DENIED));
  }

  @Test
  void aLegacyTokenOfADeniedUserIsRejectedThoughBimplusAcceptsIt() {
    HeldLookup bimplus = new HeldLookup();
    TokenGate gate = gate(new ManualExecutor(10), oldLogins(bimplus));
    CompletableFuture<AuthenticationResult> first = admit(gate, "Bearer " + OLD_TOKEN);
    bimplus.answer(new LegacyLookup.Owned("anna", "viewer", Duration.ofDays(2)));
    CompletableFuture<AuthenticationResult> remembered = admit(gate, "Bearer " + OLD_TOKEN);

    DenyRule rule = new DenyRule.OfUser(new User(LegacyTokenFormat.ISSUER, "anna"));
    gate.revocations(dropped::add, new LonePeers(dropped::add)).deny(rule, world.clock.instant());
    CompletableFuture<AuthenticationResult> after = admit(gate, "Bearer " + OLD_TOKEN);

    assertThat(first)
        .isCompletedWithValueMatching(AuthenticationResult.Authenticated.class::isInstance);
    assertThat(remembered)
        .isCompletedWithValueMatching(AuthenticationResult.Authenticated.class::isInstance);
    assertThat(after)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.DENIED));
  }

  @Test
  void anInFlightLookupAcceptsNoUserDeniedMeanwhile() {
    HeldLookup bimplus = new HeldLookup();
    TokenGate gate = gate(new ManualExecutor(10), oldLogins(bimplus));
    CompletableFuture<AuthenticationResult> under = admit(gate, "Bearer " + OLD_TOKEN);

    DenyRule rule = new DenyRule.OfUser(new User(LegacyTokenFormat.ISSUER, "anna"));
    gate.revocations(dropped::add, new LonePeers(dropped::add)).deny(rule, world.clock.instant());
    bimplus.answer(new LegacyLookup.Owned("anna", "viewer", Duration.ofDays(2)));

    assertThat(under)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.DENIED));
  }

  @Test
  void aDenialInvalidatesTheListsOfTheUserOrOfTheCallersWhoseTokensItMatches() {
    world.authenticate(TestToken.by(KEY).signed());

    deny(new DenyRule.OfSession("session-1"));
    deny(new DenyRule.OfToken("token-1"));
    deny(new DenyRule.OfSubject("anna"));
    deny(new DenyRule.OfUser(ANNA));
    deny(new DenyRule.OfSession("nobody's"));

    assertThat(dropped)
        .containsExactly(
            new Invalidation(Scope.caller(VIEWER), Reason.OPERATOR),
            new Invalidation(Scope.caller(VIEWER), Reason.OPERATOR),
            new Invalidation(Scope.user(ANNA), Reason.OPERATOR),
            new Invalidation(Scope.user(ANNA), Reason.OPERATOR));
  }

  @Test
  void theResultHasTheNumberOfMatchedTokensAndTheExpiry() {
    world.authenticate(TestToken.by(KEY).claim("jti", "1").signed());
    world.authenticate(TestToken.by(KEY).claim("jti", "2").signed());

    Optional<Revocations.Denied> denied = deny(new DenyRule.OfSession("session-1"));

    Instant tomorrow = world.clock.instant().plus(DenyList.AT_LEAST);
    assertThat(denied.orElseThrow().tokens()).isEqualTo(2);
    assertThat(denied.orElseThrow().until()).isEqualTo(tomorrow);
  }

  @Test
  void aTokenThatAnIssuerEndedIsToldApartFromOneThatAnOperatorDenied() {
    String token = TestToken.by(KEY).signed();
    world.authenticate(token);

    revocations.logOut(logout("anna", "session-1"));

    assertThat(world.authenticate(token))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.LOGGED_OUT));
    assertThat(dropped).containsExactly(new Invalidation(Scope.user(ANNA), Reason.LOGOUT));
  }

  @Test
  void aLogoutThatNamesNoUserInvalidatesTheListsOfTheCallersWhoseTokensItMatches() {
    world.authenticate(TestToken.by(KEY).signed());

    revocations.logOut(logout(null, "session-1"));

    assertThat(dropped).containsExactly(new Invalidation(Scope.caller(VIEWER), Reason.LOGOUT));
  }

  private Optional<Revocations.Denied> deny(DenyRule rule) {
    return revocations.deny(rule, world.clock.instant());
  }

  private LogoutClaims logout(@Nullable String subject, String session) {
    long now = world.clock.millis();
    return new LogoutClaims(
        TestToken.ISSUER,
        Set.of(TestToken.APP),
        now,
        now + 60_000,
        now / 1_000 + 60,
        "id",
        subject,
        session);
  }

  private TokenGate gate(ManualExecutor executor, LegacyAuthenticator legacy) {
    return new TokenGate(
        TestGate.RULES, world.keys, legacy, TestGate.OPTIONS, world.clock, world.events, executor);
  }

  private LegacyAuthenticator oldLogins(HeldLookup bimplus) {
    LegacyOptions options = LegacyOptions.of(Duration.ofMinutes(10), Duration.ofSeconds(15));
    LegacyCutoff open = LegacyCutoff.of(true, Optional.empty());
    return new LegacyAuthenticator(open, bimplus, options, world.clock, world.events);
  }

  private static CompletableFuture<AuthenticationResult> admit(TokenGate gate, String field) {
    return gate.authenticate(List.of(field)).toCompletableFuture();
  }

  /** Runs an action when a verification has succeeded. */
  private static final class WhenVerified implements TokenEvents {

    private Runnable then = () -> {};

    @Override
    public void verified() {
      then.run();
    }

    @Override
    public void rejected(RejectionReason cause) {}

    @Override
    public void stayed() {}

    @Override
    public void keysFetched(KeyFetch result) {}
  }
}
