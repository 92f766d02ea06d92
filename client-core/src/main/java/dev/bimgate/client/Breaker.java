package dev.bimgate.client;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for calls of which each may last long: it sees failures, and a Bimplus that
 * hangs before any timeout does.
 *
 * <p>It opens when {@link FailureWindow} is bad, or when {@link Silence} is long. While it is open
 * it admits {@link Probes} alone. If all these failures, or all these calls, are of one party, it
 * is open for that party alone, since the fault may be in what that party requests.
 *
 * <p>It closes with the first response, other than the failures below, to a call admitted since it
 * opened; if it opened for silence, to any call. Half a minute without a probe closes it as well:
 * nobody has called since, or Bimplus is so slow that all probes hang; what it knew is outdated.
 *
 * <p>The clock is an argument of each method: nanoseconds from 0 on. Shared by all event loops.
 */
final class Breaker {

  private final Consumer<Boolean> onChange;
  private final FailureWindow window = new FailureWindow();
  private final Silence silence = new Silence();
  private final Probes probes = new Probes();

  private boolean open;
  private boolean silent;

  /** For whom alone it is open; null: for all. */
  private @Nullable Object blamed;

  private long openings;

  /**
   * A closed breaker.
   *
   * @param onChange gets true when it has opened for all parties, and false when it has closed
   *     after that; must neither block nor throw
   */
  Breaker(Consumer<Boolean> onChange) {
    this.onChange = onChange;
  }

  /** A call that waits for a Bimplus that has been silent; must neither block nor throw. */
  interface Waiter {

    /** The breaker has opened for it. */
    void silent();

    /** It closes by the response to a probe, which began later. */
    void superseded();
  }

  /** An admitted call; compared by identity. It ends with exactly one of the four endings. */
  static final class Call {
    @Nullable Waiter waiter;

    /** Of those that {@link Silence} counts as waiting. */
    long waitsSinceNanos;

    private final @Nullable Object party;
    private final long openings;
    private final boolean probe;
    private boolean ended;

    private Call(@Nullable Object party, long openings, boolean probe) {
      this.party = party;
      this.openings = openings;
      this.probe = probe;
    }

    @Nullable Object party() {
      return party;
    }

    boolean isProbe() {
      return probe;
    }
  }

  /**
   * Admits a call.
   *
   * @param mayProbeEarly whether the call is fit to be the first probe
   * @return null if it is rejected
   */
  synchronized @Nullable Call admit(@Nullable Object party, boolean mayProbeEarly, long nowNanos) {
    update(nowNanos);
    if (!isOpenFor(party)) {
      return new Call(party, openings, false);
    }
    boolean failed = window.hasFailed(party, nowNanos);
    if (!probes.mayBegin(party, mayProbeEarly, failed, nowNanos)) {
      return null;
    }
    probes.begin(party, nowNanos);
    return new Call(party, openings, true);
  }

  /** Opens or closes where that is due by the clock alone. */
  synchronized void update(long nowNanos) {
    if (open && probes.isOutdated(nowNanos)) {
      close();
      silence.restart(nowNanos);
    }
    if (!isOpenForAll() && silence.isLong(nowNanos)) {
      open(true, silence.onlyParty(nowNanos), nowNanos);
    }
    openIfBad(nowNanos);
  }

  /** Whether calls of a party are rejected, except probes. */
  synchronized boolean isOpenFor(@Nullable Object party) {
    return open && (blamed == null || blamed.equals(party));
  }

  /** The call waits for Bimplus from now on: for a connection, or for response headers. */
  synchronized void waits(Call call, long nowNanos) {
    if (!call.ended) {
      silence.waits(call, nowNanos);
    }
  }

  /** The call sends its body, for which it does not wait for Bimplus. */
  synchronized void uploads(Call call) {
    silence.left(call);
  }

  /** The response headers have come. */
  synchronized void responded(Call call, int status, long nowNanos) {
    silence.responded(call, open && silent, nowNanos);
    end(call);
    if (isFailure(status)) {
      window.failed(call.party, nowNanos);
      openIfBad(nowNanos);
      return;
    }
    window.succeeded(nowNanos);
    if (open && (silent || call.openings == openings)) {
      if (silent && call.probe) {
        announce(before -> before.openings < call.openings, Waiter::superseded);
      }
      close();
    }
  }

  /** The call failed before response headers came. */
  synchronized void failed(Call call, long nowNanos) {
    silence.failed(call, call.party, nowNanos);
    end(call);
    window.failed(call.party, nowNanos);
    openIfBad(nowNanos);
  }

  /** The call ended for a reason that says nothing about Bimplus. */
  synchronized void left(Call call) {
    silence.left(call);
    end(call);
  }

  /** A call got no connection; null: one guarded by another breaker. */
  synchronized void unreachable(@Nullable Call call, long nowNanos) {
    silence.failed(call, null, nowNanos);
    if (call != null) {
      end(call);
    }
    window.failed(null, nowNanos);
    openIfBad(nowNanos);
  }

  /**
   * Whether Bimplus is why connections have not become free since a time.
   *
   * @param held the connections that calls guarded by this breaker hold
   */
  synchronized boolean isStuckSince(long nanos, int held) {
    return silence.isStuckSince(nanos, held);
  }

  private static boolean isFailure(int status) {
    return status == 500 || (status >= 502 && status <= 504);
  }

  private void end(Call call) {
    if (!call.ended) {
      call.ended = true;
      if (call.probe) {
        probes.end();
      }
    }
  }

  private boolean isOpenForAll() {
    return open && blamed == null;
  }

  private void openIfBad(long nowNanos) {
    if (window.isBad(nowNanos)) {
      open(false, window.onlyParty(), nowNanos);
    }
  }

  /** Opens, or extends from one party to all. */
  private void open(boolean bySilence, @Nullable Object newBlamed, long nowNanos) {
    if (open && (blamed == null || newBlamed != null)) {
      return;
    }
    open = true;
    silent = bySilence;
    blamed = newBlamed;
    openings++;
    silence.restart(nowNanos);
    probes.restart(nowNanos);
    if (blamed == null) {
      onChange.accept(true);
    }
    if (bySilence) {
      announce(waiting -> isOpenFor(waiting.party), Waiter::silent);
    }
  }

  private void announce(Predicate<Call> whom, Consumer<Waiter> what) {
    for (Call waiting : silence.waiting()) {
      if (waiting.waiter != null && whom.test(waiting)) {
        what.accept(waiting.waiter);
      }
    }
  }

  private void close() {
    boolean wasForAll = blamed == null;
    open = false;
    silent = false;
    blamed = null;
    window.clear();
    if (wasForAll) {
      onChange.accept(false);
    }
  }
}
