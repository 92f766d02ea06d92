package dev.bimgate.gateway.problem;

import dev.bimgate.gateway.context.CommonHeaders;
import dev.bimgate.gateway.context.RequestBody;
import dev.bimgate.gateway.context.RequestContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;

/** Writes problems as responses (RFC 9457), the only class that does. */
public final class ProblemResponse {

  private static final CharSequence MEDIA_TYPE =
      HttpHeaders.createOptimized("application/problem+json");

  private ProblemResponse() {}

  /**
   * Writes the problem. If response headers were already sent, it resets the client's connection
   * instead, in HTTP/2 the stream.
   */
  public static void write(RequestContext request, Problem problem) {
    write(request, problem, false);
  }

  /** Like {@link #write}, and closes an HTTP/1.1 connection: what follows on it is undefined. */
  public static void writeAndClose(RequestContext request, Problem problem) {
    write(request, problem, request.request().version() != HttpVersion.HTTP_2);
  }

  private static void write(RequestContext request, Problem problem, boolean closes) {
    request.outcome().result(problem.type().outcome());
    HttpServerResponse response = request.response();
    if (request.isOver()) {
      return;
    }
    if (response.headWritten()) {
      request.cutOff();
      return;
    }
    response.setStatusCode(problem.type().status());
    writeHeaders(request, problem, response);
    Buffer body = body(request, problem);
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    if (closes) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      request.whenOver(() -> request.request().connection().close());
    }
    RequestBody.discardAfterResponse(request);
    if (request.isHead()) {
      response.end();
    } else {
      response.end(body);
    }
  }

  private static void writeHeaders(
      RequestContext request, Problem problem, HttpServerResponse response) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    CommonHeaders.complete(request, response.headers());
    problem.fields().forEach((name, value) -> response.putHeader(name, value));
  }

  private static Buffer body(RequestContext request, Problem problem) {
    return new JsonObject()
        .put("type", problem.type().uri())
        .put("title", problem.type().title())
        .put("status", problem.type().status())
        .put("detail", problem.detail())
        .put("instance", "urn:uuid:" + request.id())
        .toBuffer();
  }
}
