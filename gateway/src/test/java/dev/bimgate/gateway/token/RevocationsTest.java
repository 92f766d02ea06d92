package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.Invalidation;
import dev.bimgate.cache.Invalidation.Reason;
import dev.bimgate.cache.Scope;
import dev.bimgate.cache.User;
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
    revocations = world.gate.revocations(dropped::add);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aCachedTokenIsRejectedFromNowOn() {
    String token = TestToken.by(KEY).signed();
    world.admit(token);

    deny(new Denial.OfSession("session-1"));

    assertThat(world.admit(token)).isEqualTo(new Admission.Refused(TokenCause.DENIED));
    assertThat(world.admit(token)).isEqualTo(new Admission.Refused(TokenCause.DENIED));
    assertThat(world.gate.remembered()).isZero();
    assertThat(world.events.refused).containsOnly(TokenCause.DENIED);
  }

  @Test
  void aTokenThatWasNeverSeenIsRejectedToo() {
    deny(new Denial.OfToken("token-1"));

    assertThat(world.admit(TestToken.by(KEY).signed()))
        .isEqualTo(new Admission.Refused(TokenCause.DENIED));
    assertThat(world.gate.remembered()).isZero();
  }

  @Test
  void otherTokensStayAcceptedWithoutBeingVerifiedAgain() {
    String other = TestToken.by(KEY).claim("sid", "session-2").claim("jti", "token-2").signed();
    Admission before = world.admit(other);

    deny(new Denial.OfSession("session-1"));

    assertThat(world.admit(other)).isSameAs(before);
    assertThat(world.events.verified).hasValue(1);
  }

  @Test
  void theUserCanLogInAgain() {
    world.admit(TestToken.by(KEY).signed());
    deny(new Denial.OfUser(ANNA));
    world.clock.advance(Duration.ofSeconds(1));
    long now = TestClock.START_SECONDS + 1;

    Admission again = world.admit(TestToken.by(KEY).claim("iat", now).claim("jti", "2").signed());

    assertThat(again).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void tokensOfAnIssuerWhoseClockIsAheadAreRejectedToo() {
    long ahead = TestClock.START_SECONDS + 30;
    String token = TestToken.by(KEY).claim("iat", ahead).signed();
    world.admit(token);

    deny(new Denial.OfSubject("anna"));

    assertThat(world.admit(token)).isEqualTo(new Admission.Refused(TokenCause.DENIED));
  }

  @Test
  void anInFlightVerificationEndsInARejectionAndIsNotCached() {
    ManualExecutor executor = new ManualExecutor(10);
    TokenGate gate = gate(executor, TestGate.noOldLogins(world.clock, world.events));
    CompletableFuture<Admission> under = admit(gate, "Bearer " + TestToken.by(KEY).signed());

    gate.revocations(dropped::add).deny(new Denial.OfUser(ANNA), world.clock.instant());
    executor.runAll();

    assertThat(under).isCompletedWithValue(new Admission.Refused(TokenCause.DENIED));
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
            TestGate.noOldLogins(world.clock, world.events),
            TestGate.OPTIONS,
            world.clock,
            events,
            executor);
    String field = "Bearer " + TestToken.by(KEY).signed();
    List<CompletableFuture<Admission>> joined = new ArrayList<>();
    events.then =
        () -> {
          gate.revocations(dropped::add).deny(new Denial.OfUser(ANNA), world.clock.instant());
          joined.add(admit(gate, field));
        };

    admit(gate, field);
    executor.tasks.remove().run();

    assertThat(joined).hasSize(1);
    assertThat(executor.tasks).isEmpty();
    assertThat(joined.get(0)).isCompletedWithValue(new Admission.Refused(TokenCause.DENIED));
  }

  @Test
  void aLegacyTokenOfADeniedUserIsRejectedThoughBimplusAcceptsIt() {
    HeldLookup bimplus = new HeldLookup();
    TokenGate gate = gate(new ManualExecutor(10), oldLogins(bimplus));
    CompletableFuture<Admission> first = admit(gate, "Bearer " + OLD_TOKEN);
    bimplus.answer(new LegacyAnswer.Owned("anna", "viewer", Duration.ofDays(2)));
    CompletableFuture<Admission> remembered = admit(gate, "Bearer " + OLD_TOKEN);

    Denial denial = new Denial.OfUser(new User(LegacyForm.ISSUER, "anna"));
    gate.revocations(dropped::add).deny(denial, world.clock.instant());
    CompletableFuture<Admission> after = admit(gate, "Bearer " + OLD_TOKEN);

    assertThat(first).isCompletedWithValueMatching(Admission.Admitted.class::isInstance);
    assertThat(remembered).isCompletedWithValueMatching(Admission.Admitted.class::isInstance);
    assertThat(after).isCompletedWithValue(new Admission.Refused(TokenCause.DENIED));
  }

  @Test
  void anInFlightLookupAcceptsNoUserDeniedMeanwhile() {
    HeldLookup bimplus = new HeldLookup();
    TokenGate gate = gate(new ManualExecutor(10), oldLogins(bimplus));
    CompletableFuture<Admission> under = admit(gate, "Bearer " + OLD_TOKEN);

    Denial denial = new Denial.OfUser(new User(LegacyForm.ISSUER, "anna"));
    gate.revocations(dropped::add).deny(denial, world.clock.instant());
    bimplus.answer(new LegacyAnswer.Owned("anna", "viewer", Duration.ofDays(2)));

    assertThat(under).isCompletedWithValue(new Admission.Refused(TokenCause.DENIED));
  }

  @Test
  void aDenialInvalidatesTheListsOfTheUserOrOfTheCallersWhoseTokensItMatches() {
    world.admit(TestToken.by(KEY).signed());

    deny(new Denial.OfSession("session-1"));
    deny(new Denial.OfToken("token-1"));
    deny(new Denial.OfSubject("anna"));
    deny(new Denial.OfUser(ANNA));
    deny(new Denial.OfSession("nobody's"));

    assertThat(dropped)
        .containsExactly(
            new Invalidation(Scope.caller(VIEWER), Reason.OPERATOR),
            new Invalidation(Scope.caller(VIEWER), Reason.OPERATOR),
            new Invalidation(Scope.user(ANNA), Reason.OPERATOR),
            new Invalidation(Scope.user(ANNA), Reason.OPERATOR));
  }

  @Test
  void theResultHasTheNumberOfMatchedTokensAndTheExpiry() {
    world.admit(TestToken.by(KEY).claim("jti", "1").signed());
    world.admit(TestToken.by(KEY).claim("jti", "2").signed());

    Optional<Revocations.Denied> denied = deny(new Denial.OfSession("session-1"));

    Instant tomorrow = world.clock.instant().plus(Denials.AT_LEAST);
    assertThat(denied).contains(new Revocations.Denied(2, tomorrow));
  }

  @Test
  void aTokenThatAnIssuerEndedIsToldApartFromOneThatAnOperatorDenied() {
    String token = TestToken.by(KEY).signed();
    world.admit(token);

    revocations.logOut(logout("anna", "session-1"));

    assertThat(world.admit(token)).isEqualTo(new Admission.Refused(TokenCause.LOGGED_OUT));
    assertThat(dropped).containsExactly(new Invalidation(Scope.user(ANNA), Reason.LOGOUT));
  }

  @Test
  void aLogoutThatNamesNoUserInvalidatesTheListsOfTheCallersWhoseTokensItMatches() {
    world.admit(TestToken.by(KEY).signed());

    revocations.logOut(logout(null, "session-1"));

    assertThat(dropped).containsExactly(new Invalidation(Scope.caller(VIEWER), Reason.LOGOUT));
  }

  private Optional<Revocations.Denied> deny(Denial denial) {
    return revocations.deny(denial, world.clock.instant());
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

  private TokenGate gate(ManualExecutor executor, LegacyLogins legacy) {
    return new TokenGate(
        TestGate.RULES, world.keys, legacy, TestGate.OPTIONS, world.clock, world.events, executor);
  }

  private LegacyLogins oldLogins(HeldLookup bimplus) {
    LegacyOptions options = LegacyOptions.of(Duration.ofMinutes(10), Duration.ofSeconds(15));
    LegacyTerm open = LegacyTerm.of(true, Optional.empty());
    return new LegacyLogins(open, bimplus, options, world.clock, world.events);
  }

  private static CompletableFuture<Admission> admit(TokenGate gate, String field) {
    return gate.admit(List.of(field)).toCompletableFuture();
  }

  /** Runs an action when a verification has succeeded. */
  private static final class WhenVerified implements TokenEvents {

    private Runnable then = () -> {};

    @Override
    public void verified() {
      then.run();
    }

    @Override
    public void refused(TokenCause cause) {}

    @Override
    public void stayed() {}

    @Override
    public void keysFetched(KeyFetch result) {}
  }
}
