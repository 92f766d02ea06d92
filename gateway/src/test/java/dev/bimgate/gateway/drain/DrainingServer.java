package dev.bimgate.gateway.drain;

import dev.bimgate.gateway.config.LogFormat;
import dev.bimgate.gateway.config.LoggedRequests;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.observe.RequestLog;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.observe.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server that can be drained, whose responses a test controls. */
final class DrainingServer implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final Drain drain = new Drain();

  /** The paths of all requests that were handled. */
  final List<String> seen = new CopyOnWriteArrayList<>();

  /** Every request to {@code /held} waits for this after half of its response. */
  final CompletableFuture<Void> release = new CompletableFuture<>();

  private final RequestLog log =
      new RequestLog(OutputStream.nullOutputStream(), LogFormat.TEXT, RequestLog.PAUSE);
  private final RequestObserver observer =
      new RequestObserver(
          new SimpleMeterRegistry(),
          log,
          LoggedRequests.NONE,
          new ClientAddresses(List.of()),
          Traces.OFF);
  private final HttpServer server;

  DrainingServer() {
    server = await(vertx.createHttpServer().requestHandler(this::arrived).listen(0, "127.0.0.1"));
  }

  static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void arrived(HttpServerRequest arrived) {
    RequestContext request = new RequestContext(arrived);
    if (!drain.begin(request)) {
      return;
    }
    observer.watch(request);
    seen.add(arrived.path());
    switch (arrived.path()) {
      case "/held" -> release.thenRun(() -> request.onEventLoop(() -> half(request, "held")));
      case "/begun" -> {
        request.response().setChunked(true).write("begun ");
        release.thenRun(() -> request.onEventLoop(() -> request.response().end("and done")));
      }
      case "/long" -> request.response().end(Buffer.buffer(new byte[50_000_000]));
      default -> request.response().end("now");
    }
  }

  private static void half(RequestContext request, String text) {
    request.response().setChunked(true).write(text);
    request.response().end();
  }

  @Override
  public void close() {
    log.close();
    await(vertx.close());
  }
}
