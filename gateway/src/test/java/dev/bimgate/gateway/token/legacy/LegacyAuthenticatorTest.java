package dev.bimgate.gateway.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.limits.LoginLimit;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.HeldLookup;
import dev.bimgate.gateway.token.RecordedEvents;
import dev.bimgate.gateway.token.TestClock;
import dev.bimgate.gateway.token.parse.AuthorizationHeader;
import dev.bimgate.gateway.token.parse.TokenDigest;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Legacy tokens on a clock of the test's own, with a Bimplus that responds step by step. */
class LegacyAuthenticatorTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_TOKEN = "fedcba9876543210fedcba9876543210";
  private static final Duration STAY = Duration.ofMinutes(10);
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private static final LegacyLookup ANNAS = owned("anna", Duration.ofDays(30));
  private static final LegacyLookup NO = new LegacyLookup.Denied(RejectionReason.LEGACY_REFUSED);
  private static final LegacyLookup GONE = new LegacyLookup.Denied(RejectionReason.LEGACY_REMOVED);
  private static final Problem AWAY = new Problem(ProblemType.UPSTREAM_UNREACHABLE, "away");
  private static final Problem LIMITED = new Problem(ProblemType.TOO_MANY_CALLS, "too many");
  private static final LegacyLookup UNCLEAR =
      new LegacyLookup.Unclear(RejectionReason.LEGACY_UNANSWERED, AWAY);

  private final TestClock clock = new TestClock();
  private final HeldLookup bimplus = new HeldLookup();
  private final RecordedEvents events = new RecordedEvents();
  private final LegacyAuthenticator logins =
      logins(LegacyCutoff.of(true, Optional.empty()), LegacyOptions.of(STAY, WITHIN));

  @Test
  void theCallerIsTheUserThatBimplusNamesWithTheAudienceAsAppAndNoScopes() {
    CompletableFuture<AuthenticationResult> admission = admit(TOKEN);

    bimplus.answer(new LegacyLookup.Owned("anna", "viewer", Duration.ofSeconds(100)));

    assertThat(admission)
        .isCompletedWithValue(
            new AuthenticationResult.Authenticated(
                new Caller(new User("urn:bimgate:legacy", "anna"), "viewer", Set.of()),
                clock.instant().plusSeconds(100),
                null,
                null));
  }

  @Test
  void allWaitersShareOneLookupUnderTheSchemeOfTheFirst() {
    var first = admit("BimPlus", TOKEN);
    var second = admit("Bearer", TOKEN);
    var third = admit("bearer", TOKEN);

    bimplus.answer(ANNAS);

    assertThat(bimplus.asked)
        .extracting(HeldLookup.Asked::authorization)
        .containsExactly("BimPlus " + TOKEN);
    assertThat(List.of(first, second, third))
        .allSatisfy(waiter -> assertThat(userOf(waiter)).isEqualTo("anna"));
    assertThat(events.verified).hasValue(1);
  }

  @Test
  void aWaiterThatGivesUpLeavesTheResultToTheOthers() {
    var leaving = admit(TOKEN);
    var staying = admit(TOKEN);

    leaving.cancel(true);
    leaving.complete(new AuthenticationResult.Rejected(RejectionReason.UNEXPECTED));
    bimplus.answer(ANNAS);

    assertThat(userOf(staying)).isEqualTo("anna");
    assertThat(bimplus.asked).hasSize(1);
  }

  /** Lookups of known tokens have connections of their own, which made-up tokens cannot take. */
  @Test
  void aLaterLookupNamesTheOwnerWhomBimplusHasNamedBefore() {
    admit(TOKEN);
    bimplus.answer(ANNAS);

    clock.advance(Duration.ofSeconds(30));
    admit(TOKEN);

    assertThat(bimplus.asked)
        .extracting(HeldLookup.Asked::owner)
        .containsExactly(null, new User("urn:bimgate:legacy", "anna"));
  }

  @Test
  void theResultForOneTokenIsNeverUsedForAnother() {
    var annas = admit(TOKEN);
    var bens = admit(OTHER_TOKEN);

    bimplus.asked.get(1).response().complete(owned("ben", Duration.ofDays(1)));
    bimplus.asked.get(0).response().complete(ANNAS);

    assertThat(userOf(annas)).isEqualTo("anna");
    assertThat(userOf(bens)).isEqualTo("ben");
    assertThat(userOf(admit(TOKEN))).isEqualTo("anna");
  }

  @Test
  void upperAndLowerCaseAreTwoTokensAsBimplusMayTakeThemForTwo() {
    admitted(TOKEN);

    admit("Bearer", "0123456789ABCDEF0123456789ABCDEF");

    assertThat(bimplus.asked).hasSize(2);
  }

  @Test
  void aTokenIsLookedUpOnceInHalfAMinute() {
    admitted(TOKEN);
    clock.advance(Duration.ofMillis(29_999));
    var within = admit(TOKEN);
    clock.advance(Duration.ofMillis(1));

    var after = admit(TOKEN);

    assertThat(userOf(within)).isEqualTo("anna");
    assertThat(after).isNotCompleted();
    assertThat(bimplus.asked).hasSize(2);
  }

  @Test
  void theHalfMinuteCountsFromTheRequestNotFromTheResponse() {
    admit(TOKEN);
    clock.advance(Duration.ofSeconds(10));
    bimplus.answer(ANNAS);
    clock.advance(Duration.ofSeconds(20));

    assertThat(admit(TOKEN)).isNotCompleted();
  }

  @Test
  void aTokenIsNotCachedBeyondItsLifetime() {
    admit(TOKEN);
    bimplus.answer(owned("anna", Duration.ofSeconds(3)));
    clock.advance(Duration.ofSeconds(3));
    var ended = admit(TOKEN);

    bimplus.answer(UNCLEAR);

    assertThat(ended).isCompletedWithValue(unclear());
  }

  @Test
  void anExpiredTokenIsRejected() {
    var admission = admit(TOKEN);

    bimplus.answer(owned("anna", Duration.ZERO));

    assertThat(admission)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.EXPIRED));
  }

  @Test
  void aRejectionIsCachedForFiveSeconds() {
    admit(TOKEN);
    bimplus.answer(NO);
    clock.advance(Duration.ofMillis(4_999));
    var within = admit(TOKEN);
    clock.advance(Duration.ofMillis(1));

    var after = admit(TOKEN);

    assertThat(within)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.LEGACY_REFUSED));
    assertThat(after).isNotCompleted();
    assertThat(events.rejected).containsExactly(RejectionReason.LEGACY_REFUSED);
  }

  @Test
  void anInconclusiveLookupIsNoInvalidTokenAndIsNotRepeatedForASecond() {
    var first = admit(TOKEN);
    bimplus.answer(UNCLEAR);
    clock.advance(Duration.ofMillis(999));
    var within = admit(TOKEN);
    clock.advance(Duration.ofMillis(1));

    var after = admit(TOKEN);

    assertThat(first).isCompletedWithValue(unclear());
    assertThat(within).isCompletedWithValue(unclear());
    assertThat(after).isNotCompleted();
  }

  @Test
  void inAnOutageATokenAcceptedBeforeStaysAcceptedForTenMinutes() {
    admitted(TOKEN);
    for (int second = 30; second < 600; second += 30) {
      clock.advance(Duration.ofSeconds(30));
      var inTheOutage = admit(TOKEN);
      bimplus.answer(UNCLEAR);
      assertThat(userOf(inTheOutage)).as("after %s s", second).isEqualTo("anna");
    }
    clock.advance(Duration.ofSeconds(30));
    var after = admit(TOKEN);

    bimplus.answer(UNCLEAR);

    assertThat(after).isCompletedWithValue(unclear());
    assertThat(events.stayed).hasValue(19);
  }

  @Test
  void inAnOutageItIsLookedUpOnceASecondWithAShortTimeout() {
    admitted(TOKEN);
    clock.advance(Duration.ofSeconds(30));
    admit(TOKEN);
    bimplus.answer(UNCLEAR);
    clock.advance(Duration.ofMillis(999));
    var within = admit(TOKEN);
    clock.advance(Duration.ofMillis(1));

    var after = admit(TOKEN);

    assertThat(userOf(within)).isEqualTo("anna");
    assertThat(after).isNotCompleted();
    assertThat(bimplus.asked)
        .extracting(HeldLookup.Asked::within)
        .containsExactly(WITHIN, WITHIN, Duration.ofSeconds(2));
  }

  @Test
  void aTokenRevokedInTheOutageIsRejectedWithTheFirstConclusiveResponse() {
    admitted(TOKEN);
    clock.advance(Duration.ofSeconds(30));
    admit(TOKEN);
    bimplus.answer(UNCLEAR);
    clock.advance(Duration.ofSeconds(1));
    var first = admit(TOKEN);
    var second = admit(TOKEN);

    bimplus.answer(NO);
    clock.advance(Duration.ofSeconds(5));
    var later = admit(TOKEN);
    bimplus.answer(UNCLEAR);

    assertThat(List.of(first, second))
        .allSatisfy(
            waiter ->
                assertThat(waiter)
                    .isCompletedWithValue(
                        new AuthenticationResult.Rejected(RejectionReason.LEGACY_REFUSED)));
    assertThat(later).as("an outage does not bring it back").isCompletedWithValue(unclear());
  }

  @Test
  void theEndOfTheOutageStartsANewHalfMinute() {
    admitted(TOKEN);
    clock.advance(Duration.ofMinutes(9));
    admit(TOKEN);
    bimplus.answer(UNCLEAR);
    clock.advance(Duration.ofSeconds(1));
    admitted(TOKEN);
    clock.advance(Duration.ofMillis(29_999));

    assertThat(userOf(admit(TOKEN))).isEqualTo("anna");
  }

  @Test
  void withoutAnErrorWindowNoTokenStaysAcceptedInAnOutage() {
    LegacyAuthenticator strict =
        logins(LegacyCutoff.of(true, Optional.empty()), LegacyOptions.of(Duration.ZERO, WITHIN));
    admit(strict, "Bearer", TOKEN);
    bimplus.answer(ANNAS);
    clock.advance(Duration.ofSeconds(29));
    var within = admit(strict, "Bearer", TOKEN);
    clock.advance(Duration.ofSeconds(1));
    var after = admit(strict, "Bearer", TOKEN);

    bimplus.answer(UNCLEAR);

    assertThat(userOf(within)).isEqualTo("anna");
    assertThat(after).isCompletedWithValue(unclear());
  }

  @Test
  void aClockThatIsSetBackExtendsNothing() {
    admitted(TOKEN);
    admit(OTHER_TOKEN);
    bimplus.answer(NO);

    clock.advance(Duration.ofHours(-1));

    assertThat(admit(TOKEN)).isNotCompleted();
    assertThat(admit(OTHER_TOKEN)).isNotCompleted();
  }

  @Test
  void aTokenOfARemovedLoginIsRejectedForThatReason() {
    var admission = admit(TOKEN);

    bimplus.answer(GONE);

    assertThat(admission)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.LEGACY_REMOVED));
  }

  @Test
  void afterTheLastDayACachedTokenIsRejectedWithoutALookup() {
    LegacyAuthenticator ending = endingWithToday();
    clock.advance(untilMidnight().minusMillis(1));
    admit(ending, "Bearer", TOKEN);
    bimplus.answer(ANNAS);
    var before = admit(ending, "Bearer", TOKEN);
    clock.advance(Duration.ofMillis(1));

    var after = admit(ending, "Bearer", TOKEN);

    assertThat(userOf(before)).isEqualTo("anna");
    assertThat(after)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.LEGACY));
    assertThat(bimplus.asked).hasSize(1);
  }

  @Test
  void aResponseAfterMidnightOfTheLastDayAcceptsNoToken() {
    LegacyAuthenticator ending = endingWithToday();
    clock.advance(untilMidnight().minusMillis(1));
    var waiting = admit(ending, "Bearer", TOKEN);
    clock.advance(Duration.ofMillis(1));

    bimplus.answer(ANNAS);

    assertThat(waiting)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.LEGACY));
  }

  @Test
  void anExceptionOfTheLookupIsNoInvalidToken() {
    var admission = admit(TOKEN);

    bimplus.asked.get(0).response().completeExceptionally(new IllegalStateException(TOKEN));

    assertThat(admission)
        .isCompletedWithValueMatching(
            response ->
                response instanceof AuthenticationResult.Rejected rejected
                    && rejected.problem().type() == ProblemType.INTERNAL
                    && !rejected.toString().contains(TOKEN));
  }

  @Test
  void anErrorOfTheLookupEndsTheWaitToo() {
    LegacyLookup.Lookup broken =
        (authorization, within, owner, party) -> {
          throw new LinkageError();
        };
    LegacyAuthenticator fragile =
        new LegacyAuthenticator(
            LegacyCutoff.of(true, Optional.empty()),
            broken,
            LegacyOptions.of(STAY, WITHIN),
            clock,
            events);

    assertThat(admit(fragile, "Bearer", TOKEN))
        .isCompletedWithValueMatching(LegacyAuthenticatorTest::isInternal);
  }

  @Test
  void anErrorWhileAResultIsStoredEndsTheWaitAndTheTokenIsLookedUpAgain() {
    AtomicBoolean broken = new AtomicBoolean();
    InstantSource brittle =
        () -> {
          if (broken.get()) {
            throw new LinkageError();
          }
          return clock.instant();
        };
    LegacyAuthenticator fragile =
        new LegacyAuthenticator(
            LegacyCutoff.of(true, Optional.empty()),
            bimplus,
            LegacyOptions.of(STAY, WITHIN),
            brittle,
            events);
    var waiting = admit(fragile, "Bearer", TOKEN);
    broken.set(true);
    bimplus.answer(ANNAS);
    broken.set(false);

    var after = admit(fragile, "Bearer", TOKEN);
    bimplus.answer(ANNAS);

    assertThat(waiting).isCompletedWithValueMatching(LegacyAuthenticatorTest::isInternal);
    assertThat(userOf(after)).isEqualTo("anna");
  }

  private static boolean isInternal(AuthenticationResult result) {
    return result instanceof AuthenticationResult.Rejected rejected
        && rejected.problem().type() == ProblemType.INTERNAL;
  }

  @Test
  void aFloodOfMadeUpTokensIsBoundedAndPreventsNoLookupOfAKnownToken() {
    LegacyOptions narrow = options(2, 2);
    LegacyAuthenticator bounded = logins(LegacyCutoff.of(true, Optional.empty()), narrow);
    admit(bounded, "Bearer", TOKEN);
    bimplus.answer(ANNAS);
    clock.advance(Duration.ofSeconds(30));
    admit(bounded, "Bearer", madeUp(1));
    admit(bounded, "Bearer", madeUp(2));

    var oneTooMany = admit(bounded, "Bearer", madeUp(3));
    var known = admit(bounded, "Bearer", TOKEN);
    bimplus.answer(ANNAS);

    assertThat(oneTooMany)
        .isCompletedWithValue(new AuthenticationResult.Rejected(RejectionReason.OVERLOADED));
    assertThat(userOf(known)).isEqualTo("anna");
  }

  @Test
  void anUnknownTokenPastTheLimitIsNotLookedUpAndKeepsItsChance() {
    var limited = admit(TOKEN, sender(() -> LIMITED));
    int lookups = bimplus.asked.size();
    admitted(TOKEN);

    assertThat(limited)
        .isCompletedWithValue(
            new AuthenticationResult.Rejected(RejectionReason.LOGIN_LIMITED, LIMITED));
    assertThat(lookups).isZero();
    assertThat(userOf(admit(TOKEN))).isEqualTo("anna");
  }

  @Test
  void aTokenThatBimplusHasAcceptedIsNotLimitedHoweverLongAgo() {
    admitted(TOKEN);
    clock.advance(Duration.ofDays(20));

    var again = admit(TOKEN, sender(() -> LIMITED));
    bimplus.answer(ANNAS);

    assertThat(userOf(again)).isEqualTo("anna");
  }

  @Test
  void aTokenThatBimplusHasRejectedSinceIsUnknownAgain() {
    admitted(TOKEN);
    clock.advance(Duration.ofSeconds(30));
    admit(TOKEN);
    bimplus.answer(NO);
    clock.advance(Duration.ofSeconds(5));

    assertThat(admit(TOKEN, sender(() -> LIMITED)))
        .isCompletedWithValueMatching(AuthenticationResult.Rejected.class::isInstance);
    assertThat(bimplus.asked).hasSize(2);
  }

  @Test
  void waitersForOneLookupCountOnce() {
    AtomicInteger checks = new AtomicInteger();
    LoginLimit.Sender counting =
        sender(
            () -> {
              checks.incrementAndGet();
              return null;
            });

    admit(TOKEN, counting);
    admit(TOKEN, counting);

    assertThat(checks).hasValue(1);
  }

  @Test
  void aFloodOfRejectedTokensEvictsNoAcceptedOne() {
    LegacyAuthenticator bounded = logins(LegacyCutoff.of(true, Optional.empty()), options(2, 100));
    admit(bounded, "Bearer", TOKEN);
    bimplus.answer(ANNAS);

    for (int i = 0; i < 50; i++) {
      admit(bounded, "Bearer", madeUp(i));
      bimplus.answer(NO);
    }

    assertThat(userOf(admit(bounded, "Bearer", TOKEN))).isEqualTo("anna");
    assertThat(bounded.remembered()).isEqualTo(1);
  }

  private static LegacyLookup owned(String user, Duration lifetime) {
    return new LegacyLookup.Owned(user, "viewer", lifetime);
  }

  private static AuthenticationResult unclear() {
    return new AuthenticationResult.Rejected(RejectionReason.LEGACY_UNANSWERED, AWAY);
  }

  private static LegacyOptions options(int maxRemembered, int maxAsked) {
    return new LegacyOptions(
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(1),
        STAY,
        WITHIN,
        WITHIN,
        maxRemembered,
        maxAsked);
  }

  private static String madeUp(int number) {
    return String.format("%032x", number);
  }

  private LegacyAuthenticator endingWithToday() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return logins(LegacyCutoff.of(true, Optional.of(today)), LegacyOptions.of(STAY, WITHIN));
  }

  private Duration untilMidnight() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Instant midnight = today.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return Duration.between(clock.instant(), midnight);
  }

  private LegacyAuthenticator logins(LegacyCutoff term, LegacyOptions options) {
    return new LegacyAuthenticator(term, bimplus, options, clock, events);
  }

  /** Has Bimplus accept a token as Anna's. */
  private void admitted(String token) {
    admit(token);
    bimplus.answer(ANNAS);
  }

  private static LoginLimit.Sender sender(Supplier<@Nullable Problem> check) {
    return new LoginLimit.Sender() {
      @Override
      public Object party() {
        return "client";
      }

      @Override
      public @Nullable Problem check() {
        return check.get();
      }
    };
  }

  private CompletableFuture<AuthenticationResult> admit(String token) {
    return admit("Bearer", token);
  }

  private CompletableFuture<AuthenticationResult> admit(String scheme, String token) {
    return admit(logins, scheme, token);
  }

  private CompletableFuture<AuthenticationResult> admit(String token, LoginLimit.Sender sender) {
    return admit(logins, "Bearer", token, sender);
  }

  private static CompletableFuture<AuthenticationResult> admit(
      LegacyAuthenticator logins, String scheme, String token) {
    return admit(logins, scheme, token, LoginLimit.Sender.OPERATOR);
  }

  private static CompletableFuture<AuthenticationResult> admit(
      LegacyAuthenticator logins, String scheme, String token, LoginLimit.Sender sender) {
    AuthorizationHeader.Token credential =
        (AuthorizationHeader.Token) AuthorizationHeader.read(List.of(scheme + " " + token));
    return logins
        .authenticate(TokenDigest.of(credential), credential.field(), sender)
        .toCompletableFuture();
  }

  private static String userOf(CompletableFuture<AuthenticationResult> admission) {
    assertThat(admission)
        .isCompletedWithValueMatching(AuthenticationResult.Authenticated.class::isInstance);
    return ((AuthenticationResult.Authenticated) admission.join()).caller().user().subject();
  }
}
