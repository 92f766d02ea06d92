package dev.bimgate.cache;

/**
 * That nobody may see some lists any more.
 *
 * @param scope which lists
 * @param reason why
 */
public record Invalidation(Scope scope, Reason reason) {

  /** Who or what invalidated: the tag of the invalidation meter. */
  public enum Reason {
    /** A write that upstream answered below 400. */
    WRITE,
    /** A write of unknown outcome: answered with 5xx, or never answered. */
    UNANSWERED_WRITE,
    /** Upstream answered 401, 403, 404 or 410 for the list. */
    REFUSED,
    /** An operator: a purge, or the denial of a user, a session or a token. */
    OPERATOR,
    /** The user or session ended. */
    LOGOUT,
    /** Another gateway said so. */
    PEER
  }
}
