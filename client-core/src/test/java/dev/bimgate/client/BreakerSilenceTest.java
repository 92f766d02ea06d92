package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls without a response, which open a breaker before any timeout. */
class BreakerSilenceTest extends BreakerFixture {

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

  /** Eight calls in the first second and ten in six, of which none gets a connection. */
  @Test
  void connectionsThatHangAreNoticedThoughEachOfThemFailsBefore() {
    List<Breaker.Call> hung = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hung.add(sent("user " + i));
    }
    pass(Duration.ofSeconds(3));
    hung.forEach(call -> breaker.unreachable(call, nowNanos));
    pass(Duration.ofMillis(2_900));
    sent("ninth");

    assertThat(isOpenFor("tenth")).isTrue();
  }

  @Test
  void callsThatFailedAndAreFollowedByNoneAreNoSilence() {
    fail(8, "one");
    pass(Duration.ofSeconds(9));

    assertThat(isOpenFor("another")).isFalse();
  }

  @Test
  void itOpensWithoutAnyFurtherCall() {
    hang(8);
    pass(Duration.ofSeconds(5));

    breaker.update(nowNanos);

    assertThat(changes).containsExactly(true);
  }

  @Test
  void requestsThatAreStillBeingSentAreNotSilence() {
    for (int i = 0; i < 20; i++) {
      breaker.uploads(sent("user " + i));
    }
    pass(Duration.ofMinutes(1));

    assertThat(isOpenFor("another")).isFalse();
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
  void impatientCallsOfOneUserAreNoSilence() {
    Deque<Breaker.Call> loop = new ArrayDeque<>();
    for (int i = 0; i < 80; i++) {
      loop.add(sent("loop"));
      if (loop.size() > 8) {
        breaker.left(loop.remove());
      }
      pass(Duration.ofMillis(100));
    }

    assertThat(isOpenFor("another")).isFalse();
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
  void itIsStuckWhileMostCallsWaitAndNoneHasBeenAnswered() {
    Breaker.Call one = sent("one");
    sent("two");

    assertThat(breaker.isStuckSince(nowNanos + 1, 3)).isTrue();
    assertThat(breaker.isStuckSince(nowNanos + 1, 4)).isFalse();
    pass(Duration.ofSeconds(1));
    breaker.responded(one, 200, nowNanos);
    assertThat(breaker.isStuckSince(nowNanos, 1)).isFalse();
  }

  @Test
  void callsOfABurstAfterAPauseAreNoSignThatItIsStuck() {
    pass(Duration.ofMinutes(10));
    hang(3);

    assertThat(breaker.isStuckSince(nowNanos - Duration.ofSeconds(2).toNanos(), 3)).isFalse();
  }
}
