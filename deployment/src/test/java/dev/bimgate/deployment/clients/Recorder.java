package dev.bimgate.deployment.clients;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reverse proxy on a free loopback port that records each exchange. HTTP/1.1 without TLS.
 *
 * <p>It passes everything on as it came, headers in their order, except for what belongs to a
 * connection. An exchange is recorded before its client has the end of the response.
 */
public final class Recorder implements AutoCloseable {

  /** Longer bodies are passed on, and not recorded. */
  static final int MAX_BODY_BYTES = 4 << 20;

  /** More than the gateway accepts, so that its own limits show. */
  private static final int MAX_HEADER_BYTES = 64 << 10;

  /** Shorter than the gateway's, so that no request meets a connection that it closes. */
  private static final int KEEP_ALIVE_SECONDS = 20;

  /** Among them those by which a client asks for HTTP/2 (RFC 7540, section 3.2). */
  private static final List<String> OF_THE_CONNECTION =
      List.of("Connection", "Transfer-Encoding", "Upgrade", "HTTP2-Settings");

  private static final List<String> CREDENTIALS =
      List.of("Authorization", "Cookie", "X-Explain-Token");

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Exchange> exchanges = new ArrayList<>();
  private final URI upstream;
  private final HttpClient client;
  private final HttpServer server;

  /** Starts a recorder in front of the server at that address, whose path does not count. */
  public Recorder(URI upstream) {
    this.upstream = upstream;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(1_000)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setMaxInitialLineLength(MAX_HEADER_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES));
    this.server =
        await(
            vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setHandle100ContinueAutomatically(true)
                        .setMaxInitialLineLength(MAX_HEADER_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES))
                .requestHandler(this::pass)
                .listen(0, "127.0.0.1"));
  }

  /** Its address, without a path. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** The exchanges so far, in the order in which their responses ended. */
  public List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private void pass(HttpServerRequest request) {
    request.pause();
    RequestOptions options =
        new RequestOptions()
            .setHost(upstream.getHost())
            .setPort(upstream.getPort())
            .setMethod(request.method())
            .setURI(request.uri())
            .setHeaders(requestHeaders(request));
    client
        .request(options)
        .onSuccess(call -> new Forwarding(request, call).begin())
        .onFailure(unreachable -> request.connection().close());
  }

  private static MultiMap requestHeaders(HttpServerRequest request) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
    OF_THE_CONNECTION.forEach(headers::remove);
    if (headers.contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      headers.remove(HttpHeaders.EXPECT);
    }
    return headers;
  }

  /** One exchange while it is passed on. */
  private final class Forwarding {

    private final HttpServerRequest request;
    private final HttpClientRequest call;
    private final Copy sent = new Copy();
    private final Copy received = new Copy();

    Forwarding(HttpServerRequest request, HttpClientRequest call) {
      this.request = request;
      this.call = call;
    }

    void begin() {
      call.response().onSuccess(this::respond);
      call.exceptionHandler(broken -> request.connection().close());
      request.response().closeHandler(left -> call.reset());
      request.exceptionHandler(left -> call.reset());
      call.setChunked(request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
      request.endHandler(end -> call.end());
      copy(request, call, sent);
      request.resume();
    }

    private void respond(HttpClientResponse arrived) {
      HttpServerResponse response = request.response();
      response.setStatusCode(arrived.statusCode()).setStatusMessage(arrived.statusMessage());
      response.headers().addAll(arrived.headers());
      boolean chunked = arrived.headers().contains(HttpHeaders.TRANSFER_ENCODING);
      response.setChunked(chunked && !request.method().equals(HttpMethod.HEAD));
      arrived.exceptionHandler(broken -> request.connection().close());
      arrived.endHandler(
          end -> {
            record(arrived);
            response.end();
          });
      copy(arrived, response, received);
    }

    private void record(HttpClientResponse arrived) {
      MultiMap requestHeaders = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
      CREDENTIALS.forEach(requestHeaders::remove);
      synchronized (exchanges) {
        exchanges.add(
            new Exchange(
                request.method().name(),
                request.uri().split("\\?", 2)[0],
                request.query(),
                requestHeaders,
                sent.whole(),
                arrived.statusCode(),
                MultiMap.caseInsensitiveMultiMap().addAll(arrived.headers()),
                received.whole()));
      }
    }
  }

  /** Passes bytes on, no faster than they are taken. */
  private static void copy(ReadStream<Buffer> from, WriteStream<Buffer> to, Copy copy) {
    from.handler(
        bytes -> {
          copy.add(bytes);
          to.write(bytes);
          if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
          }
        });
  }

  /** The bytes of a body, as long as they are not too many. */
  private static final class Copy {

    private @Nullable Buffer bytes = Buffer.buffer();

    void add(Buffer more) {
      if (bytes != null) {
        bytes = bytes.length() + more.length() > MAX_BODY_BYTES ? null : bytes.appendBuffer(more);
      }
    }

    @Nullable Buffer whole() {
      return bytes;
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
