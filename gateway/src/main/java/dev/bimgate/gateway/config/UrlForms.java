package dev.bimgate.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Function;

/** The formats of URLs. */
final class UrlForms {

  private UrlForms() {}

  /**
   * The base of the API: {@code https:}, or {@code http:} to a loopback host, up to {@code /v2}.
   */
  static ValueForm api() {
    return guarded().and(url(UrlForms::apiPathFault));
  }

  /** {@code https:}, or {@code http:} to a loopback host. */
  static ValueForm guarded() {
    return web().and(url(UrlForms::cleartextFault));
  }

  /** {@code https:} or {@code http:} to any host, without user, query and fragment. */
  static ValueForm web() {
    return value -> {
      try {
        return faultOf(new URI(value));
      } catch (URISyntaxException notOne) {
        return Optional.of("must be a URL such as https://api.example.com/v2");
      }
    };
  }

  /** {@code rediss:}, or {@code redis:} to a loopback host, with credentials if any. */
  static ValueForm valkey() {
    return value -> {
      try {
        return valkeyFault(new URI(value));
      } catch (URISyntaxException notOne) {
        return Optional.of("must be a URL such as rediss://user:password@valkey.example.com:6379");
      }
    };
  }

  private static Optional<String> valkeyFault(URI url) {
    boolean isClear = "redis".equals(url.getScheme());
    if (!isClear && !"rediss".equals(url.getScheme())) {
      return Optional.of("must be an absolute URL that begins with rediss://");
    }
    if (isClear && !Loopback.isLoopback(url.getHost())) {
      return Optional.of("must begin with rediss://; redis:// is for loopback hosts only");
    }
    if (url.getRawPath() != null && !url.getRawPath().matches("(/\\d{0,2})?")) {
      return Optional.of("must have no path but the number of a database");
    }
    return placeFault(url);
  }

  private static Optional<String> faultOf(URI url) {
    String scheme = url.getScheme();
    if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
      return Optional.of("must be an absolute URL that begins with https://");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("must not hold a user or password; remove what stands before @");
    }
    return placeFault(url);
  }

  private static Optional<String> placeFault(URI url) {
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65535) {
      return Optional.of("must name a host, and a port from 1 to 65535 if any");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return Optional.of("must not have a query or fragment; remove ? or # and what follows");
    }
    return Optional.empty();
  }

  private static Optional<String> cleartextFault(URI url) {
    return "http".equalsIgnoreCase(url.getScheme()) && !Loopback.isLoopback(url.getHost())
        ? Optional.of("must begin with https://; http:// is for loopback hosts only")
        : Optional.empty();
  }

  private static Optional<String> apiPathFault(URI url) {
    return url.getRawPath().endsWith("/v2") || url.getRawPath().endsWith("/v2/")
        ? Optional.empty()
        : Optional.of("must end in /v2, the base of the API");
  }

  private static ValueForm url(Function<URI, Optional<String>> rule) {
    return value -> rule.apply(URI.create(value));
  }
}
