package dev.bimgate.gateway.context;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path outside {@code /v2} that the gateway answers alone: it needs no credential by itself, and
 * nothing that comes there is sent on.
 *
 * @param path the path, exactly as it must be spelled
 * @param name the kind of request that it is for meters and log lines
 * @param methods the methods that it takes, in the order of {@code Allow}; any other is 405
 * @param handler answers a request with one of the methods: its route and target are noted already,
 *     the outcome is to be set, and a body that was announced is paused
 */
public record OwnRoute(
    String path, RouteName name, List<HttpMethod> methods, Consumer<RequestContext> handler) {}
