package dev.bimgate.gateway.lists;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator's switch for a bad night: while it is on, each request for a list makes a call of
 * its own; nothing is read from memory or kept there. Writes go on dropping lists, so that those
 * which were kept before are right when it is off again.
 */
public final class CacheBypass {

  private final InstantSource clock;
  private volatile @Nullable State state;

  public CacheBypass(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * That it is on.
   *
   * @param since when it was switched on
   * @param by the id of the request that did so
   * @param until when it ends by itself; empty for never
   */
  public record State(Instant since, String by, Optional<Instant> until) {}

  /**
   * Switches it on. Where it is on already, that stays as it was, but for its end: the later call
   * says when that is.
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

  /** Switches it off; what it was, if it was on. */
  public synchronized Optional<State> end() {
    Optional<State> before = state();
    state = null;
    return before;
  }

  /** Empty while it is off. */
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
