package dev.bimgate.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The breakers: one for {@link CallClass#LISTS}, one for {@link CallClass#CALLS} and {@link
 * CallClass#WRITES}, one for {@link CallClass#LOGINS} and {@link CallClass#OPEN}.
 *
 * <p>Where no connection can be opened, none can for any class: each counts that failure.
 */
final class Breakers {

  private final LongSupplier nanoClock;
  private final long startedAtNanos;
  private final Map<CallClass, Breaker> byClass = new EnumMap<>(CallClass.class);

  /**
   * Closed breakers.
   *
   * @param nanoClock {@link System#nanoTime}, or a clock like it
   * @param onOpened gets the {@link CallClass#breaker} that has opened
   */
  Breakers(LongSupplier nanoClock, UpstreamEvents events, Consumer<CallClass> onOpened) {
    this.nanoClock = nanoClock;
    this.startedAtNanos = nanoClock.getAsLong();
    for (CallClass callClass : CallClass.values()) {
      byClass.computeIfAbsent(callClass.breaker(), name -> breaker(name, events, onOpened));
    }
  }

  private static Breaker breaker(
      CallClass name, UpstreamEvents events, Consumer<CallClass> onOpened) {
    return new Breaker(
        open -> {
          if (open) {
            events.breakerOpened(name);
            onOpened.accept(name);
          } else {
            events.breakerClosed(name);
          }
        });
  }

  Breaker of(CallClass callClass) {
    return Objects.requireNonNull(byClass.get(callClass.breaker()));
  }

  /** The clock of the breakers. */
  long nowNanos() {
    return nanoClock.getAsLong() - startedAtNanos;
  }

  /**
   * Opens or closes what is due by the clock: readers who wait for one load are no further calls,
   * and a breaker that no call meets would stay open.
   */
  void update() {
    byClass.values().forEach(breaker -> breaker.update(nowNanos()));
  }

  /** No connection could be opened for a call. */
  void unreachable(Breaker of, Breaker.Call call) {
    for (Breaker breaker : byClass.values()) {
      breaker.unreachable(breaker == of ? call : null, nowNanos());
    }
  }
}
