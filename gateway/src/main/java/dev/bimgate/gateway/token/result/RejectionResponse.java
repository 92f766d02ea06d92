package dev.bimgate.gateway.token.result;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import java.util.Map;

/** The response to a request without an accepted credential. */
public enum RejectionResponse {
  /** No credential: 401 with bare challenges and no {@code error} (RFC 6750, 3.1). */
  ABSENT,
  /** An unsupported scheme: 401, like {@link #ABSENT}. */
  UNKNOWN_SCHEME,
  /** Not exactly one {@code scheme SP token68}: 400 {@code invalid_request}. */
  MALFORMED,
  /** A rejected token: 401 {@code invalid_token}, with one text for all reasons. */
  INVALID,
  /** An unknown key, and the issuer is unavailable: 503 with {@code Retry-After}. */
  KEYS_UNAVAILABLE,
  /** The verification queue is full: 503 with {@code Retry-After}. */
  OVERLOADED,
  /** The lookup of a legacy token failed: 502, 503 or 504, as for any upstream request. */
  UNANSWERED,
  /** Too many unknown legacy tokens from one address: 429 with {@code Retry-After}. */
  LIMITED;

  private static final Map<String, String> AFTER_NEXT_FETCH = Map.of("Retry-After", "10");
  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  /** The problem sent to the client: one text for all faults of a token. */
  public Problem problem() {
    return switch (this) {
      case ABSENT, UNKNOWN_SCHEME ->
          new Problem(
              ProblemType.UNAUTHENTICATED,
              "Send an access token in Authorization, with the scheme Bearer or BimPlus.");
      case MALFORMED ->
          new Problem(
              ProblemType.INVALID_REQUEST,
              "Send Authorization once, as a scheme, one space and a token.");
      case INVALID ->
          new Problem(
              ProblemType.INVALID_TOKEN,
              "The token is not accepted. Get an access token from the OIDC server that"
                  + " /v2/.well-known/openid-configuration describes; legacy tokens (authorize) may"
                  + " no longer be accepted.");
      case KEYS_UNAVAILABLE ->
          new Problem(
              ProblemType.KEYS_UNAVAILABLE,
              "The token cannot be verified now; keep it and retry.",
              AFTER_NEXT_FETCH);
      case UNANSWERED ->
          new Problem(
              ProblemType.UPSTREAM_UNAVAILABLE,
              "Bimplus cannot look up the owner of the token now; keep the token and retry.",
              SOON);
      case LIMITED ->
          new Problem(
              ProblemType.TOO_MANY_CALLS,
              "Too many unknown legacy tokens came from this address.",
              SOON);
      case OVERLOADED ->
          new Problem(ProblemType.OVERLOADED, "The token verification queue is full; retry.", SOON);
    };
  }
}
