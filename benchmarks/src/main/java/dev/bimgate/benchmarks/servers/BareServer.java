package dev.bimgate.benchmarks.servers;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The upper bound for a gateway on Vert.x: a server that always returns a response that it was
 * started with. No log, no meters. Of the request it reads whether the URI contains {@value
 * #LARGE}, and this only if it has two responses.
 */
public final class BareServer {

  /** What the URI of the second response contains. */
  public static final String LARGE = "large";

  static final String TLS_PORT = "bare.tls-port";
  static final String CERTIFICATE = "bare.certificate";
  static final String CERTIFICATE_KEY = "bare.certificate-key";

  private final List<Made> responses;

  private BareServer(List<Made> responses) {
    this.responses = responses;
  }

  /** A response whose headers Netty need not encode again. */
  private static final class Made {

    private final CharSequence[] names;
    private final CharSequence[] values;
    private final Buffer body;

    Made(BareAnswer answer) {
      this.names = optimized(answer, true);
      this.values = optimized(answer, false);
      this.body = Buffer.buffer(answer.body());
    }

    void send(HttpServerResponse response) {
      MultiMap fields = response.headers();
      for (int i = 0; i < names.length; i++) {
        fields.add(names[i], values[i]);
      }
      response.end(body);
    }

    private static CharSequence[] optimized(BareAnswer answer, boolean name) {
      return answer.fields().stream()
          .map(field -> HttpHeaders.createOptimized(name ? field.getKey() : field.getValue()))
          .toArray(CharSequence[]::new);
    }
  }

  /** Takes the port and one or two files with responses. */
  public static void main(String[] arguments) throws IOException {
    Counters.serve();
    List<Made> responses = new ArrayList<>();
    for (String file : Arrays.asList(arguments).subList(1, arguments.length)) {
      responses.add(new Made(BareAnswer.read(Path.of(file))));
    }
    BareServer server = new BareServer(responses);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    server.listen(vertx, options(Integer.parseInt(arguments[0])));
    Integer tlsPort = Integer.getInteger(TLS_PORT);
    if (tlsPort != null) {
      server.listen(vertx, withTls(options(tlsPort)));
    }
  }

  private void listen(Vertx vertx, HttpServerOptions options) {
    Future<HttpServer> listening =
        vertx.createHttpServer(options).requestHandler(this::answer).listen();
    listening.onFailure(
        failure -> {
          System.err.println(failure.getMessage());
          System.exit(1);
        });
  }

  /** The options that Quarkus derives from the gateway's settings and its own defaults. */
  private static HttpServerOptions options(int port) {
    return new HttpServerOptions()
        .setHost(ServerProcess.HOST)
        .setPort(port)
        .setIdleTimeout(1_800_000)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxInitialLineLength(16_384)
        .setMaxHeaderSize(16_384)
        .setInitialSettings(new Http2Settings().setMaxHeaderListSize(16_384));
  }

  private static HttpServerOptions withTls(HttpServerOptions options) {
    return options
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(System.getProperty(CERTIFICATE))
                .setKeyPath(System.getProperty(CERTIFICATE_KEY)));
  }

  private void answer(HttpServerRequest request) {
    boolean isLarge = responses.size() > 1 && request.uri().contains(LARGE);
    responses.get(isLarge ? 1 : 0).send(request.response());
  }
}
