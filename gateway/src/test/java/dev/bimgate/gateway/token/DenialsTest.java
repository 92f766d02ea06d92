package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.Caller;
import dev.bimgate.cache.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenialsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final User ANNA = new User(TestToken.ISSUER, "anna");

  private final TestClock clock = new TestClock();
  private final Denials denials = new Denials(clock);

  @Test
  void aTokenIsDeniedByItsIdItsSessionItsSubjectOrItsUser() {
    Admission.Admitted token = token(ANNA, "session", "token", clock.instant());

    assertThat(causeAfter(new Denial.OfToken("token"), token)).isEqualTo(TokenCause.DENIED);
    assertThat(causeAfter(new Denial.OfSession("session"), token)).isEqualTo(TokenCause.DENIED);
    assertThat(causeAfter(new Denial.OfSubject("anna"), token)).isEqualTo(TokenCause.DENIED);
    assertThat(causeAfter(new Denial.OfUser(ANNA), token)).isEqualTo(TokenCause.DENIED);
  }

  @Test
  void aDenialOfAnotherKindOrIssuerDoesNotMatch() {
    Admission.Admitted token = token(ANNA, "session", "token", clock.instant());

    assertThat(causeAfter(new Denial.OfToken("session"), token)).isNull();
    assertThat(causeAfter(new Denial.OfSession("anna"), token)).isNull();
    assertThat(causeAfter(new Denial.OfSubject("token"), token)).isNull();
    assertThat(causeAfter(new Denial.OfUser(new User("other", "anna")), token)).isNull();
  }

  @Test
  void aTokenWithoutSessionAndIdIsDeniedByItsUserAlone() {
    Admission.Admitted bare = token(ANNA, null, null, clock.instant());

    assertThat(causeAfter(new Denial.OfSession("session"), bare)).isNull();
    assertThat(causeAfter(new Denial.OfUser(ANNA), bare)).isEqualTo(TokenCause.DENIED);
  }

  @Test
  void aDeniedUserCanLogInAgain() {
    denials.deny(new Denial.OfUser(ANNA), clock.millis());

    assertThat(denials.causeFor(token(ANNA, "s", "t", clock.instant()))).isNotNull();
    assertThat(denials.causeFor(token(ANNA, "s", "t", clock.instant().plusMillis(1)))).isNull();
  }

  @Test
  void aDenialOfASessionOrATokenMatchesWheneverTheTokenWasIssued() {
    Admission.Admitted later = token(ANNA, "session", "token", clock.instant().plus(SECOND));

    assertThat(causeAfter(new Denial.OfSession("session"), later)).isNotNull();
    assertThat(causeAfter(new Denial.OfToken("token"), later)).isNotNull();
  }

  @Test
  void aDenialOfAUserMatchesATokenWithoutTimeOfIssue() {
    assertThat(causeAfter(new Denial.OfUser(ANNA), token(ANNA, "s", "t", null))).isNotNull();
  }

  @Test
  void theUserIdOfALegacyTokenIsNoSub() {
    User old = new User(LegacyForm.ISSUER, "anna");
    Admission.Admitted login = token(old, null, null, null);

    assertThat(causeAfter(new Denial.OfSubject("anna"), login)).isNull();
    assertThat(causeAfter(new Denial.OfUser(old), login)).isEqualTo(TokenCause.DENIED);
  }

  @Test
  void aDenialLastsADayAtLeast() {
    Admission.Admitted token = token(ANNA, "session", "token", clock.instant());
    denials.deny(new Denial.OfSession("session"), clock.millis());

    clock.advance(Denials.AT_LEAST.minusMillis(1));
    TokenCause before = denials.causeFor(token);
    clock.advance(Duration.ofMillis(1));

    assertThat(before).isEqualTo(TokenCause.DENIED);
    assertThat(denials.causeFor(token)).isNull();
  }

  @Test
  void aDenialLastsAsLongAsTheLongestLivedTokenThatWasAccepted() {
    Admission.Admitted weekLong = token(ANNA, "session", "token", clock.instant(), 7);
    denials.noteLife(weekLong);
    denials.deny(new Denial.OfSession("session"), clock.millis());

    clock.advance(Duration.ofDays(7).plus(TokenRules.MAX_SKEW).minusMillis(1));

    assertThat(denials.causeFor(weekLong)).isEqualTo(TokenCause.DENIED);
  }

  @Test
  void anAcceptedTokenCountsWithItsWholeLifetime() {
    Instant weekAgo = clock.instant().minus(Duration.ofDays(7));
    denials.noteLife(token(ANNA, "another", "another", weekAgo, 1));
    denials.deny(new Denial.OfSession("session"), clock.millis());

    clock.advance(Duration.ofDays(7));

    assertThat(denials.causeFor(token(ANNA, "session", "token", weekAgo, 8)))
        .isEqualTo(TokenCause.DENIED);
  }

  @Test
  void aRepeatedDenialIsExtended() {
    Admission.Admitted token = token(ANNA, "session", "token", clock.instant());
    denials.deny(new Denial.OfSession("session"), clock.millis());
    clock.advance(Denials.AT_LEAST.minus(SECOND));
    denials.deny(new Denial.OfSession("session"), clock.millis());
    denials.deny(new Denial.OfSession("another"), clock.millis());

    clock.advance(Denials.AT_LEAST.minus(SECOND));

    assertThat(denials.causeFor(token)).isEqualTo(TokenCause.DENIED);
    assertThat(denials.size()).isEqualTo(2);
  }

  @Test
  void noDenialByAnOperatorIsEvictedForAnotherOne() {
    Admission.Admitted first = token(ANNA, "0", "token", clock.instant());
    for (int i = 0; i < Denials.MAX_BY_OPERATORS; i++) {
      assertThat(denials.deny(new Denial.OfSession("" + i), clock.millis())).isTrue();
    }

    boolean oneMore = denials.deny(new Denial.OfSession("more"), clock.millis());
    boolean again = denials.deny(new Denial.OfSession("0"), clock.millis());

    assertThat(oneMore).isFalse();
    assertThat(again).isTrue();
    assertThat(denials.causeFor(first)).isEqualTo(TokenCause.DENIED);
  }

  @Test
  void expiredDenialsMakeRoom() {
    for (int i = 0; i < Denials.MAX_BY_OPERATORS; i++) {
      denials.deny(new Denial.OfSession("" + i), clock.millis());
    }

    clock.advance(Denials.AT_LEAST);

    assertThat(denials.deny(new Denial.OfSession("more"), clock.millis())).isTrue();
    assertThat(denials.size()).isEqualTo(1);
  }

  @Test
  void manyLogoutsEvictTheOldestOfThemAndNoDenialByAnOperator() {
    denials.deny(new Denial.OfSession("by operator"), clock.millis());
    for (int i = 0; i <= Denials.MAX_LOGOUTS; i++) {
      denials.logOut(new Denial.OfSession("" + i), clock.millis());
    }

    assertThat(denials.causeFor(token(ANNA, "by operator", "t", null)))
        .isEqualTo(TokenCause.DENIED);
    assertThat(denials.causeFor(token(ANNA, "0", "t", null))).isNull();
    assertThat(denials.causeFor(token(ANNA, "1", "t", null))).isEqualTo(TokenCause.LOGGED_OUT);
    assertThat(denials.size()).isEqualTo(Denials.MAX_LOGOUTS + 1);
  }

  private @Nullable TokenCause causeAfter(Denial denial, Admission.Admitted token) {
    Denials own = new Denials(clock);
    own.deny(denial, clock.millis());
    return own.causeFor(token);
  }

  private Admission.Admitted token(
      User user, @Nullable String session, @Nullable String id, @Nullable Instant issuedAt) {
    return token(user, session, id, issuedAt, 0);
  }

  private Admission.Admitted token(
      User user,
      @Nullable String session,
      @Nullable String id,
      @Nullable Instant issuedAt,
      int days) {
    Caller caller = new Caller(user, "viewer", Set.of());
    Instant expiresAt = clock.instant().plus(Duration.ofDays(days));
    return new Admission.Admitted(caller, expiresAt, session, id, issuedAt);
  }
}
