package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * A path outside {@code /v2} that the gateway answers alone: it needs no credential by itself, and
 * nothing that comes there is sent on.
 */
public interface OwnRoute {

  /** The path, exactly as it must be spelled. */
  String path();

  /** The kind of request that it is for meters and log lines. */
  RouteName name();

  /** The methods that it takes, in the order of {@code Allow}; any other is 405. */
  List<HttpMethod> methods();

  /**
   * Answers a request with one of the methods.
   *
   * <p>Its route and target are noted already; the outcome is to be set. A body that was announced
   * is paused.
   */
  void answer(RequestContext request);
}
