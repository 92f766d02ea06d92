package dev.bimgate.gateway.token.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.token.TestClock;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenyListTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final User ANNA = new User(TestToken.ISSUER, "anna");

  private final TestClock clock = new TestClock();
  private final DenyList denyList = new DenyList(clock);

  @Test
  void aTokenIsDeniedByItsIdItsSessionItsSubjectOrItsUser() {
    AuthenticationResult.Authenticated token = token(ANNA, "session", "token", clock.instant());

    assertThat(causeAfter(new DenyRule.OfToken("token"), token)).isEqualTo(RejectionReason.DENIED);
    assertThat(causeAfter(new DenyRule.OfSession("session"), token))
        .isEqualTo(RejectionReason.DENIED);
    assertThat(causeAfter(new DenyRule.OfSubject("anna"), token)).isEqualTo(RejectionReason.DENIED);
    assertThat(causeAfter(new DenyRule.OfUser(ANNA), token)).isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void aDenialOfAnotherKindOrIssuerDoesNotMatch() {
    AuthenticationResult.Authenticated token = token(ANNA, "session", "token", clock.instant());

    assertThat(causeAfter(new DenyRule.OfToken("session"), token)).isNull();
    assertThat(causeAfter(new DenyRule.OfSession("anna"), token)).isNull();
    assertThat(causeAfter(new DenyRule.OfSubject("token"), token)).isNull();
    assertThat(causeAfter(new DenyRule.OfUser(new User("other", "anna")), token)).isNull();
  }

  @Test
  void aTokenWithoutSessionAndIdIsDeniedByItsUserAlone() {
    AuthenticationResult.Authenticated bare = token(ANNA, null, null, clock.instant());

    assertThat(causeAfter(new DenyRule.OfSession("session"), bare)).isNull();
    assertThat(causeAfter(new DenyRule.OfUser(ANNA), bare)).isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void aDeniedUserCanLogInAgain() {
    denyList.deny(new DenyRule.OfUser(ANNA), clock.millis());

    assertThat(denyList.causeFor(token(ANNA, "s", "t", clock.instant()))).isNotNull();
    assertThat(denyList.causeFor(token(ANNA, "s", "t", clock.instant().plusMillis(1)))).isNull();
  }

  @Test
  void aDenialOfASessionOrATokenMatchesWheneverTheTokenWasIssued() {
    AuthenticationResult.Authenticated later =
        token(ANNA, "session", "token", clock.instant().plus(SECOND));

    assertThat(causeAfter(new DenyRule.OfSession("session"), later)).isNotNull();
    assertThat(causeAfter(new DenyRule.OfToken("token"), later)).isNotNull();
  }

  @Test
  void aDenialOfAUserMatchesATokenWithoutTimeOfIssue() {
    assertThat(causeAfter(new DenyRule.OfUser(ANNA), token(ANNA, "s", "t", null))).isNotNull();
  }

  @Test
  void theUserIdOfALegacyTokenIsNoSub() {
    User old = new User(LegacyTokenFormat.ISSUER, "anna");
    AuthenticationResult.Authenticated login = token(old, null, null, null);

    assertThat(causeAfter(new DenyRule.OfSubject("anna"), login)).isNull();
    assertThat(causeAfter(new DenyRule.OfUser(old), login)).isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void aDenialLastsADayAtLeast() {
    AuthenticationResult.Authenticated token = token(ANNA, "session", "token", clock.instant());
    denyList.deny(new DenyRule.OfSession("session"), clock.millis());

    clock.advance(DenyList.AT_LEAST.minusMillis(1));
    RejectionReason before = denyList.causeFor(token);
    clock.advance(Duration.ofMillis(1));

    assertThat(before).isEqualTo(RejectionReason.DENIED);
    assertThat(denyList.causeFor(token)).isNull();
  }

  @Test
  void aDenialLastsAsLongAsTheLongestLivedTokenThatWasAccepted() {
    AuthenticationResult.Authenticated weekLong =
        token(ANNA, "session", "token", clock.instant(), 7);
    denyList.noteLife(weekLong);
    denyList.deny(new DenyRule.OfSession("session"), clock.millis());

    clock.advance(Duration.ofDays(7).plus(TokenPolicy.MAX_SKEW).minusMillis(1));

    assertThat(denyList.causeFor(weekLong)).isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void anAcceptedTokenCountsWithItsWholeLifetime() {
    Instant weekAgo = clock.instant().minus(Duration.ofDays(7));
    denyList.noteLife(token(ANNA, "another", "another", weekAgo, 1));
    denyList.deny(new DenyRule.OfSession("session"), clock.millis());

    clock.advance(Duration.ofDays(7));

    assertThat(denyList.causeFor(token(ANNA, "session", "token", weekAgo, 8)))
        .isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void aRepeatedDenialIsExtended() {
    AuthenticationResult.Authenticated token = token(ANNA, "session", "token", clock.instant());
    denyList.deny(new DenyRule.OfSession("session"), clock.millis());
    clock.advance(DenyList.AT_LEAST.minus(SECOND));
    denyList.deny(new DenyRule.OfSession("session"), clock.millis());
    denyList.deny(new DenyRule.OfSession("another"), clock.millis());

    clock.advance(DenyList.AT_LEAST.minus(SECOND));

    assertThat(denyList.causeFor(token)).isEqualTo(RejectionReason.DENIED);
    assertThat(denyList.size()).isEqualTo(2);
  }

  @Test
  void noDenialByAnOperatorIsEvictedForAnotherOne() {
    AuthenticationResult.Authenticated first = token(ANNA, "0", "token", clock.instant());
    for (int i = 0; i < DenyList.MAX_BY_OPERATORS; i++) {
      assertThat(denyList.deny(new DenyRule.OfSession("" + i), clock.millis())).isTrue();
    }

    boolean oneMore = denyList.deny(new DenyRule.OfSession("more"), clock.millis());
    boolean again = denyList.deny(new DenyRule.OfSession("0"), clock.millis());

    assertThat(oneMore).isFalse();
    assertThat(again).isTrue();
    assertThat(denyList.causeFor(first)).isEqualTo(RejectionReason.DENIED);
  }

  @Test
  void expiredDenialsMakeRoom() {
    for (int i = 0; i < DenyList.MAX_BY_OPERATORS; i++) {
      denyList.deny(new DenyRule.OfSession("" + i), clock.millis());
    }

    clock.advance(DenyList.AT_LEAST);

    assertThat(denyList.deny(new DenyRule.OfSession("more"), clock.millis())).isTrue();
    assertThat(denyList.size()).isEqualTo(1);
  }

  @Test
  void manyLogoutsEvictTheOldestOfThemAndNoDenialByAnOperator() {
    denyList.deny(new DenyRule.OfSession("by operator"), clock.millis());
    for (int i = 0; i <= DenyList.MAX_LOGOUTS; i++) {
      denyList.logOut(new DenyRule.OfSession("" + i), clock.millis());
    }

    assertThat(denyList.causeFor(token(ANNA, "by operator", "t", null)))
        .isEqualTo(RejectionReason.DENIED);
    assertThat(denyList.causeFor(token(ANNA, "0", "t", null))).isNull();
    assertThat(denyList.causeFor(token(ANNA, "1", "t", null)))
        .isEqualTo(RejectionReason.LOGGED_OUT);
    assertThat(denyList.size()).isEqualTo(DenyList.MAX_LOGOUTS + 1);
  }

  private @Nullable RejectionReason causeAfter(
      DenyRule rule, AuthenticationResult.Authenticated token) {
    DenyList own = new DenyList(clock);
    own.deny(rule, clock.millis());
    return own.causeFor(token);
  }

  private AuthenticationResult.Authenticated token(
      User user, @Nullable String session, @Nullable String id, @Nullable Instant issuedAt) {
    return token(user, session, id, issuedAt, 0);
  }

  private AuthenticationResult.Authenticated token(
      User user,
      @Nullable String session,
      @Nullable String id,
      @Nullable Instant issuedAt,
      int days) {
    Caller caller = new Caller(user, "viewer", Set.of());
    Instant expiresAt = clock.instant().plus(Duration.ofDays(days));
    return new AuthenticationResult.Authenticated(caller, expiresAt, session, id, issuedAt);
  }
}
