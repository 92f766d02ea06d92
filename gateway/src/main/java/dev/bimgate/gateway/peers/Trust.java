package dev.bimgate.gateway.peers;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Until when a gateway trusts its lists. A reply grants a lease, which counts from the time at
 * which everything is applied that was in the log at the time of the reply.
 *
 * <p>Not thread-safe, except for {@link #lease}.
 */
final class Trust {

  /** The oldest first; few, as a read of the log that does not advance ends the session. */
  private final Deque<Granted> granted = new ArrayDeque<>();

  private volatile Lease lease = Lease.NONE;

  Lease lease() {
    return lease;
  }

  /** The command whose sending begins the lease found that end of the log. */
  void grant(Lease fromSending, long logEnd) {
    granted.add(new Granted(fromSending, logEnd));
  }

  void applied(long position) {
    while (!granted.isEmpty() && granted.element().logEnd <= position) {
      lease = granted.remove().lease;
    }
  }

  /**
   * Ends a lease that is over for good. Otherwise one that ended because the wall clock was set
   * back could run again after a suspension.
   */
  void tick(Now now) {
    if (!lease.isValid(now)) {
      lease = Lease.NONE;
    }
  }

  void end() {
    granted.clear();
    lease = Lease.NONE;
  }

  private record Granted(Lease lease, long logEnd) {}
}
