package dev.bimgate.cache.model;

import java.time.Duration;
import java.time.Instant;

/**
 * When a list stops being fresh, and when it stops being usable: a pure function of time.
 *
 * <p>Times are epoch milliseconds, so that a decision allocates nothing.
 */
public final class Freshness {

  /** What may be done with a list at a time. */
  public enum State {
    /** Serve it. */
    FRESH,
    /** Serve it, and revalidate meanwhile. */
    STALE_REVALIDATE,
    /** Load first; serve it only if that fails. */
    STALE_ON_ERROR,
    /** Load; never serve it. */
    EXPIRED
  }

  /** A clock may be corrected by this much without making lists useless. */
  private static final long CLOCK_TOLERANCE_MILLIS = 1000;

  private final long arrivedMillis;
  private final long freshUntilMillis;
  private final long revalidateUntilMillis;
  private final long errorUntilMillis;

  /** Whether it was ended: then a clock that shows an earlier time does not bring it back. */
  private final boolean ended;

  /**
   * The freshness of a list that had an age already when it arrived: its windows count from its
   * generation, so they may have ended before (RFC 9111, section 4.2).
   */
  public Freshness(long arrivedMillis, Duration receivedAge, Lifetimes lifetimes) {
    this.arrivedMillis = arrivedMillis;
    this.freshUntilMillis = plus(arrivedMillis - millis(receivedAge), lifetimes.freshFor());
    this.revalidateUntilMillis = plus(freshUntilMillis, lifetimes.staleWhileRevalidate());
    this.errorUntilMillis = plus(freshUntilMillis, lifetimes.staleIfError());
    this.ended = false;
  }

  private Freshness(Freshness of, long endsMillis) {
    long earlierMillis = of.freshUntilMillis - endsMillis;
    this.arrivedMillis = of.arrivedMillis;
    this.freshUntilMillis = endsMillis;
    this.revalidateUntilMillis = of.revalidateUntilMillis - earlierMillis;
    this.errorUntilMillis = of.errorUntilMillis - earlierMillis;
    this.ended = true;
  }

  /** The same with freshness ended by this time, and all windows as much earlier. */
  public Freshness endedAt(long millis) {
    return new Freshness(this, Math.min(millis, freshUntilMillis));
  }

  /** The state at a time; each window ends just before the time it names. */
  public State at(long nowMillis) {
    // A clock that was set back says nothing about the age: prefer one load too many.
    if (nowMillis < arrivedMillis - CLOCK_TOLERANCE_MILLIS) {
      return State.EXPIRED;
    }
    if (nowMillis < freshUntilMillis && !ended) {
      return State.FRESH;
    }
    long instant = Math.max(nowMillis, freshUntilMillis);
    if (instant < revalidateUntilMillis) {
      return State.STALE_REVALIDATE;
    }
    return instant < errorUntilMillis ? State.STALE_ON_ERROR : State.EXPIRED;
  }

  /** Whole seconds of freshness left, rounded down: negative once it has ended. */
  public long ttlSeconds(long nowMillis) {
    long leftMillis = leftMillis(nowMillis);
    return leftMillis > 0 ? leftMillis / 1000 : Math.min(-1, Math.floorDiv(leftMillis, 1000L));
  }

  public Instant freshUntil() {
    return Instant.ofEpochMilli(freshUntilMillis);
  }

  public Instant revalidateUntil() {
    return Instant.ofEpochMilli(revalidateUntilMillis);
  }

  public Instant errorUntil() {
    return Instant.ofEpochMilli(errorUntilMillis);
  }

  /** When it becomes {@link State#EXPIRED}. */
  public Instant endsAt() {
    long last = Math.max(freshUntilMillis, Math.max(revalidateUntilMillis, errorUntilMillis));
    return Instant.ofEpochMilli(last);
  }

  public long leftMillis(long nowMillis) {
    long left = freshUntilMillis - nowMillis;
    return ended ? Math.min(0, left) : left;
  }

  /** A duration in milliseconds; {@link Long#MAX_VALUE} where it exceeds that. */
  public static long millis(Duration duration) {
    return duration.toSeconds() >= Long.MAX_VALUE / 1000 ? Long.MAX_VALUE : duration.toMillis();
  }

  private static long plus(long millis, Duration duration) {
    long added = millis(duration);
    return added > Long.MAX_VALUE - Math.max(0, millis) ? Long.MAX_VALUE : millis + added;
  }
}
