package dev.bimgate.gateway;

import dev.bimgate.gateway.context.OwnRoute;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The paths that the gateway answers alone, each of which is an {@link OwnRoute}. */
final class OwnRoutes {

  private final Map<String, OwnRoute> byPath;

  OwnRoutes(List<OwnRoute> routes) {
    this.byPath =
        routes.stream().collect(Collectors.toUnmodifiableMap(OwnRoute::path, Function.identity()));
  }

  /** The paths of all of them. */
  Set<String> paths() {
    return byPath.keySet();
  }

  /** Answers a request whose target is one of these paths; false when it is for others. */
  boolean answer(RequestContext request) {
    OwnRoute route = byPath.get(request.target().path());
    if (route == null) {
      return false;
    }
    request.route(route.name());
    if (route.methods().contains(request.method())) {
      route.answer(request);
    } else {
      refuse(request, route.methods());
    }
    return true;
  }

  /** 405 (RFC 9110, section 15.5.6). */
  private static void refuse(RequestContext request, List<HttpMethod> allowed) {
    String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    ProblemAnswer.write(
        request,
        new Problem(
            ProblemType.METHOD_NOT_ALLOWED,
            "This path takes " + names + '.',
            Map.of("Allow", names)));
  }
}
