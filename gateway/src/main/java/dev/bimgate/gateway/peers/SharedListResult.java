package dev.bimgate.gateway.peers;

/** What became of a load that may share its list with other gateways. */
public enum SharedListResult {
  /** Another gateway's list was used. */
  HIT,
  /** Another gateway's load was waited for, and its list was used. */
  AWAITED,
  /** No list was there: this gateway loads it for all. */
  MISS,
  /** Another gateway's load took too long to wait for it. */
  WAITED_IN_VAIN,
  /** Each gateway loads the list for itself: its last response could not be shared. */
  PASSED,
  /** A list was there, and not used: it was invalidated since, or is older than it may be. */
  OUTDATED,
  /** Something else was there than a list that a gateway stored under this name. */
  REJECTED,
  /** Valkey did not reply in time, or failed; or it was not asked, because it had been late. */
  LATE,
  /** The loaded list was stored for other gateways. */
  STORED
}
