package dev.bimgate.gateway.problem;

import dev.bimgate.gateway.context.Outcome;
import java.util.Locale;

/**
 * The kinds of error that the gateway writes itself (RFC 9457).
 *
 * <p>Of each constant the first paragraph is the meaning and the second what the client should do:
 * docs/problems.md is generated from them.
 */
public enum ProblemType {
  /**
   * The path is ambiguous, or contains what no path of Bimplus does: dot segments, encoded slashes
   * or controls, empty segments, a semicolon. Bimplus has not received the request.
   *
   * <p>Build the path from segments that are encoded one by one. Do not retry the same request.
   */
  BAD_PATH(400, "The path is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * Two servers could parse the request differently: no {@code Host} or two, a transfer coding
   * other than {@code chunked}, malformed lines, headers or chunks, a target with characters that
   * are not allowed. The connection was closed.
   *
   * <p>Use an HTTP client that follows RFC 9112, and look for a proxy that does not.
   */
  MALFORMED_REQUEST(400, "The request is malformed", Outcome.REFUSED_REQUEST),
  /**
   * Request line and headers were not complete within 15 seconds. The connection was closed.
   *
   * <p>Retry, and send request line and headers at once.
   */
  REQUEST_TIMEOUT(408, "The request headers did not arrive in time", Outcome.REFUSED_REQUEST),
  /**
   * The client sent less than 16 KB of the body within a minute in which the gateway was ready to
   * take more; or a login took longer than 5 seconds. The request to Bimplus was cancelled.
   *
   * <p>Retry on a better network. Bimplus may have received the beginning of the body: check before
   * repeating a write.
   */
  BODY_TIMEOUT(408, "The request body did not arrive in time", Outcome.REFUSED_REQUEST),
  /**
   * The request line is larger than 16 KB. The connection was closed.
   *
   * <p>Request less at once, or send long values in a body.
   */
  URI_TOO_LONG(414, "The request line is too long", Outcome.REFUSED_REQUEST),
  /**
   * {@code Expect} has a value other than {@code 100-continue}.
   *
   * <p>Omit the header.
   */
  EXPECTATION_FAILED(417, "The expectation cannot be met", Outcome.REFUSED_REQUEST),
  /**
   * The headers are larger than 16 KB together, or there are more than 200. The connection was
   * closed.
   *
   * <p>Send fewer or shorter headers: look for cookies, which Bimplus does not use.
   */
  HEADERS_TOO_LARGE(431, "The request headers are too large", Outcome.REFUSED_REQUEST),
  /**
   * The requests of this user that are in progress take all connections to Bimplus that one user
   * may take, and none became free within {@code bimplus.pool-max-wait}. Bimplus has not received
   * the request.
   *
   * <p>Retry after {@code Retry-After}; writes as well. Run fewer requests at once, and read
   * responses to their end.
   */
  TOO_MANY_AT_ONCE(429, "Too many requests are in progress", Outcome.LIMITED),
  /**
   * {@code Authorization} occurs twice, is empty, or is not a scheme, one space and a token.
   *
   * <p>Send the header once, as {@code Bearer <token>} or {@code BimPlus <token>}.
   */
  INVALID_REQUEST(400, "The credential is malformed", Outcome.REFUSED_CREDENTIAL),
  /**
   * The body is not the required form or JSON object, or has an unknown name, a name twice, or a
   * value of the wrong type or length.
   *
   * <p>Send what the detail requires. Do not retry the same request.
   */
  INVALID_BODY(400, "The request body is invalid", Outcome.REFUSED_REQUEST),
  /**
   * The query of an admin request has an unknown name, a name twice, or a malformed value.
   *
   * <p>Send what the detail requires. Do not retry the same request.
   */
  INVALID_QUERY(400, "The query is invalid", Outcome.REFUSED_REQUEST),
  /**
   * The logout token is malformed, from another issuer, for another app, expired, badly signed, or
   * was received before. Nobody was logged out.
   *
   * <p>For the issuer's operator: look up the cause in the gateway's log by the {@code
   * X-Request-Id}.
   */
  INVALID_LOGOUT_TOKEN(400, "The logout token is not accepted", Outcome.REFUSED_CREDENTIAL),
  /**
   * There is no credential, or one with a scheme other than {@code Bearer} and {@code BimPlus}.
   *
   * <p>Get an access token from the issuer and send it in {@code Authorization}.
   */
  UNAUTHENTICATED(401, "A credential is required", Outcome.REFUSED_CREDENTIAL),
  /**
   * The token is expired, from another issuer, for another app, of another kind, malformed, badly
   * signed, or a legacy token that Bimplus rejects. The response has one text for all of these; the
   * log line has the cause.
   *
   * <p>Get a new access token (refresh, or log in again) and retry. Instead of a legacy token,
   * which may no longer be accepted, get one from the OIDC server that {@code
   * /v2/.well-known/openid-configuration} describes. If a new one is rejected as well, give the
   * operator the {@code X-Request-Id}.
   */
  INVALID_TOKEN(401, "The token is not accepted", Outcome.REFUSED_CREDENTIAL),
  /**
   * A request to the admin API on the management port has no admin token, or a wrong one. Tokens of
   * users are not accepted there.
   *
   * <p>Send {@code Authorization: Bearer} with the token of {@code gateway.admin.token}.
   */
  ADMIN_TOKEN_REQUIRED(401, "The admin token is required", Outcome.REFUSED_CREDENTIAL),
  /**
   * The management port requires a client certificate for everything but health, and the connection
   * has none.
   *
   * <p>Connect with a certificate of an authority that the operator trusts ({@code
   * quarkus.tls.<name>.trust-store}).
   */
  CLIENT_CERTIFICATE_REQUIRED(403, "A client certificate is required", Outcome.REFUSED_CREDENTIAL),
  /**
   * A browser sent a request or a CORS preflight for a page whose origin is not allowed.
   *
   * <p>Ask the operator to allow the origin ({@code quarkus.http.cors.origins}).
   */
  CORS_REFUSED(403, "The origin is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * The path is neither below {@code /v2} nor one of the gateway's own, or its first segment is
   * neither the slug of a team nor a resource of Bimplus. A 404 without this type is from Bimplus.
   *
   * <p>Correct the path.
   */
  NOT_FOUND(404, "The path was not found", Outcome.REFUSED_REQUEST),
  /**
   * The path does not support the method.
   *
   * <p>Use one of the methods in {@code Allow}.
   */
  METHOD_NOT_ALLOWED(405, "The method is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * {@code authorize} is no longer served: the operator has ended it, by {@code
   * gateway.legacy-tokens.enabled} or {@code .refuse-after}. Its tokens get {@code invalid-token}.
   *
   * <p>Get an access token from the OIDC server that {@code /v2/.well-known/openid-configuration}
   * describes, and send that.
   */
  LEGACY_LOGIN_GONE(410, "Legacy login is no longer supported", Outcome.REFUSED_REQUEST),
  /**
   * The body is larger than the limit.
   *
   * <p>Send less; the detail has the limit.
   */
  CONTENT_TOO_LARGE(413, "The request body is too large", Outcome.REFUSED_REQUEST),
  /**
   * The media type or the content coding of the body is not supported.
   *
   * <p>Send what the detail requires.
   */
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported", Outcome.REFUSED_REQUEST),
  /**
   * The calls that Bimplus allows the user per hour are used up, or Bimplus responded 429 and asked
   * to wait. Before they are, the last ones are reserved for writes: then only reads get this.
   * Lists within {@code gateway.cache.stale-if-error} are still served from the cache. Bimplus has
   * not received the request.
   *
   * <p>Retry after {@code Retry-After}, and poll less often; writes as well, since nothing was
   * sent.
   */
  BUDGET_SPENT(429, "The user's budget is spent", Outcome.LIMITED),
  /**
   * More calls than the operator allows: of the user ({@code gateway.limits.per-user-rate}), of
   * this app of the user ({@code gateway.limits.per-app-share}), or, without a verified user, of
   * your address ({@code gateway.limits.login-rate}). Bimplus has not received the request.
   *
   * <p>Retry after {@code Retry-After}, and send fewer requests; writes as well, since nothing was
   * sent. If many users share your address, ask the operator to raise the limit.
   */
  TOO_MANY_CALLS(429, "Too many calls", Outcome.LIMITED),
  /**
   * An error of the gateway. The log has it under the request ID.
   *
   * <p>Retry reads once. Bimplus may have received a write: check before repeating it. Give the
   * operator the {@code X-Request-Id}.
   */
  INTERNAL(500, "The gateway failed", Outcome.FAILED),
  /**
   * No connection to Bimplus was established, so Bimplus has not received the request. Lists within
   * {@code gateway.cache.stale-if-error} are still served from the cache.
   *
   * <p>Retry after some seconds, with backoff; writes as well, since nothing was sent.
   */
  UPSTREAM_UNREACHABLE(502, "Bimplus cannot be reached", Outcome.UPSTREAM_UNREACHABLE),
  /**
   * The connection to Bimplus was closed before the end of the response.
   *
   * <p>Retry reads. A write may have taken place: check before repeating it.
   */
  UPSTREAM_DISCONNECTED(502, "The connection to Bimplus was lost", Outcome.UPSTREAM_BROKEN),
  /**
   * The response of Bimplus is invalid: headers that cannot be parsed, an unexpected interim
   * status, a status outside 200 to 599.
   *
   * <p>Retry reads. A write may have taken place: check before repeating it.
   */
  UPSTREAM_MALFORMED(502, "The response of Bimplus is malformed", Outcome.UPSTREAM_BROKEN),
  /**
   * On a path with redaction ({@code gateway.redacted-paths}) the response of Bimplus could not be
   * parsed, so nothing of it was forwarded.
   *
   * <p>Retry. If the error persists, give the operator the {@code X-Request-Id}.
   */
  NOT_REDACTABLE(502, "The response of Bimplus cannot be redacted", Outcome.UPSTREAM_BROKEN),
  /**
   * The key of the token is unknown, and the last fetch of the issuer's keys failed. The token may
   * be valid.
   *
   * <p>Keep the token and retry after {@code Retry-After}.
   */
  KEYS_UNAVAILABLE(503, "The issuer's keys are unavailable", Outcome.ISSUER_UNAVAILABLE),
  /**
   * The gateway is shutting down. Bimplus has not received the request.
   *
   * <p>Retry after {@code Retry-After}, on a new connection; writes as well.
   */
  SHUTTING_DOWN(503, "The gateway is shutting down", Outcome.DRAINED),
  /**
   * More requests wait for Bimplus, for the issuer or for their own body than {@code
   * gateway.limits.max-requests} allows, or the token verification queue is full; in the admin API:
   * the deny list is full. Bimplus has not received the request. Lists within {@code
   * gateway.cache.stale-if-error} are still served from the cache.
   *
   * <p>Retry after {@code Retry-After}, with backoff; writes as well.
   */
  OVERLOADED(503, "The gateway has reached a limit", Outcome.OVERLOADED),
  /**
   * All connections to Bimplus that this request may use were in use for {@code
   * bimplus.pool-max-wait}. Bimplus has not received the request.
   *
   * <p>Retry after {@code Retry-After}; writes as well.
   */
  NO_CONNECTION(503, "The connection pool to Bimplus is exhausted", Outcome.OVERLOADED),
  /**
   * The gateway is isolated: it cannot let its peers know what this write changes, and {@code
   * gateway.peers.isolated-writes=refuse}. With {@code Retry-After}, Bimplus has not received the
   * request. Without, the gateway became isolated meanwhile: the write has taken place, and peers
   * may serve lists from before it until the gateway returns.
   *
   * <p>With {@code Retry-After}, retry after it, best on a new connection. Without, check before
   * repeating the write.
   */
  ISOLATED(503, "The gateway is isolated from its peers", Outcome.ISOLATED),
  /**
   * Bimplus has not responded to requests like this one for some time, so that this one was not
   * sent; or it responded to the lookup of a legacy token with 429 or a status of 500 and above, or
   * did not serve its discovery document. The token may be valid.
   *
   * <p>Keep the token and retry after {@code Retry-After}; writes as well.
   */
  UPSTREAM_UNAVAILABLE(503, "Bimplus is unavailable", Outcome.UPSTREAM_UNAVAILABLE),
  /**
   * Bimplus received the request and did not respond in time, or stalled within its response.
   *
   * <p>Retry reads with backoff. A write may have taken place: check before repeating it.
   */
  UPSTREAM_TIMEOUT(504, "Bimplus did not respond in time", Outcome.UPSTREAM_TIMEOUT),
  /**
   * The request has {@code Cache-Control: only-if-cached}, and no stored list satisfies it (RFC
   * 9111, section 5.2.1.7). No request was sent to Bimplus.
   *
   * <p>Retry without that directive.
   */
  NOT_CACHED(504, "The list is not in the cache", Outcome.REFUSED_REQUEST);

  private final int status;
  private final String title;
  private final Outcome outcome;
  private final String uri =
      "urn:bimgate:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemType(int status, String title, Outcome outcome) {
    this.status = status;
    this.title = title;
    this.outcome = outcome;
  }

  public int status() {
    return status;
  }

  /** The same for every occurrence, as RFC 9457, section 3.1.3, requires. */
  public String title() {
    return title;
  }

  /** The absolute, stable {@code type}. */
  public String uri() {
    return uri;
  }

  /** The outcome of a request with this problem. */
  public Outcome outcome() {
    return outcome;
  }
}
