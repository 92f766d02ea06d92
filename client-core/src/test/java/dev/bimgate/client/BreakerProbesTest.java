package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an open breaker admits, and what closes it. */
class BreakerProbesTest extends BreakerFixture {

  @Test
  void thoseWhoCancelProbesKeepItFromNobody() {
    open();
    pass(Duration.ofSeconds(1));
    breaker.left(admitted("impatient"));
    pass(Duration.ofSeconds(1));
    breaker.left(admitted("impatient too"));
    pass(Duration.ofSeconds(1));

    assertThat(breaker.admit("impatient", true, nowNanos)).isNull();
    assertThat(admitted("well").isProbe()).isTrue();
  }

  @Test
  void whoseProbeHangsLeavesTheNextOneToOthers() {
    open();
    pass(Duration.ofSeconds(1));
    breaker.waits(admitted("hung"), nowNanos);
    pass(Duration.ofSeconds(1));

    assertThat(breaker.admit("hung", true, nowNanos)).isNull();
    assertThat(admitted("well").isProbe()).isTrue();
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
      breaker.waits(admitted("well " + i), nowNanos);
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
      breaker.waits(admitted("user " + i), nowNanos);
    }
    pass(Duration.ofSeconds(29));

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
  void halfAMinuteWithoutAProbeClosesIt() {
    open();
    pass(Duration.ofSeconds(30));

    assertThat(admitted("one").isProbe()).isFalse();
    assertThat(changes).containsExactly(true, false);
  }

  @Test
  void itDoesSoThoughNobodyCalls() {
    open();
    pass(Duration.ofSeconds(30));

    breaker.update(nowNanos);

    assertThat(changes).containsExactly(true, false);
  }
}
