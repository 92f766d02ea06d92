package dev.bimgate.gateway.peers;

/** The three connections of a session. Each executes its commands in the order of sending. */
public enum Lane {
  /** Blocking reads of the log. */
  LOG,
  /** Everything short. */
  WORD,
  /** Lists of the second level: big values must not delay a lease. */
  LISTS
}
