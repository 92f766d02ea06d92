package dev.bimgate.gateway.token;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import java.util.Map;

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
  UNANSWERED;

  private static final Map<String, String> AFTER_NEXT_FETCH = Map.of("Retry-After", "10");
  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  /** What the client is told: one text for all that is wrong with a token. */
  Problem problem() {
    return switch (this) {
      case ABSENT, UNKNOWN_SCHEME ->
          new Problem(
              ProblemType.UNAUTHENTICATED,
              "Send Authorization with the scheme Bearer or BimPlus and an access token.");
      case MALFORMED ->
          new Problem(
              ProblemType.INVALID_REQUEST,
              "Authorization must be given once, as a scheme, one space and a token.");
      case INVALID ->
          new Problem(
              ProblemType.INVALID_TOKEN,
              "The token is not accepted. Get an access token from the OIDC server that"
                  + " /v2/.well-known/openid-configuration describes; tokens of the old login"
                  + " (authorize) may no longer be accepted.");
      case KEYS_UNAVAILABLE ->
          new Problem(
              ProblemType.KEYS_UNAVAILABLE,
              "The token cannot be checked now; keep it and retry.",
              AFTER_NEXT_FETCH);
      case UNANSWERED ->
          new Problem(
              ProblemType.UPSTREAM_UNAVAILABLE,
              "Bimplus cannot say now whose the token is; keep it and retry.",
              SOON);
      case OVERLOADED ->
          new Problem(ProblemType.OVERLOADED, "Too many tokens wait to be checked; retry.", SOON);
    };
  }
}
