package dev.bimgate.gateway.token.result;

/** How a fetch of the discovery document and the keys ended. */
public enum KeyFetch {
  /** The keys were read. */
  SUCCEEDED,
  /** No connection within 5 s, or it was closed early. */
  UNREACHABLE,
  /** The response was not complete in time. */
  TIMED_OUT,
  /** A status other than 200; redirects are not followed. */
  BAD_STATUS,
  /** The response was larger than 1 MB. */
  TOO_LARGE,
  /** Not a valid discovery document or JWK Set. */
  MALFORMED,
  /** The document names another issuer than the pinned one. */
  WRONG_ISSUER,
  /** {@code jwks_uri} is neither https nor on a loopback host. */
  FORBIDDEN_ADDRESS
}
