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
  private volatile @Nullable State state;

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
    state = begun;
    return begun;
  }

  /** Switches it off; returns the state before, if it was on. */
  public synchronized Optional<State> end() {
    Optional<State> before = state();
    state = null;
    return before;
  }

  /** Takes the state of all gateways; null where it is off. */
  synchronized void set(@Nullable State ofAll) {
    state = ofAll;
  }

  public Optional<State> state() {
    return Optional.ofNullable(stateAt(clock.instant()));
  }

  boolean isOn() {
    // Nearly always off: the clock need not be read then.
    return state != null && stateAt(clock.instant()) != null;
  }

  private @Nullable State stateAt(Instant now) {
    State present = state;
    boolean over =
        present == null || present.until().map(until -> !now.isBefore(until)).orElse(false);
    return over ? null : present;
  }
}
