package dev.bimgate.gateway.routes;

import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.gateway.context.target.RequestTarget;
import dev.bimgate.gateway.context.target.TargetParser;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The lists that the response to a write names in {@code Location} or {@code Content-Location};
 * they are invalidated too (RFC 9111, section 4.4).
 *
 * <p>Only URLs of Bimplus itself count, or any server's response could invalidate lists.
 */
public final class LocationInvalidation {

  private static final String BASE = "/v2";

  private static final List<String> NAMING = List.of("Location", "Content-Location");

  private final URI base;
  private final TargetParser targets;

  /**
   * The lists below a base.
   *
   * @param base of the API, {@code /v2} included
   */
  public LocationInvalidation(URI base, TargetParser targets) {
    this.base = base;
    this.targets = targets;
  }

  /** What a response invalidates, besides what its request does. */
  public List<Invalidation> invalidationsBy(
      HttpMethod method, RequestTarget written, MultiMap response) {
    if (!WriteInvalidation.isUnsafe(method)) {
      return List.of();
    }
    return NAMING.stream()
        .flatMap(name -> response.getAll(name).stream())
        .flatMap(reference -> named(written, reference.trim()).stream())
        .flatMap(target -> invalidationOf(target).stream())
        .toList();
  }

  private Optional<RequestTarget> named(RequestTarget written, String reference) {
    try {
      String path = base.getRawPath() + written.path().substring(BASE.length());
      URI address = base.resolve(path).resolve(reference);
      boolean below =
          isOfBimplus(address) && address.getRawPath().startsWith(base.getRawPath() + "/");
      return below ? read(address) : Optional.empty();
    } catch (IllegalArgumentException outOfForm) {
      return Optional.empty();
    }
  }

  private boolean isOfBimplus(URI address) {
    return base.getScheme().equalsIgnoreCase(address.getScheme())
        && base.getRawAuthority().equalsIgnoreCase(address.getRawAuthority())
        && address.getRawPath() != null;
  }

  private Optional<RequestTarget> read(URI address) {
    String path = BASE + address.getRawPath().substring(base.getRawPath().length());
    return targets.read(path) instanceof TargetParser.Accepted accepted
        ? Optional.of(accepted.target())
        : Optional.empty();
  }

  private static Optional<Invalidation> invalidationOf(RequestTarget named) {
    return CachedRoute.at(named.rulePath(), named.team())
        .map(route -> new Invalidation(route.scope(named.team()), Invalidation.Reason.WRITE));
  }
}
