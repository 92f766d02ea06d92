package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.ServerProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/** The origin of the streams: as cheap as possible, so that the figures show the proxies. */
final class StreamOrigin implements AutoCloseable {

  private static final Buffer PIECE = Buffer.buffer(new byte[64 * 1024]);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final long lengthBytes;
  private final HttpServer server;

  /** Starts one whose responses to GET have this length. */
  StreamOrigin(long lengthBytes) {
    this.lengthBytes = lengthBytes;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost(ServerProcess.HOST).setPort(0))
            .requestHandler(this::answer)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  URI api() {
    return URI.create("http://" + ServerProcess.HOST + ":" + server.actualPort() + "/v2");
  }

  private void answer(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request.response().putHeader("Content-Length", Long.toString(lengthBytes));
      send(request, lengthBytes);
    } else {
      long[] received = {0};
      request.handler(chunk -> received[0] += chunk.length());
      request.endHandler(end -> request.response().end(Long.toString(received[0])));
    }
  }

  private void send(HttpServerRequest request, long left) {
    long rest = left;
    while (rest > 0 && !request.response().writeQueueFull()) {
      Buffer piece = rest < PIECE.length() ? PIECE.slice(0, (int) rest) : PIECE;
      Future<Void> written = request.response().write(piece);
      if (written.failed()) {
        return;
      }
      rest -= piece.length();
    }
    if (rest == 0) {
      request.response().end();
    } else {
      long later = rest;
      request.response().drainHandler(room -> send(request, later));
    }
  }

  @Override
  public void close() {
    vertx.close();
  }
}
