package dev.bimgate.gateway.routes;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.context.target.RequestTarget;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which requests are writes, and which lists they invalidate by the rows of the cached routes. */
public final class WriteInvalidation {

  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

  private WriteInvalidation() {}

  /** True for unsafe methods (RFC 9110, section 9.2.1). */
  public static boolean isUnsafe(HttpMethod method) {
    return !SAFE.contains(method);
  }

  /**
   * What a request invalidates when it has succeeded, or when its outcome is unknown.
   *
   * @param reason which of the two
   */
  public static List<Invalidation> invalidationsBy(
      HttpMethod method, RequestTarget target, Invalidation.Reason reason) {
    if (!isUnsafe(method)) {
      return List.of();
    }
    List<String> path = target.ruleSegments();
    return Stream.of(CachedRoute.values())
        .flatMap(route -> route.invalidatedBy(path, target.team()).stream())
        .map(scope -> new Invalidation(scope, reason))
        .toList();
  }
}
