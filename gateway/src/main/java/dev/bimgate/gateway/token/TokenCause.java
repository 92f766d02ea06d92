package dev.bimgate.gateway.token;

/**
 * Why a credential was rejected, for log and meter; the response shows the {@link Refusal} alone.
 */
public enum TokenCause {
  /** No {@code Authorization} field. */
  ABSENT(Refusal.ABSENT),
  /** Neither {@code Bearer} nor {@code BimPlus}. */
  UNKNOWN_SCHEME(Refusal.UNKNOWN_SCHEME),
  /** The field is given twice, is empty, or is not {@code scheme SP token68}. */
  MALFORMED_FIELD(Refusal.MALFORMED),

  /** Longer than 8,192 characters. */
  TOO_LONG(Refusal.INVALID),
  /** Not three parts of base64url, so neither a signed JWT nor a legacy token. */
  NOT_A_JWT(Refusal.INVALID),
  /** Padding, foreign characters or spare bits in a part (RFC 7515, 2; RFC 4648, 3.5). */
  BASE64URL(Refusal.INVALID),
  /** Header or payload is no strict JSON object in UTF-8, or nested too deeply. */
  NOT_JSON(Refusal.INVALID),
  /** A member name occurs twice in one object. */
  DUPLICATE_MEMBER(Refusal.INVALID),
  /** {@code crit}, whatever it lists, or {@code b64}: we understand no extension. */
  CRIT(Refusal.INVALID),
  /** A key or the address of one in the header: {@code jwk}, {@code jku}, {@code x5c}, ... */
  EMBEDDED_KEY(Refusal.INVALID),
  /** Compressed, nested or encrypted content: {@code zip}, {@code cty} or {@code enc}. */
  CONTENT_CODING(Refusal.INVALID),
  /** {@code alg} is absent or not among the configured ones. */
  ALGORITHM(Refusal.INVALID),
  /** {@code kid} is no string. */
  KEY_ID(Refusal.INVALID),
  /** {@code typ} of header or payload: an ID, refresh or logout token, or something else. */
  KIND(Refusal.INVALID),
  /** A claim is missing or has a form it must not have. */
  CLAIM(Refusal.INVALID),
  /** {@code exp} has passed. */
  EXPIRED(Refusal.INVALID),
  /** {@code nbf} or {@code iat} lies ahead. */
  NOT_YET_VALID(Refusal.INVALID),
  /** {@code iss} is not exactly the issuer's. */
  WRONG_ISSUER(Refusal.INVALID),
  /** {@code aud} names none of the configured audiences. */
  WRONG_AUDIENCE(Refusal.INVALID),
  /** {@code azp}, or {@code client_id}, is none of the configured parties. */
  WRONG_PARTY(Refusal.INVALID),
  /** Bound to a key of its sender ({@code cnf}), so no bearer token (RFC 8705, 3; RFC 9449, 7). */
  SENDER_BOUND(Refusal.INVALID),
  /** The issuer answered, and has no such key. */
  UNKNOWN_KEY(Refusal.INVALID),
  /** The key named by {@code kid} is not for this algorithm. */
  KEY_MISMATCH(Refusal.INVALID),
  /** The signature does not belong to header and payload. */
  BAD_SIGNATURE(Refusal.INVALID),
  /**
   * SmallRye JWT rejects what the strict reading accepts, for another reason than the signature.
   */
  LIBRARY(Refusal.INVALID),
  /**
   * SmallRye JWT reads another issuer, subject, app, session or {@code exp} than the strict
   * reading.
   */
  DISAGREEMENT(Refusal.INVALID),
  /** The token is good; an operator has denied it, its session or its user. */
  DENIED(Refusal.INVALID),
  /** The token is good; the issuer has said that its session has ended, or all of its user. */
  LOGGED_OUT(Refusal.INVALID),
  /** A legacy token of 32 hex digits, while those are not let in. */
  LEGACY(Refusal.INVALID),
  /** Bimplus said that a legacy token is nobody's (401, 403). */
  LEGACY_REFUSED(Refusal.INVALID),
  /** Bimplus has no such login any more (404, 405, 410): its old login is removed. */
  LEGACY_REMOVED(Refusal.INVALID),
  /** The check itself failed in a way nobody foresaw. */
  UNEXPECTED(Refusal.INVALID),

  /** The key is unknown, and the last fetch of keys failed. */
  KEYS_UNAVAILABLE(Refusal.KEYS_UNAVAILABLE),
  /** Bimplus could not be asked whose a legacy token is: away, late, 429 or 5xx. */
  LEGACY_UNANSWERED(Refusal.UNANSWERED),
  /** Bimplus was asked whose a legacy token is, and what came is no answer. */
  LEGACY_MALFORMED(Refusal.UNANSWERED),
  /** Too many tokens wait to be verified. */
  OVERLOADED(Refusal.OVERLOADED);

  private final Refusal refusal;

  TokenCause(Refusal refusal) {
    this.refusal = refusal;
  }

  /** The kind of response. */
  public Refusal refusal() {
    return refusal;
  }
}
