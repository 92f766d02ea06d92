package dev.bimgate.gateway.token;

/** How a fetch of the discovery document and the keys ended. */
public enum KeyFetch {
  SUCCEEDED,
  /** No connection, or it broke. */
  UNREACHABLE,
  TIMED_OUT,
  /** Another status than 200; redirects are not followed. */
  BAD_STATUS,
  TOO_LARGE,
  /** Not the JSON it must be. */
  MALFORMED,
  /** The document names another issuer than the pinned one. */
  WRONG_ISSUER,
  /** {@code jwks_uri} is neither https nor on a loopback host. */
  FORBIDDEN_ADDRESS
}
