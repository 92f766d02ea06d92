package dev.bimgate.gateway;

import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateway's own endpoints by path; each is a {@link GatewayEndpoint}. */
final class GatewayEndpoints {

  private final Map<String, GatewayEndpoint> byPath;

  GatewayEndpoints(List<GatewayEndpoint> routes) {
    this.byPath =
        routes.stream()
            .collect(Collectors.toUnmodifiableMap(GatewayEndpoint::path, Function.identity()));
  }

  Set<String> paths() {
    return byPath.keySet();
  }

  /** Handles a request for one of these paths; false for any other. */
  boolean respond(RequestContext request) {
    GatewayEndpoint route = byPath.get(request.target().path());
    if (route == null) {
      return false;
    }
    request.outcome().route(route.name());
    if (route.methods().contains(request.method())) {
      route.handler().accept(request);
    } else {
      ProblemResponse.write(request, Problem.methodNotAllowed("This path", route.methods()));
    }
    return true;
  }
}
