package dev.bimgate.gateway.peers;

import java.time.Duration;

/**
 * How long a gateway trusts its lists. It is compared at each use; no timer ends it.
 *
 * @param sent when the command was sent whose reply granted it: Valkey executed that command later,
 *     so whoever counts the same time from a later command knows that this lease is over
 * @param length zero for a lease that grants nothing
 */
public record Lease(Now sent, Duration length) {

  /** Of a gateway that is isolated. */
  public static final Lease NONE = new Lease(new Now(0, 0), Duration.ZERO);

  /**
   * Whether it still runs, by both clocks. A suspended virtual machine shows in the wall clock
   * alone; a wall clock that was set back could hide that, and ends the lease, too.
   */
  public boolean isValid(Now now) {
    long nanos = now.nanos() - sent.nanos();
    long wallMillis = now.wallMillis() - sent.wallMillis();
    return nanos >= 0
        && nanos < length.toNanos()
        && wallMillis >= 0
        && wallMillis < length.toMillis();
  }
}
