package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.JvmServer;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The upper bound for a gateway on Vert.x: a server that reads nothing of the request and always
 * returns the one response it was started with. No log, no meters.
 */
public final class BareServer {

  private final CharSequence[] names;
  private final CharSequence[] values;
  private final Buffer body;

  private BareServer(BareAnswer answer) {
    this.names = optimized(answer, true);
    this.values = optimized(answer, false);
    this.body = Buffer.buffer(answer.body());
  }

  /** Takes the port and the file with the response. */
  public static void main(String[] arguments) throws IOException {
    BareServer server = new BareServer(BareAnswer.read(Path.of(arguments[1])));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    vertx
        .createHttpServer(options(Integer.parseInt(arguments[0])))
        .requestHandler(server::answer)
        .listen()
        .onFailure(
            failure -> {
              System.err.println(failure.getMessage());
              System.exit(1);
            });
  }

  /** The options that Quarkus derives from the gateway's settings and its own defaults. */
  private static HttpServerOptions options(int port) {
    return new HttpServerOptions()
        .setHost(JvmServer.HOST)
        .setPort(port)
        .setIdleTimeout(1_800_000)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(16_384)
        .setMaxHeaderSize(16_384)
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(16_384));
  }

  private void answer(HttpServerRequest request) {
    MultiMap fields = request.response().headers();
    for (int i = 0; i < names.length; i++) {
      fields.add(names[i], values[i]);
    }
    request.response().end(body);
  }

  private static CharSequence[] optimized(BareAnswer answer, boolean name) {
    return answer.fields().stream()
        .map(field -> HttpHeaders.createOptimized(name ? field.getKey() : field.getValue()))
        .toArray(CharSequence[]::new);
  }
}
