package dev.bimgate.cache.model;

/**
 * The invalidation of a scope.
 *
 * @param scope which lists
 * @param reason why
 */
public record Invalidation(Scope scope, Reason reason) {

  /** Who or what invalidated: the tag of the invalidation meter. */
  public enum Reason {
    /** A write to which upstream responded below 400. */
    WRITE,
    /** A write of unknown outcome: a 5xx response, or none. */
    UNANSWERED_WRITE,
    /** Upstream responded 401, 403, 404 or 410 for the list. */
    REFUSED,
    /** An operator: a purge, or a deny rule for a user, a session or a token. */
    OPERATOR,
    /** The user or session ended. */
    LOGOUT,
    /** Another gateway. */
    PEER
  }
}
