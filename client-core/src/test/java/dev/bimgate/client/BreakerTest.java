package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTest {

  private final List<Boolean> changes = new ArrayList<>();
  private final Breaker breaker = new Breaker(changes::add);
  private long nowNanos;

  @Test
  void tenFailuresOfTwoPartiesWithoutASuccessOpenIt() {
    fail(9, "one");
    assertThat(isOpenFor("third")).isFalse();
    fail(1, "two");

    assertThat(isOpenFor("third")).isTrue();
    assertThat(changes).containsExactly(true);
  }

  @Test
  void aSuccessAmongTenFailuresOfTwoPartiesPreventsThat() {
    succeed(1, "one");
    fail(9, "one");
    fail(20, "two");

    assertThat(isOpenFor("one")).isFalse();
  }

  @Test
  void tenFailuresInMoreThanTenSecondsDoNot() {
    fail(5, "one");
    pass(Duration.ofSeconds(10));
    fail(5, "two");

    assertThat(isOpenFor("one")).isFalse();
  }

  @Test
  void threeInFourThatFailForThreePartiesOpenIt() {
    succeed(4, "fourth");
    fail(4, "one");
    fail(4, "two");
    fail(3, "third");
    assertThat(isOpenFor("fourth")).isFalse();

    fail(1, "third");

    assertThat(isOpenFor("fourth")).isTrue();
  }

  @Test
  void everySecondCallThatFailsOpensNothing() {
    for (int i = 0; i < 100; i++) {
      fail(1, "user " + i);
      succeed(1, "user " + i);
    }

    assertThat(isOpenFor("user 1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void theseStatusesAreFailures(int status) {
    for (int i = 0; i < 10; i++) {
      respond("user " + i, status);
    }

    assertThat(isOpenFor("another")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 304, 401, 403, 404, 429, 501})
  void otherStatusesAreNone(int status) {
    for (int i = 0; i < 10; i++) {
      respond("user " + i, status);
    }

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void callsThatAreCancelledCountForNothing() {
    for (int i = 0; i < 20; i++) {
      breaker.left(sent("user " + i));
    }

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void withoutAnyConnectionItOpensForAllByTheFailuresOfOne() {
    for (int i = 0; i < 10; i++) {
      breaker.unreachable(nowNanos);
    }

    assertThat(isOpenFor("another")).isTrue();
  }

  @Test
  void eightCallsWithoutAResponseForFiveSecondsOpenIt() {
    hang(8);
    pass(Duration.ofSeconds(5).minusNanos(1));
    assertThat(isOpenFor("another")).isFalse();
    pass(Duration.ofNanos(1));

    assertThat(isOpenFor("another")).isTrue();
    assertThat(changes).containsExactly(true);
  }

  @Test
  void sevenDoNot() {
    hang(7);
    pass(Duration.ofMinutes(1));

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void aResponseMeanwhilePreventsThat() {
    hang(8);
    Breaker.Call slow = sent("slow");
    pass(Duration.ofSeconds(4));
    breaker.responded(slow, 503, nowNanos);
    pass(Duration.ofSeconds(4));

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void requestsThatAreStillBeingSentAreNotSilence() {
    for (int i = 0; i < 20; i++) {
      admitted("user " + i);
    }
    pass(Duration.ofMinutes(1));

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void oneUsersFailingLoopIsRejectedAndShutsNobodyOut() {
    fail(10, "loop");

    assertThat(isOpenFor("loop")).isTrue();
    assertThat(isOpenFor("another")).isFalse();
    assertThat(changes).isEmpty();
  }

  @Test
  void theSuccessOfAnotherEndsThat() {
    fail(10, "loop");

    succeed(1, "another");

    assertThat(isOpenFor("loop")).isFalse();
  }

  @Test
  void theFailureOfAnotherExtendsItToAll() {
    fail(10, "loop");

    fail(1, "another");

    assertThat(isOpenFor("third")).isTrue();
    assertThat(changes).containsExactly(true);
  }

  @Test
  void oneUsersSlowCallsShutNobodyOut() {
    for (int i = 0; i < 8; i++) {
      sent("slow");
    }
    pass(Duration.ofSeconds(5));

    assertThat(isOpenFor("slow")).isTrue();
    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void aCallThatWasJustSentIsNoEvidenceOfSilence() {
    for (int i = 0; i < 8; i++) {
      sent("slow");
    }
    pass(Duration.ofSeconds(5));
    sent("another");

    assertThat(isOpenFor("third")).isFalse();
  }

  @Test
  void oneProbeASecondIsAdmittedOfPartiesThatHaveNotFailed() {
    open();

    assertThat(isOpenFor("well")).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(admitted("well").isProbe()).isTrue();
    assertThat(isOpenFor("another")).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(admitted("another").isProbe()).isTrue();
  }

  @Test
  void probesOfPartiesThatHaveFailedBecomeRarer() {
    open();

    for (int seconds : new int[] {1, 2, 4, 4}) {
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(isOpenFor("one")).isTrue();
      pass(Duration.ofNanos(1));
      breaker.failed(admitted("one"), nowNanos);
    }
  }

  @Test
  void probesThatHangBecomeRarerAndTheNextDoesNotWaitForThem() {
    open();
    for (int i = 0; i < 3; i++) {
      pass(Duration.ofSeconds(1));
      breaker.sent(admitted("well " + i), nowNanos);
    }

    pass(Duration.ofSeconds(3));
    assertThat(isOpenFor("fourth")).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(admitted("fourth").isProbe()).isTrue();
  }

  @Test
  void noMoreThanTwelveProbesHang() {
    open();
    for (int i = 0; i < 12; i++) {
      pass(Duration.ofSeconds(4));
      breaker.sent(admitted("user " + i), nowNanos);
    }
    pass(Duration.ofSeconds(59));

    assertThat(isOpenFor("another")).isTrue();
  }

  @Test
  void aWriteProbesAfterFiveSecondsWithoutAProbe() {
    open();
    pass(Duration.ofSeconds(5).minusNanos(1));
    assertThat(breaker.admit("well", false, nowNanos)).isNull();
    pass(Duration.ofNanos(1));

    assertThat(breaker.admit("well", false, nowNanos)).isNotNull();
  }

  @Test
  void theSuccessOfAProbeClosesIt() {
    open();
    pass(Duration.ofSeconds(1));

    breaker.responded(admitted("well"), 404, nowNanos);

    assertThat(admitted("one").isProbe()).isFalse();
    assertThat(changes).containsExactly(true, false);
  }

  @Test
  void onceClosedItOpensByNewFailuresAlone() {
    open();
    pass(Duration.ofSeconds(1));
    breaker.responded(admitted("well"), 200, nowNanos);

    fail(1, "one");

    assertThat(isOpenFor("one")).isFalse();
  }

  @Test
  void theFailureOfAProbeDoesNot() {
    open();
    pass(Duration.ofSeconds(1));

    breaker.failed(admitted("well"), nowNanos);

    assertThat(isOpenFor("well")).isTrue();
  }

  @Test
  void theSuccessOfACallFromBeforeDoesNot() {
    Breaker.Call before = sent("before");
    open();

    breaker.responded(before, 200, nowNanos);

    assertThat(isOpenFor("one")).isTrue();
  }

  @Test
  void afterSilenceAnyResponseClosesIt() {
    Breaker.Call before = sent("before");
    hang(8);
    pass(Duration.ofSeconds(5));
    assertThat(isOpenFor("another")).isTrue();

    breaker.responded(before, 200, nowNanos);

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void theSuccessOfAnEarlierOpeningsProbeDoesNotCloseALaterOne() {
    open();
    pass(Duration.ofSeconds(1));
    Breaker.Call first = admitted("first");
    pass(Duration.ofSeconds(1));
    breaker.responded(admitted("second"), 200, nowNanos);
    pass(Duration.ofSeconds(10));
    open();

    breaker.responded(first, 200, nowNanos);

    assertThat(isOpenFor("one")).isTrue();
  }

  @Test
  void aMinuteWithoutAProbeClosesIt() {
    open();
    pass(Duration.ofMinutes(1));

    assertThat(admitted("one").isProbe()).isFalse();
    assertThat(changes).containsExactly(true, false);
  }

  @Test
  void itIsStuckWhileMostCallsWaitAndNoneHasBeenAnswered() {
    Breaker.Call one = sent("one");
    sent("two");

    assertThat(breaker.isStuckSince(nowNanos + 1, 3)).isTrue();
    assertThat(breaker.isStuckSince(nowNanos + 1, 4)).isFalse();
    pass(Duration.ofSeconds(1));
    breaker.responded(one, 200, nowNanos);
    assertThat(breaker.isStuckSince(nowNanos, 1)).isFalse();
  }

  /** Ten failures of three parties, now. */
  private void open() {
    fail(4, "one");
    fail(4, "two");
    fail(2, "three");
    assertThat(isOpenFor("one")).isTrue();
  }

  private void hang(int calls) {
    for (int i = 0; i < calls; i++) {
      sent("user " + i);
    }
  }

  private void fail(int times, Object party) {
    for (int i = 0; i < times; i++) {
      breaker.failed(admitted(party), nowNanos);
    }
  }

  private void succeed(int times, Object party) {
    for (int i = 0; i < times; i++) {
      respond(party, 200);
    }
  }

  private void respond(Object party, int status) {
    breaker.responded(sent(party), status, nowNanos);
  }

  private Breaker.Call sent(Object party) {
    Breaker.Call call = admitted(party);
    breaker.sent(call, nowNanos);
    return call;
  }

  private Breaker.Call admitted(Object party) {
    return Objects.requireNonNull(breaker.admit(party, true, nowNanos), "rejected");
  }

  private boolean isOpenFor(@Nullable Object party) {
    Breaker.Call call = breaker.admit(party, true, nowNanos);
    if (call == null) {
      return true;
    }
    breaker.left(call);
    return call.isProbe();
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
  }
}
