package dev.bimgate.gateway.peers;

/** Why a session ended. */
public enum SessionEnd {
  /** This gateway shuts down. */
  LEFT,
  /** A connection could not be opened, or was closed. */
  DISCONNECTED,
  /** A reply did not come in time. */
  TIMEOUT,
  /** The three connections do not lead to one Valkey, or it became another one by promotion. */
  HISTORY_CHANGED,
  /** The registry was lost, or this session was removed from it. */
  REGISTRY_LOST,
  /** The log was lost, or trimmed before it was read. */
  LOG_LOST,
  /** Valkey is a replica, or became one: {@code READONLY}, {@code UNBLOCKED}. */
  DEMOTED,
  /** Valkey responded with another error, for instance that its memory is full. */
  REJECTED
}
