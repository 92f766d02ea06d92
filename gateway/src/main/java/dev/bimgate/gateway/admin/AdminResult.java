package dev.bimgate.gateway.admin;

/** How a call of an operator ended. */
public enum AdminResult {
  /** It was done. */
  DONE,
  /** The operator's token was missing, or it was another one. */
  UNAUTHENTICATED,
  /** The call does not take this method. */
  BAD_METHOD,
  /** The body was no JSON object with the names and values that the call takes. */
  BAD_BODY,
  /** The query had other names or values than the call takes. */
  BAD_QUERY,
  /** There was no room for it. */
  LIMIT_REACHED,
  /** The gateway's fault: a defect. */
  FAILED
}
