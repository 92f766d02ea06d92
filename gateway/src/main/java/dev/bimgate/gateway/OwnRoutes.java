package dev.bimgate.gateway;

import dev.bimgate.gateway.context.OwnRoute;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateway's own endpoints by path; each is an {@link OwnRoute}. */
final class OwnRoutes {

  private final Map<String, OwnRoute> byPath;

  OwnRoutes(List<OwnRoute> routes) {
    this.byPath =
        routes.stream().collect(Collectors.toUnmodifiableMap(OwnRoute::path, Function.identity()));
  }

  Set<String> paths() {
    return byPath.keySet();
  }

  /** Handles a request for one of these paths; false for any other. */
  boolean answer(RequestContext request) {
    OwnRoute route = byPath.get(request.target().path());
    if (route == null) {
      return false;
    }
    request.outcome().route(route.name());
    if (route.methods().contains(request.method())) {
      route.handler().accept(request);
    } else {
      ProblemAnswer.write(request, Problem.methodNotAllowed("This path", route.methods()));
    }
    return true;
  }
}
