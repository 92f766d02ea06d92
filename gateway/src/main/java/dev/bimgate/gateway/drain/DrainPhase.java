package dev.bimgate.gateway.drain;

/** The phases of the shutdown; they only ever advance. */
public enum DrainPhase {
  /** Not shutting down. */
  SERVING,
  /**
   * Not ready, but everything is served; each client is asked to send its next request elsewhere.
   */
  KEEP_SERVING,
  /** No new requests are accepted; those in flight go on. */
  FINISHING
}
