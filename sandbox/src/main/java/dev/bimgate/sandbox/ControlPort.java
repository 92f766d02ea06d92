package dev.bimgate.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** The HTTP handler of the control port: one request after another, off the event loops. */
final class ControlPort implements Handler<HttpServerRequest> {

  private final Vertx vertx;
  private final Executor switches;
  private final ControlRoutes routes;

  ControlPort(Vertx vertx, Executor switches, ControlRoutes routes) {
    this.vertx = vertx;
    this.switches = switches;
    this.routes = routes;
  }

  @Override
  public void handle(HttpServerRequest request) {
    Context context = vertx.getOrCreateContext();
    request
        .body()
        .onSuccess(
            body ->
                switches.execute(
                    () -> {
                      Answer answer = answer(request, body);
                      context.runOnContext(now -> send(request, answer));
                    }));
  }

  private Answer answer(HttpServerRequest request, Buffer body) {
    try {
      return routes.answer(asked(request, body));
    } catch (DecodeException e) {
      return Answer.error(400, "BadRequest", "the body is no JSON object");
    } catch (IllegalArgumentException e) {
      return Answer.error(400, "BadRequest", String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return Answer.error(500, "SandboxError", e.toString());
    }
  }

  private static ControlRoutes.Asked asked(HttpServerRequest request, Buffer body) {
    String path = request.path() == null ? "/" : request.path();
    List<String> segments =
        Arrays.stream(path.split("/", -1))
            .skip(1)
            .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
            .toList();
    Map<String, String> query = new LinkedHashMap<>();
    request.params().forEach(query::put);
    return new ControlRoutes.Asked(request.method().name(), segments, query, body.toString());
  }

  private static void send(HttpServerRequest request, Answer answer) {
    if (request.response().closed()) {
      return;
    }
    request.response().setStatusCode(answer.status());
    answer.fields().forEach(request.response()::putHeader);
    request.response().end(answer.body());
  }
}
