package dev.bimgate.gateway.context;

import dev.bimgate.gateway.context.http.HeaderNames;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/**
 * A response that is sent to the client while it arrives from Bimplus, no faster than the client
 * reads it.
 *
 * <p>When the source fails after the headers have left, the client's connection (in HTTP/2 its
 * stream) is reset, so that a truncated response never looks complete.
 *
 * @param status the status to send
 * @param headers the headers to send, {@code Content-Length} included where it is known
 * @param body the source, paused
 * @param trailers the trailers, read once the body has ended
 */
public record StreamedResponse(
    int status, MultiMap headers, ReadStream<Buffer> body, Supplier<MultiMap> trailers) {

  /**
   * Sends the response.
   *
   * @param broken runs when the source fails on the way
   */
  public void send(RequestContext request, Runnable broken) {
    HttpServerResponse response = request.response();
    response.setStatusCode(status);
    MultiMap sent = response.headers();
    headers.forEach((name, value) -> sent.add(name, value));
    if (request.outcome().cacheStatus() != null) {
      response.headers().add(HeaderNames.CACHE_STATUS, request.outcome().cacheStatus());
    }
    CommonHeaders.complete(request, response.headers());
    RequestBody.closeIfUnread(request);
    if (hasNoBody(request)) {
      body.resume();
      response.end();
      return;
    }
    if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    new StreamedBody(request, this, broken).begin();
  }

  /** RFC 9110, section 6.4.1. */
  private boolean hasNoBody(RequestContext request) {
    return request.isHead() || status == 204 || status == 304;
  }
}
