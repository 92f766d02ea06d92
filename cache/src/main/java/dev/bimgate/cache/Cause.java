package dev.bimgate.cache;

/** What last happened to a key of which nothing is kept; {@link #KEPT} where a list was. */
public enum Cause {
  /** A list was put there. */
  KEPT,
  /** The rules of reuse forbade to keep the answer: {@link LastEvent#rules()} says which. */
  NOT_REUSABLE,
  /** Upstream answered 401, 403, 404 or 410: nothing is kept, and what was is gone. */
  REFUSED,
  /** Upstream answered with a status of trouble. */
  FAILING,
  /** By the configured times nothing is kept, and upstream said nothing else. */
  NO_TIME,
  /** The list with all that belongs to it is larger than what may be kept of one. */
  OVER_SIZE,
  /** The answer was too long to be read whole, or could not be: it was passed on. */
  PASSED_ON,
  /** A drop that concerned it came while it was loaded. */
  DROPPED_MEANWHILE,
  /** No answer came. */
  LOAD_FAILED,
  /** Dropped by a write. */
  WRITE,
  /** Invalidated by a write of unknown outcome: answered with 5xx, or never answered. */
  UNANSWERED_WRITE,
  /** Dropped by an operator. */
  OPERATOR,
  /** Dropped since the user or session had ended. */
  LOGOUT,
  /** Dropped since another gateway said so. */
  PEER,
  /** Evicted since the cache was over its size. */
  SIZE,
  /** Evicted since the lists of the caller were over their share. */
  SHARE,
  /** Evicted since too many answers to the question were kept. */
  VARIANTS,
  /** Past the last of its windows. */
  EXPIRED;

  static Cause of(Invalidation.Reason reason) {
    return switch (reason) {
      case WRITE -> WRITE;
      case UNANSWERED_WRITE -> UNANSWERED_WRITE;
      case REFUSED -> REFUSED;
      case OPERATOR -> OPERATOR;
      case LOGOUT -> LOGOUT;
      case PEER -> PEER;
    };
  }

  static Cause of(EvictionReason reason) {
    return switch (reason) {
      case SIZE -> SIZE;
      case SHARE -> SHARE;
      case VARIANTS -> VARIANTS;
      case EXPIRED -> EXPIRED;
    };
  }
}
