package dev.bimgate.gateway.admin;

/** How an admin call ended. */
public enum AdminResult {
  /** Done. */
  DONE,
  /** The admin token was missing or wrong. */
  UNAUTHENTICATED,
  /** The call does not support this method. */
  BAD_METHOD,
  /** The body was no JSON object with the names and values that the call accepts. */
  BAD_BODY,
  /** The query had other names or values than the call accepts. */
  BAD_QUERY,
  /** A limit was reached. */
  LIMIT_REACHED,
  /** The gateway's fault: a defect. */
  FAILED
}
