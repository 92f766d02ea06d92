package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a breaker that opens for silence says to calls that wait, and a Bimplus that is only slow.
 */
class BreakerSlownessTest extends BreakerFixture {

  private final List<String> heard = new ArrayList<>();

  @Test
  void thoseWhoWaitHearThatItOpensForSilence() {
    hang(7);
    listening("eighth");
    pass(Duration.ofSeconds(5));

    breaker.update(nowNanos);

    assertThat(heard).containsExactly("eighth silent");
  }

  @Test
  void thoseForWhomItDoesNotOpenHearNothing() {
    for (int i = 0; i < 8; i++) {
      sent("slow");
    }
    pass(Duration.ofSeconds(4).plusNanos(1));
    listening("another");
    pass(Duration.ofSeconds(1).minusNanos(1));

    breaker.update(nowNanos);

    assertThat(isOpenFor("slow")).isTrue();
    assertThat(heard).isEmpty();
  }

  @Test
  void thoseWhoWaitHearNothingOfFailures() {
    listening("waiting");

    open();

    assertThat(heard).isEmpty();
  }

  @Test
  void theResponseToAProbeSupersedesReadsFromBefore() {
    listening("before");
    Breaker.Call probe = openForSilence();

    breaker.responded(probe, 200, nowNanos);

    assertThat(heard).containsExactly("before silent", "before superseded");
  }

  @Test
  void theResponseToOneFromBeforeSupersedesNone() {
    listening("before");
    Breaker.Call slow = sent("slow");
    openForSilence();

    breaker.responded(slow, 200, nowNanos);

    assertThat(changes).containsExactly(true, false);
    assertThat(heard).containsExactly("before silent");
  }

  @Test
  void whereResponsesTakeEightSecondsItOpensOnce() {
    slow();

    hang(8);
    pass(Duration.ofSeconds(9));

    assertThat(isOpenFor("another")).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(isOpenFor("another")).isTrue();
  }

  @Test
  void aMinuteWithoutSuchAResponseEndsThat() {
    slow();
    pass(Duration.ofMinutes(1));

    hang(8);
    pass(Duration.ofSeconds(5));

    assertThat(isOpenFor("another")).isTrue();
  }

  @Test
  void aSlowResponseAmongOthersIsNoSuchSign() {
    Breaker.Call slow = sent("slow");
    pass(Duration.ofSeconds(8));
    breaker.responded(slow, 200, nowNanos);

    hang(8);
    pass(Duration.ofSeconds(5));

    assertThat(isOpenFor("another")).isTrue();
  }

  /** Open for five seconds of silence, and closed by a response after eight. */
  private void slow() {
    Breaker.Call slow = sent("slow");
    hang(7);
    pass(Duration.ofSeconds(5));
    breaker.update(nowNanos);
    pass(Duration.ofSeconds(3));
    breaker.responded(slow, 200, nowNanos);
    assertThat(changes).containsExactly(true, false);
  }

  private Breaker.Call openForSilence() {
    hang(8);
    pass(Duration.ofSeconds(5));
    breaker.update(nowNanos);
    pass(Duration.ofSeconds(1));
    return sent("probe");
  }

  private void listening(String name) {
    sent(name).waiter =
        new Breaker.Waiter() {
          @Override
          public void silent() {
            heard.add(name + " silent");
          }

          @Override
          public void superseded() {
            heard.add(name + " superseded");
          }
        };
  }
}
