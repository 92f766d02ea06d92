package dev.bimgate.gateway;

import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Set;

/** Responds to methods that the gateway handles itself, on any path. */
final class MethodCheck {

  static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private static final Set<HttpMethod> NEVER_ALLOWED = Set.of(HttpMethod.TRACE, HttpMethod.CONNECT);

  private MethodCheck() {}

  /** {@code OPTIONS *} (RFC 9110, section 9.3.7); no other method may have that target. */
  static boolean isWholeServer(RequestContext request) {
    if (!request.request().uri().equals("*")) {
      return false;
    }
    if (!request.method().equals(HttpMethod.OPTIONS)) {
      ProblemResponse.write(
          request, new Problem(ProblemType.BAD_PATH, "The target * is valid only with OPTIONS."));
      return true;
    }
    request.outcome().route(RouteName.SERVER);
    request.outcome().result(Outcome.GATEWAY);
    CommonHeaders.complete(request, request.response().headers());
    request.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, ALLOWED).end();
    return true;
  }

  /** {@code TRACE} and {@code CONNECT}: 405 (RFC 9110, section 15.5.6). */
  static boolean isRejected(RequestContext request) {
    if (!NEVER_ALLOWED.contains(request.method())) {
      return false;
    }
    ProblemResponse.write(
        request,
        new Problem(
            ProblemType.METHOD_NOT_ALLOWED,
            "This method is not supported.",
            Map.of("Allow", ALLOWED)));
    return true;
  }
}
