package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that open a breaker, for all or for one party. */
class BreakerTest extends BreakerFixture {

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
      breaker.unreachable(null, nowNanos);
    }

    assertThat(isOpenFor("another")).isTrue();
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
  void manySuccessesBeforeDoNotOutweighTenFailuresForThreeSeconds() {
    for (int i = 0; i < 100; i++) {
      succeed(4, "user " + i);
      pass(Duration.ofMillis(100));
    }
    fail(5, "one");
    fail(5, "two");
    pass(Duration.ofMillis(2_899));
    assertThat(isOpenFor("third")).isFalse();
    pass(Duration.ofMillis(1));

    breaker.update(nowNanos);

    assertThat(changes).containsExactly(true);
  }

  @Test
  void theFailuresOfOneUserSinceTheLastSuccessShutNobodyElseOut() {
    fail(1, "another");
    succeed(1, "another");
    pass(Duration.ofSeconds(3));

    fail(10, "loop");

    assertThat(isOpenFor("loop")).isTrue();
    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void everySecondCallThatFailsForAMinuteOpensNothing() {
    for (int i = 0; i < 60; i++) {
      fail(1, "user " + i);
      succeed(1, "user " + i);
      pass(Duration.ofSeconds(1));
    }

    assertThat(changes).isEmpty();
  }
}
