package dev.bimgate.gateway.lists;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator's emergency switch: while it is on, each request for a list goes to Bimplus; nothing
 * is served from the cache or stored. Writes still invalidate, so that lists stored before are
 * right when it is off again.
 */
public final class CacheBypass {

  private final InstantSource clock;
  private volatile Decision last = Decision.NONE;

  public CacheBypass(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The state of an active bypass.
   *
   * @param since when it was switched on
   * @param by the id of the request that did so
   * @param until when it ends by itself; empty for never
   */
  public record State(Instant since, String by, Optional<Instant> until) {}

  /**
   * What an operator has decided last, at any gateway.
   *
   * @param atMillis when: later than all that was known where it was made
   * @param by the id of the request
   * @param state null for off
   */
  record Decision(long atMillis, String by, @Nullable State state) {

    static final Decision NONE = new Decision(Long.MIN_VALUE, "", null);

    /** Of two at the same time, that with the greater id holds: at all gateways the same. */
    boolean isAfter(Decision other) {
      return atMillis == other.atMillis ? by.compareTo(other.by) > 0 : atMillis > other.atMillis;
    }
  }

  /**
   * Switches it on. If it is on already, only its end changes, to that of this call.
   *
   * @param by the id of the request
   * @param lasting after which time it ends by itself; empty for never
   */
  public synchronized State begin(String by, Optional<Duration> lasting) {
    Instant now = clock.instant();
    State present = stateAt(now);
    Optional<Instant> until = lasting.map(now::plus);
    State begun =
        present == null
            ? new State(now, by, until)
            : new State(present.since(), present.by(), until);
    last = decision(now, by, begun);
    return begun;
  }

  /**
   * Switches it off; returns the state before, if it was on.
   *
   * @param by the id of the request
   */
  public synchronized Optional<State> end(String by) {
    Optional<State> before = state();
    last = decision(clock.instant(), by, null);
    return before;
  }

  /** Takes a decision of any gateway, unless a later one is known. */
  synchronized void take(Decision decision) {
    if (decision.isAfter(last)) {
      last = decision;
    }
  }

  Decision last() {
    return last;
  }

  public Optional<State> state() {
    return Optional.ofNullable(stateAt(clock.instant()));
  }

  boolean isOn() {
    // Nearly always off: the clock need not be read then.
    return last.state() != null && stateAt(clock.instant()) != null;
  }

  /** Later than the last one, although its clock may have been ahead. */
  private Decision decision(Instant now, String by, @Nullable State state) {
    return new Decision(Math.max(now.toEpochMilli(), last.atMillis() + 1), by, state);
  }

  private @Nullable State stateAt(Instant now) {
    State present = last.state();
    boolean over =
        present == null || present.until().map(until -> !now.isBefore(until)).orElse(false);
    return over ? null : present;
  }
}
