package dev.bimgate.gateway.token;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import java.util.Map;

/** How a refusal is told to the client: one text for all that is wrong with a token. */
final class RefusalProblem {

  private static final Map<String, String> AFTER_NEXT_FETCH = Map.of("Retry-After", "10");
  private static final Map<String, String> SOON = Map.of("Retry-After", "1");

  private RefusalProblem() {}

  static Problem of(Refusal refusal) {
    return switch (refusal) {
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
