package dev.bimgate.gateway.drain;

/** How far the end of the gateway has come; it only ever goes forward. */
public enum DrainPhase {
  /** No end in sight. */
  SERVING,
  /** Not ready, and everything is served; each client is told to go elsewhere with its next one. */
  KEEP_SERVING,
  /** Nothing new is taken; what has begun goes on. */
  FINISHING
}
