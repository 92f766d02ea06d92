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
   * The path could be read in two ways, or holds what no path of Bimplus does: dot segments,
   * encoded slashes or controls, empty segments, a semicolon. It was not sent on.
   *
   * <p>Build the path out of segments that are encoded one by one. The same request will never
   * pass.
   */
  BAD_PATH(400, "The path is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * The head of the request could be read in two ways by two servers: no {@code Host} or two, a
   * transfer coding other than {@code chunked}, lines or fields out of form, a target with
   * characters that are not allowed. Or so could its body: chunks out of form. The connection was
   * closed.
   *
   * <p>Use an HTTP client that keeps to RFC 9112, and look for a proxy in between that does not.
   */
  MALFORMED_REQUEST(400, "The head of the request is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * The head of the request was not complete within 15 seconds. The connection was closed.
   *
   * <p>Send the request again, its head in one go.
   */
  REQUEST_TIMEOUT(408, "The head of the request came too slowly", Outcome.REFUSED_REQUEST),
  /**
   * The request line has more than 16 KB. The connection was closed.
   *
   * <p>Ask for less at once, or send what is long as a body.
   */
  URI_TOO_LONG(414, "The request line is too long", Outcome.REFUSED_REQUEST),
  /**
   * {@code Expect} asked for something other than {@code 100-continue}.
   *
   * <p>Leave the field out.
   */
  EXPECTATION_FAILED(417, "The expectation cannot be met", Outcome.REFUSED_REQUEST),
  /**
   * The fields have more than 16 KB together, or there are more than 200. The connection was
   * closed.
   *
   * <p>Send fewer or shorter fields: look for cookies, which Bimplus has no use for.
   */
  HEADERS_TOO_LARGE(431, "The fields are too large", Outcome.REFUSED_REQUEST),
  /**
   * {@code Authorization} was given twice, was empty, or was not a scheme, one space and a token.
   *
   * <p>Send the field once, as {@code Bearer <token>} or {@code BimPlus <token>}.
   */
  INVALID_REQUEST(400, "The credential is out of form", Outcome.REFUSED_CREDENTIAL),
  /**
   * The body is not what is asked for here: not the form or the JSON object that the call takes,
   * with a name that it does not know, a name twice, or a value of the wrong type or length.
   *
   * <p>Send what the detail asks for. The same request will never pass.
   */
  INVALID_BODY(400, "The body is out of form", Outcome.REFUSED_REQUEST),
  /**
   * The query of an operator's call is not what is asked for: with a name that the call does not
   * know, a name twice, or a value out of form.
   *
   * <p>Send what the detail asks for. The same request will never pass.
   */
  INVALID_QUERY(400, "The query is out of form", Outcome.REFUSED_REQUEST),
  /**
   * The logout token is not accepted: out of form, of another issuer, for another app, too old,
   * with a signature that does not hold, or heard before. Nobody was logged out.
   *
   * <p>For the issuer's operator: look in the gateway's log for the cause, by the {@code
   * X-Request-Id}.
   */
  INVALID_LOGOUT_TOKEN(400, "The logout token is not accepted", Outcome.REFUSED_CREDENTIAL),
  /**
   * No credential came, or one under a scheme other than {@code Bearer} and {@code BimPlus}.
   *
   * <p>Get an access token from the issuer and send it in {@code Authorization}.
   */
  UNAUTHENTICATED(401, "A credential is required", Outcome.REFUSED_CREDENTIAL),
  /**
   * The token is not let in: expired, of another issuer, for another app, of another kind, out of
   * form, with a signature that does not hold, or of the old login and refused by Bimplus. The
   * client is told one text for all of these; the operator finds the cause in the log line.
   *
   * <p>Get a new access token (refresh, or log in again) and send the request once more. With a
   * token of the old login that may have ended, get one from the OIDC server that {@code
   * /v2/.well-known/openid-configuration} describes. If a new one is refused as well, ask the
   * operator with the {@code X-Request-Id}.
   */
  INVALID_TOKEN(401, "The token is not accepted", Outcome.REFUSED_CREDENTIAL),
  /**
   * A call for operators on the management port came without the operator's token, or with another
   * one. Tokens of users count for nothing there.
   *
   * <p>Send {@code Authorization: Bearer} with the token of {@code gateway.admin.token}.
   */
  ADMIN_TOKEN_REQUIRED(401, "The operator's token is required", Outcome.REFUSED_CREDENTIAL),
  /**
   * A browser asked whether a page of another origin may call, and that origin is not among those
   * let in.
   *
   * <p>Ask the operator to let the origin in ({@code quarkus.http.cors.origins}).
   */
  CORS_REFUSED(403, "The origin is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * The path is neither below {@code /v2} nor anything else that the gateway answers, or its first
   * segment is neither the slug of a team nor a resource of Bimplus. A 404 without this type is
   * Bimplus's own.
   *
   * <p>Correct the path.
   */
  NOT_FOUND(404, "Nothing is served here", Outcome.REFUSED_REQUEST),
  /**
   * The method is never served here; {@code Allow} tells those that are.
   *
   * <p>Use one of the methods in {@code Allow}.
   */
  METHOD_NOT_ALLOWED(405, "The method is not allowed", Outcome.REFUSED_REQUEST),
  /**
   * The old login ({@code authorize}) is no longer served: the operator has ended it, by {@code
   * gateway.legacy-tokens.enabled} or {@code .refuse-after}. Its tokens get {@code invalid-token}.
   *
   * <p>Get an access token from the OIDC server that {@code /v2/.well-known/openid-configuration}
   * describes, and send that.
   */
  LEGACY_LOGIN_GONE(410, "The old login has ended", Outcome.REFUSED_REQUEST),
  /**
   * The body is longer than anything that the call takes.
   *
   * <p>Send less; the detail tells the bound.
   */
  CONTENT_TOO_LARGE(413, "The body is too long", Outcome.REFUSED_REQUEST),
  /**
   * The body is of a type, or in a coding, that the call does not take.
   *
   * <p>Send what the detail asks for.
   */
  UNSUPPORTED_MEDIA_TYPE(415, "The type of the body is not taken", Outcome.REFUSED_REQUEST),
  /**
   * A defect of the gateway. The log holds it under the request id.
   *
   * <p>Reads may be tried once more; of a write it is not known whether Bimplus has seen it, so
   * look before repeating it. Tell the operator the {@code X-Request-Id}.
   */
  INTERNAL(500, "The gateway failed", Outcome.FAILED),
  /**
   * No connection to Bimplus came about, so it has not seen the request. Lists inside their error
   * window are still answered from memory.
   *
   * <p>Try again after some seconds, with growing pauses; writes as well, since nothing was sent.
   */
  UPSTREAM_UNREACHABLE(502, "Bimplus cannot be reached", Outcome.UPSTREAM_UNREACHABLE),
  /**
   * The connection to Bimplus ended before its answer did.
   *
   * <p>Try reads again. Of a write it is not known whether it took place: look before repeating it.
   */
  UPSTREAM_DISCONNECTED(502, "Bimplus broke off its answer", Outcome.UPSTREAM_BROKEN),
  /**
   * What came from Bimplus is no valid answer to the request: a head that cannot be decoded, an
   * interim status nobody asked for, a status outside 200 to 599.
   *
   * <p>Try reads again. Of a write it is not known whether it took place: look before repeating it.
   */
  UPSTREAM_MALFORMED(502, "Bimplus answered out of form", Outcome.UPSTREAM_BROKEN),
  /**
   * On a path where fields are hidden ({@code gateway.redacted-paths}) Bimplus answered in a form
   * that cannot be read, so nothing of it was passed on.
   *
   * <p>Try again. If it stays, tell the operator the {@code X-Request-Id}.
   */
  NOT_REDACTABLE(502, "Bimplus's answer cannot be shown", Outcome.UPSTREAM_BROKEN),
  /**
   * The token names a key that is not known here, and the last fetch of the issuer's keys failed.
   * It may well be good.
   *
   * <p>Keep the token and send the request again after {@code Retry-After}.
   */
  KEYS_UNAVAILABLE(503, "The issuer's keys cannot be had", Outcome.ISSUER_UNAVAILABLE),
  /**
   * The gateway is about to end and takes nothing new; Bimplus has not seen the request.
   *
   * <p>Send the request again after {@code Retry-After}, on a new connection; writes as well.
   */
  SHUTTING_DOWN(503, "The gateway is ending", Outcome.DRAINED),
  /**
   * More tokens wait to be verified than the gateway takes at once; or, told to an operator, more
   * is denied already than it remembers.
   *
   * <p>Send the request again after {@code Retry-After}.
   */
  OVERLOADED(503, "The gateway has no room", Outcome.OVERLOADED),
  /**
   * All connections to Bimplus stayed in use for the whole of {@code bimplus.pool-max-wait}.
   * Bimplus has not seen the request.
   *
   * <p>Send the request again after {@code Retry-After}; writes as well.
   */
  NO_CONNECTION(503, "No connection to Bimplus is free", Outcome.OVERLOADED),
  /**
   * Bimplus was asked whose a token of the old login is, and said that it cannot tell now: 429 or a
   * status of 500 and above. The token may well be good.
   *
   * <p>Keep the token and send the request again after {@code Retry-After}.
   */
  UPSTREAM_UNAVAILABLE(503, "Bimplus cannot answer now", Outcome.UPSTREAM_UNAVAILABLE),
  /**
   * Bimplus took the request and did not answer in time, or stopped in the middle of its answer.
   *
   * <p>Try reads again, with growing pauses. Of a write it is not known whether it took place: look
   * before repeating it.
   */
  UPSTREAM_TIMEOUT(504, "Bimplus did not answer in time", Outcome.UPSTREAM_TIMEOUT),
  /**
   * The request said {@code Cache-Control: only-if-cached}, and the gateway has no list in memory
   * that it may be answered with (RFC 9111, section 5.2.1.7). Bimplus was not asked.
   *
   * <p>Send the request again without that directive.
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
