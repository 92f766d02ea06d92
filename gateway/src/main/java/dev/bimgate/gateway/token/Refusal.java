package dev.bimgate.gateway.token;

/** What a request without an accepted credential is answered with. */
public enum Refusal {
  /** No credential: 401 with bare challenges and no {@code error} (RFC 6750, 3.1). */
  ABSENT,
  /** A scheme we do not know: 401, answered like {@link #ABSENT}. */
  UNKNOWN_SCHEME,
  /** Not one {@code scheme SP token68}: 400 {@code invalid_request}. */
  MALFORMED,
  /** A token we do not accept: 401 {@code invalid_token}, with one text for all causes. */
  INVALID,
  /** The token's key is unknown and the issuer could not be asked: 503 with {@code Retry-After}. */
  KEYS_UNAVAILABLE,
  /** Too many tokens wait to be verified: 503 with {@code Retry-After}. */
  OVERLOADED,
  /** Bimplus could not say whose the token is: 502, 503 or 504, as for any call that failed. */
  UNANSWERED
}
