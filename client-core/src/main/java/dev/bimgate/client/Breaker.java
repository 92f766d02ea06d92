package dev.bimgate.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker for calls of which each may last long: it sees failures, and a Bimplus that
 * hangs before any timeout does.
 *
 * <p>It opens when {@link FailureWindow} is bad, or when for five seconds eight calls or more have
 * waited for response headers and none came. While it is open it admits probes alone. If all these
 * failures, or all these calls, are of one party, it is open for that party alone, since the fault
 * may be in what that party requests.
 *
 * <p>It closes with the first response, other than the failures below, to a call admitted since it
 * opened; if it opened for silence, to any call. After a minute without a probe it closes as well:
 * what it knew is outdated.
 *
 * <p>The clock is an argument of each method: nanoseconds from 0 on. Shared by all event loops.
 */
final class Breaker {

  /** The most concurrent probes: one every four seconds for somewhat longer than 30 s. */
  static final int MAX_PROBES = 12;

  private static final int SILENT_CALLS = 8;
  private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long OUTDATED_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long BEFORE_A_WRITE_NANOS = Duration.ofSeconds(5).toNanos();

  /** So many probes may hang before further ones become rarer. */
  private static final int FEW_PROBES = 3;

  private final Consumer<Boolean> onChange;
  private final FailureWindow window = new FailureWindow();
  private final Set<Call> waiting = new HashSet<>();
  private long silentSinceNanos;
  private long lastResponseAtNanos;

  private boolean open;
  private boolean silent;

  /** For whom alone it is open; null: for all. */
  private @Nullable Object blamed;

  private long openings;
  private long lastProbeAtNanos;
  private int probes;
  private int openProbes;

  /**
   * A closed breaker.
   *
   * @param onChange gets true when it has opened for all parties, and false when it has closed
   *     after that; must neither block nor throw
   */
  Breaker(Consumer<Boolean> onChange) {
    this.onChange = onChange;
  }

  /** An admitted call; compared by identity. It ends with exactly one of the three endings. */
  static final class Call {
    private final @Nullable Object party;
    private final long openings;
    private final boolean probe;
    private long sentAtNanos;
    private boolean ended;

    private Call(@Nullable Object party, long openings, boolean probe) {
      this.party = party;
      this.openings = openings;
      this.probe = probe;
    }

    boolean isProbe() {
      return probe;
    }
  }

  /**
   * Admits a call.
   *
   * @param repeatable whether the call may well be a probe: repeating it does no harm
   * @return null if it is rejected
   */
  synchronized @Nullable Call admit(@Nullable Object party, boolean repeatable, long nowNanos) {
    if (open && nowNanos - lastProbeAtNanos >= OUTDATED_NANOS) {
      close();
      silentSinceNanos = nowNanos;
    }
    openIfSilent(nowNanos);
    if (!open || isOfAnother(party)) {
      return new Call(party, openings, false);
    }
    if (!mayProbe(party, repeatable, nowNanos)) {
      return null;
    }
    lastProbeAtNanos = nowNanos;
    probes++;
    openProbes++;
    return new Call(party, openings, true);
  }

  /** The request has been sent completely, for the first time or again. */
  synchronized void sent(Call call, long nowNanos) {
    if (call.ended || !waiting.add(call)) {
      return;
    }
    call.sentAtNanos = nowNanos;
    if (waiting.size() == SILENT_CALLS) {
      silentSinceNanos = nowNanos;
    }
  }

  /** The response headers have come. */
  synchronized void responded(Call call, int status, long nowNanos) {
    end(call);
    silentSinceNanos = nowNanos;
    lastResponseAtNanos = nowNanos;
    if (isFailure(status)) {
      window.failed(call.party, nowNanos);
      openIfBad(nowNanos);
      return;
    }
    window.succeeded(nowNanos);
    if (open && (silent || call.openings == openings)) {
      close();
    }
  }

  /** The call failed before response headers came. */
  synchronized void failed(Call call, long nowNanos) {
    end(call);
    window.failed(call.party, nowNanos);
    openIfBad(nowNanos);
  }

  /** The call ended for a reason that says nothing about Bimplus. */
  synchronized void left(Call call) {
    end(call);
  }

  /** A call guarded by another breaker got no connection. */
  synchronized void unreachable(long nowNanos) {
    window.failed(null, nowNanos);
    openIfBad(nowNanos);
  }

  /**
   * Whether Bimplus is why connections have not become free since a time: no response has begun,
   * and most connections wait for one.
   *
   * @param held the connections that calls guarded by this breaker hold
   */
  synchronized boolean isStuckSince(long nanos, int held) {
    return lastResponseAtNanos - nanos < 0 && 2 * waiting.size() > held;
  }

  private static boolean isFailure(int status) {
    return status == 500 || (status >= 502 && status <= 504);
  }

  private void end(Call call) {
    if (!call.ended) {
      call.ended = true;
      waiting.remove(call);
      if (call.probe) {
        openProbes--;
      }
    }
  }

  private boolean isOfAnother(@Nullable Object party) {
    return blamed != null && !blamed.equals(party);
  }

  private void openIfSilent(long nowNanos) {
    if (waiting.size() >= SILENT_CALLS && nowNanos - silentSinceNanos >= SILENCE_NANOS) {
      open(true, onlyPartyWaiting(nowNanos), nowNanos);
    }
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
    silentSinceNanos = nowNanos;
    lastProbeAtNanos = nowNanos;
    probes = 0;
    if (blamed == null) {
      onChange.accept(true);
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

  private boolean mayProbe(@Nullable Object party, boolean repeatable, long nowNanos) {
    long pause = nowNanos - lastProbeAtNanos;
    if (openProbes >= MAX_PROBES) {
      return false;
    }
    if (!repeatable) {
      return pause >= BEFORE_A_WRITE_NANOS;
    }
    boolean promising = !window.hasFailed(party, nowNanos) && openProbes < FEW_PROBES;
    return pause >= (promising ? SECOND_NANOS : SECOND_NANOS << Math.min(probes, 2));
  }

  /** The party of all calls that wait; null if there are several. */
  private @Nullable Object onlyPartyWaiting(long nowNanos) {
    Set<@Nullable Object> parties = new HashSet<>();
    for (Call call : waiting) {
      // A call that was just sent is no evidence.
      if (nowNanos - call.sentAtNanos >= SECOND_NANOS) {
        parties.add(call.party);
      }
    }
    return parties.size() == 1 ? parties.iterator().next() : null;
  }
}
