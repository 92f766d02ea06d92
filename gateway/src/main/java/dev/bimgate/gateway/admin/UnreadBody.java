package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;

/** A body that Quarkus's body handler on the management port rejected before any call. */
public final class UnreadBody {

  private UnreadBody() {}

  /**
   * Whether that is why a request has failed. Later failures have no status of their own, or one
   * that is no error; the body handler's is 200 for whatever ends the connection or its framing.
   */
  public static boolean isWhy(RoutingContext routing) {
    int status = routing.statusCode();
    return isTooLong(routing) || (routing.failure() != null && (status == 200 || status == 400));
  }

  public static Problem problem(RoutingContext routing) {
    return isTooLong(routing)
        ? new Problem(ProblemType.CONTENT_TOO_LARGE, "The body is larger than 64 KB.")
        : new Problem(ProblemType.INVALID_BODY, "The body could not be read.");
  }

  private static boolean isTooLong(RoutingContext routing) {
    return routing.statusCode() == 413;
  }
}
