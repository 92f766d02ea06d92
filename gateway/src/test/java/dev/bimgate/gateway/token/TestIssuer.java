package dev.bimgate.gateway.token;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A server of discovery document and keys whose responses the test controls. */
final class TestIssuer implements AutoCloseable {

  final AtomicInteger documentCalls = new AtomicInteger();
  final AtomicInteger keyCalls = new AtomicInteger();
  volatile Handler<HttpServerRequest> document;
  volatile Handler<HttpServerRequest> keys;

  private final HttpServer server;

  TestIssuer(Vertx vertx) {
    document = this::answerDocument;
    keys = request -> request.response().end("{\"keys\":[]}");
    server = await(vertx.createHttpServer().requestHandler(this::route).listen(0, "127.0.0.1"));
  }

  URI discovery() {
    return URI.create(base() + "/.well-known/openid-configuration");
  }

  String base() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  void publish(TestKey... published) {
    publish(Stream.of(published).map(TestKey::jwk).toList());
  }

  void publish(List<Map<String, Object>> members) {
    String body = new JsonObject().put("keys", new JsonArray(members)).encode();
    keys = request -> request.response().end(body);
  }

  void answerDocument(HttpServerRequest request) {
    request.response().end(documentFor(TestToken.ISSUER, base() + "/keys"));
  }

  static String documentFor(String issuer, String keysAddress) {
    return new JsonObject().put("issuer", issuer).put("jwks_uri", keysAddress).encode();
  }

  static Handler<HttpServerRequest> status(int status) {
    return request -> request.response().setStatusCode(status).end("{}");
  }

  private void route(HttpServerRequest request) {
    if (request.path().equals("/keys")) {
      keyCalls.incrementAndGet();
      keys.handle(request);
    } else {
      documentCalls.incrementAndGet();
      document.handle(request);
    }
  }

  @Override
  public void close() {
    await(server.close());
  }

  static <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, SECONDS).join();
  }
}
