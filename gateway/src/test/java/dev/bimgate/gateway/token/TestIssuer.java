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
public final class TestIssuer implements AutoCloseable {

  public final AtomicInteger documentCalls = new AtomicInteger();
  public final AtomicInteger keyCalls = new AtomicInteger();
  public volatile Handler<HttpServerRequest> document;
  public volatile Handler<HttpServerRequest> keys;

  private final HttpServer server;

  public TestIssuer(Vertx vertx) {
    document = this::answerDocument;
    keys = request -> request.response().end("{\"keys\":[]}");
    server = await(vertx.createHttpServer().requestHandler(this::route).listen(0, "127.0.0.1"));
  }

  URI discovery() {
    return URI.create(base() + "/.well-known/openid-configuration");
  }

  public String base() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public void publish(TestKey... published) {
    publish(Stream.of(published).map(TestKey::jwk).toList());
  }

  void publish(List<Map<String, Object>> members) {
    String body = new JsonObject().put("keys", new JsonArray(members)).encode();
    keys = request -> request.response().end(body);
  }

  public void answerDocument(HttpServerRequest request) {
    request.response().end(documentFor(TestToken.ISSUER, base() + "/keys"));
  }

  public static String documentFor(String issuer, String keysAddress) {
    return new JsonObject().put("issuer", issuer).put("jwks_uri", keysAddress).encode();
  }

  public static Handler<HttpServerRequest> status(int status) {
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

  public static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(30, SECONDS).join();
  }
}
