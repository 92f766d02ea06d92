package dev.bimgate.gateway.peers;

import java.time.Duration;

/**
 * The times of the protocol, all of which follow from the lease.
 *
 * @param lease {@code gateway.peers.lease} of the gateway with which an {@link Era} began
 */
record Timing(Duration lease) {

  /** How many entries of the log a session reads that were there before it joined. */
  static final int CATCH_UP = 2_000;

  /** For opening the connections, and for each command that does not block. */
  static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(1);

  /** For a read of the log, which Valkey answers after {@link Command.Read#BLOCK} at the latest. */
  static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

  /** For reading and opening all that outlives sessions: some ten megabytes. */
  static final Duration LOAD_TIMEOUT = Duration.ofSeconds(10);

  /** The longest that the response to a write waits. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** For clocks that do not run equally fast. */
  private static final Duration MARGIN = Duration.ofMillis(100);

  private static final int RENEWALS_PER_LEASE = 4;
  private static final int LEASES_TO_REMOVAL = 10;

  /**
   * From a reply to the next renewal. {@link Registry#isMature} relies on no session being faster.
   */
  Duration renewEvery() {
    return lease.dividedBy(RENEWALS_PER_LEASE);
  }

  /** After this no lease is left of those that ran at its beginning. */
  Duration untilNobodyTrusts() {
    return lease.plus(MARGIN);
  }

  /** For how long the counter of a dead member stands still before it is removed. */
  Duration untilRemoval() {
    return lease.multipliedBy(LEASES_TO_REMOVAL);
  }
}
