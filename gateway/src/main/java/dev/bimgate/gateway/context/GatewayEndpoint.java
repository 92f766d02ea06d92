package dev.bimgate.gateway.context;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.function.Consumer;

/**
 * A path that the gateway serves itself: no credential is required, and nothing is forwarded.
 *
 * @param path the exact path
 * @param name its route in meters and log lines
 * @param methods the methods it supports, in the order of {@code Allow}; any other is 405
 * @param handler responds to a request with one of the methods, whose route and target are set
 *     already; it sets the outcome, and an announced body is paused
 */
public record GatewayEndpoint(
    String path, RouteName name, List<HttpMethod> methods, Consumer<RequestContext> handler) {

  /** Responds with a document, without its body to {@code HEAD}. */
  public static void respond(
      RequestContext request, CharSequence contentType, String cacheControl, Buffer body) {
    request.outcome().result(Outcome.GATEWAY);
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
    response.putHeader(HttpHeaders.CACHE_CONTROL, cacheControl);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    CommonHeaders.complete(request, response.headers());
    RequestBody.discardAfterResponse(request);
    if (request.isHead()) {
      response.end();
    } else {
      response.end(body);
    }
  }
}
