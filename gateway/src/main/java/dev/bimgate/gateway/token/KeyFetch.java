package dev.bimgate.gateway.token;

/** How a fetch of the discovery document and the keys ended. */
public enum KeyFetch {
  /** The keys were read. */
  SUCCEEDED,
  /** No connection, or it broke. */
  UNREACHABLE,
  /** The answer was not complete in time. */
  TIMED_OUT,
  /** Another status than 200; redirects are not followed. */
  BAD_STATUS,
  /** The answer was larger than a key set may be. */
  TOO_LARGE,
  /** Not the JSON it must be. */
  MALFORMED,
  /** The document names another issuer than the pinned one. */
  WRONG_ISSUER,
  /** {@code jwks_uri} is neither https nor on a loopback host. */
  FORBIDDEN_ADDRESS
}
