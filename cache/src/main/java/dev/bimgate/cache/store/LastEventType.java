package dev.bimgate.cache.store;

import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;

/** What last happened to a key without a stored response; {@link #KEPT} where there is one. */
public enum LastEventType {
  /** A response was stored. */
  KEPT,
  /** A rule forbade storing the response: {@link LastEvent#rules()} says which. */
  NOT_REUSABLE,
  /** Upstream responded 401, 403, 404 or 410: nothing is stored, and what was is removed. */
  REFUSED,
  /** Upstream responded with a status that allows stale-if-error. */
  FAILING,
  /** The configured TTL is zero, and upstream named none. */
  NO_TIME,
  /** The list exceeds the maximum size of an entry. */
  OVER_SIZE,
  /** The response was too long to be read completely, or could not be: it was streamed. */
  PASSED_ON,
  /** An invalidation covered it while it was loaded. */
  DROPPED_MEANWHILE,
  /** No response came. */
  LOAD_FAILED,
  /** Invalidated by a write. */
  WRITE,
  /** Invalidated by a write of unknown outcome: a 5xx response, or none. */
  UNANSWERED_WRITE,
  /** Purged by an operator. */
  OPERATOR,
  /** Invalidated because the user or session had ended. */
  LOGOUT,
  /** Invalidated by another gateway. */
  PEER,
  /** Evicted because the cache was over its size. */
  SIZE,
  /** Evicted because the caller's lists were over their share. */
  SHARE,
  /** Evicted because too many variants were stored under the primary key. */
  VARIANTS,
  /** Past its last window. */
  EXPIRED;

  static LastEventType of(Invalidation.Reason reason) {
    return switch (reason) {
      case WRITE -> WRITE;
      case UNANSWERED_WRITE -> UNANSWERED_WRITE;
      case REFUSED -> REFUSED;
      case OPERATOR -> OPERATOR;
      case LOGOUT -> LOGOUT;
      case PEER -> PEER;
    };
  }

  static LastEventType of(EvictionReason reason) {
    return switch (reason) {
      case SIZE -> SIZE;
      case SHARE -> SHARE;
      case VARIANTS -> VARIANTS;
      case EXPIRED -> EXPIRED;
    };
  }
}
