package dev.bimgate.gateway.peers;

/** Why the response to a write may leave. */
public enum PublicationOutcome {
  /** Everybody else has acknowledged it, or is known not to trust their lists. */
  ACKNOWLEDGED,
  /** Not everybody has, but a lease has passed since it was published. */
  LEASE_WAITED,
  /**
   * It is not published: a lease has passed since a try failed, or the longest wait has. If Valkey
   * is away, nobody trusts their lists; if this gateway alone is cut off, others do.
   */
  ISOLATED
}
