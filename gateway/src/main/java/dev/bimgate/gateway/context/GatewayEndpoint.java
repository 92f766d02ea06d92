package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path outside {@code /v2} that the gateway serves itself: no credential is required, and nothing
 * is forwarded.
 *
 * @param path the exact path
 * @param name its route in meters and log lines
 * @param methods the methods it supports, in the order of {@code Allow}; any other is 405
 * @param handler responds to a request with one of the methods, whose route and target are set
 *     already; it sets the outcome, and an announced body is paused
 */
public record GatewayEndpoint(
    String path, RouteName name, List<HttpMethod> methods, Consumer<RequestContext> handler) {}
