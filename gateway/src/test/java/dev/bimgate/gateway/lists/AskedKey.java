package dev.bimgate.gateway.lists;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.routes.CachedRoute;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;
import java.util.Set;

/** The key that the gateway makes of a request target. */
final class AskedKey {

  private static final TargetParser TARGETS = new TargetParser(Set.of("_"), Set.of());

  private AskedKey() {}

  /** Empty for a target that is rejected, or of no cached route. */
  static Optional<CacheKey> of(String target, Caller caller) {
    return TARGETS.read(target) instanceof TargetParser.Accepted accepted
        ? of(accepted.target(), caller)
        : Optional.empty();
  }

  private static Optional<CacheKey> of(RequestTarget target, Caller caller) {
    return CachedRoute.of(HttpMethod.GET, target).map(route -> route.key(caller, target));
  }
}
