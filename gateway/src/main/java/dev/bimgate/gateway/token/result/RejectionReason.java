package dev.bimgate.gateway.token.result;

/**
 * Why a credential was rejected, for log and meter; the response shows the {@link
 * RejectionResponse} alone.
 */
public enum RejectionReason {
  /** No {@code Authorization} header. */
  ABSENT(RejectionResponse.ABSENT),
  /** Neither {@code Bearer} nor {@code BimPlus}. */
  UNKNOWN_SCHEME(RejectionResponse.UNKNOWN_SCHEME),
  /** The header occurs twice, is empty, or is not {@code scheme SP token68}. */
  MALFORMED_FIELD(RejectionResponse.MALFORMED),

  /** Longer than 8,192 characters. */
  TOO_LONG(RejectionResponse.INVALID),
  /** Not three parts of base64url, so neither a signed JWT nor a legacy token. */
  NOT_A_JWT(RejectionResponse.INVALID),
  /** Padding, foreign characters or spare bits in a part (RFC 7515, 2; RFC 4648, 3.5). */
  BASE64URL(RejectionResponse.INVALID),
  /** Header or payload is not a strict JSON object in UTF-8, or nested too deeply. */
  NOT_JSON(RejectionResponse.INVALID),
  /** A member name occurs twice in one object. */
  DUPLICATE_MEMBER(RejectionResponse.INVALID),
  /** {@code crit}, whatever it lists, or {@code b64}: no extension is supported. */
  CRIT(RejectionResponse.INVALID),
  /** A key or the address of one in the header: {@code jwk}, {@code jku}, {@code x5c}, ... */
  EMBEDDED_KEY(RejectionResponse.INVALID),
  /** Compressed, nested or encrypted content: {@code zip}, {@code cty} or {@code enc}. */
  CONTENT_CODING(RejectionResponse.INVALID),
  /** {@code alg} is absent or not among the configured ones. */
  ALGORITHM(RejectionResponse.INVALID),
  /** {@code kid} is not a string. */
  KEY_ID(RejectionResponse.INVALID),
  /**
   * Not an access token by {@code typ} of header or payload: an ID, refresh or logout token, ...
   */
  KIND(RejectionResponse.INVALID),
  /** A claim is missing or malformed. */
  CLAIM(RejectionResponse.INVALID),
  /** {@code exp} has passed. */
  EXPIRED(RejectionResponse.INVALID),
  /** {@code nbf} or {@code iat} is in the future. */
  NOT_YET_VALID(RejectionResponse.INVALID),
  /** {@code iss} is not exactly the issuer's. */
  WRONG_ISSUER(RejectionResponse.INVALID),
  /** {@code aud} names none of the configured audiences. */
  WRONG_AUDIENCE(RejectionResponse.INVALID),
  /** {@code azp}, or {@code client_id}, is none of the configured parties. */
  WRONG_PARTY(RejectionResponse.INVALID),
  /** Bound to a key of its sender ({@code cnf}), so no bearer token (RFC 8705, 3; RFC 9449, 7). */
  SENDER_BOUND(RejectionResponse.INVALID),
  /** The issuer publishes no such key. */
  UNKNOWN_KEY(RejectionResponse.INVALID),
  /** The key named by {@code kid} is not for this algorithm. */
  KEY_MISMATCH(RejectionResponse.INVALID),
  /** The signature is invalid. */
  BAD_SIGNATURE(RejectionResponse.INVALID),
  /** SmallRye JWT rejects what the strict parser accepts, for another reason than the signature. */
  LIBRARY(RejectionResponse.INVALID),
  /**
   * SmallRye JWT reads another issuer, subject, app, session or {@code exp} than the strict parser.
   */
  DISAGREEMENT(RejectionResponse.INVALID),
  /** The token is valid, but an operator has denied it, its session or its user. */
  DENIED(RejectionResponse.INVALID),
  /** The token is valid, but its session or its user was logged out at the issuer. */
  LOGGED_OUT(RejectionResponse.INVALID),
  /** A legacy token of 32 hex digits, while those are not accepted. */
  LEGACY(RejectionResponse.INVALID),
  /** Bimplus rejected a legacy token (401, 403). */
  LEGACY_REFUSED(RejectionResponse.INVALID),
  /** Bimplus no longer supports legacy tokens (404, 405, 410). */
  LEGACY_REMOVED(RejectionResponse.INVALID),
  /** An unexpected error in the verification. */
  UNEXPECTED(RejectionResponse.INVALID),

  /** The key is unknown, and the last fetch of keys failed. */
  KEYS_UNAVAILABLE(RejectionResponse.KEYS_UNAVAILABLE),
  /** The lookup of a legacy token at Bimplus failed: unreachable, timeout, 429 or 5xx. */
  LEGACY_UNANSWERED(RejectionResponse.UNANSWERED),
  /** The response to the lookup of a legacy token was malformed. */
  LEGACY_MALFORMED(RejectionResponse.UNANSWERED),
  /** More logins and unknown legacy tokens than {@code gateway.limits.login-rate} allows. */
  LOGIN_LIMITED(RejectionResponse.LIMITED),
  /** The verification queue is full. */
  OVERLOADED(RejectionResponse.OVERLOADED);

  private final RejectionResponse response;

  RejectionReason(RejectionResponse response) {
    this.response = response;
  }

  /** The kind of response. */
  public RejectionResponse response() {
    return response;
  }
}
