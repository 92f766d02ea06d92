package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A breaker with a clock that a test advances. */
abstract class BreakerFixture {

  final List<Boolean> changes = new ArrayList<>();
  final Breaker breaker = new Breaker(changes::add);
  long nowNanos;

  /** Ten failures of three parties, now. */
  void open() {
    fail(4, "one");
    fail(4, "two");
    fail(2, "three");
    assertThat(isOpenFor("one")).isTrue();
  }

  void hang(int calls) {
    for (int i = 0; i < calls; i++) {
      sent("user " + i);
    }
  }

  void fail(int times, Object party) {
    for (int i = 0; i < times; i++) {
      breaker.failed(admitted(party), nowNanos);
    }
  }

  void succeed(int times, Object party) {
    for (int i = 0; i < times; i++) {
      respond(party, 200);
    }
  }

  void respond(Object party, int status) {
    breaker.responded(sent(party), status, nowNanos);
  }

  Breaker.Call sent(Object party) {
    Breaker.Call call = admitted(party);
    breaker.waits(call, nowNanos);
    return call;
  }

  Breaker.Call admitted(Object party) {
    return Objects.requireNonNull(breaker.admit(party, true, nowNanos), "rejected");
  }

  boolean isOpenFor(@Nullable Object party) {
    Breaker.Call call = breaker.admit(party, true, nowNanos);
    if (call == null) {
      return true;
    }
    breaker.left(call);
    return call.isProbe();
  }

  void pass(Duration time) {
    nowNanos += time.toNanos();
  }
}
