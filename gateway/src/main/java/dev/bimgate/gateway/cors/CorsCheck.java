package dev.bimgate.gateway.cors;

import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** The CORS rules (Fetch, section 3.2), in front of Quarkus's own filter. */
public final class CorsCheck {

  private final AllowedOrigins origins;

  public CorsCheck(AllowedOrigins origins) {
    this.origins = origins;
  }

  /** True when an origin other than the gateway's is allowed. */
  public boolean isNeeded() {
    return origins.areThere();
  }

  /** Whether this request goes on: it has no {@code Origin}, or an allowed one. */
  public boolean goesOn(HttpServerRequest request) {
    List<String> origin = request.headers().getAll(HttpHeaders.ORIGIN);
    return origin.isEmpty() || (origins.allow(origin) && !isPreflight(request));
  }

  public static boolean isPreflight(HttpServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().contains(HttpHeaders.ORIGIN)
        && (request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
            || request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
  }

  /**
   * Responds to a request that does not go on.
   *
   * @param filter responds to the preflight of an allowed origin
   */
  public void respond(RequestContext request, Runnable filter) {
    boolean preflight = isPreflight(request.request());
    if (preflight) {
      request.outcome().route(RouteName.PREFLIGHT);
    }
    if (!origins.allow(request.request().headers().getAll(HttpHeaders.ORIGIN))) {
      reject(request, "Requests from this origin are not allowed.");
      return;
    }
    request.outcome().result(Outcome.GATEWAY);
    CommonHeaders.complete(request, request.response().headers());
    filter.run();
  }

  public static void reject(RequestContext request, String detail) {
    ProblemResponse.write(request, new Problem(ProblemType.CORS_REFUSED, detail));
  }
}
