package dev.bimgate.gateway.redaction;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stream between a real upstream and a real reader, used as a handler would use it. */
class RedactingStreamOverHttpTest {

  private static final int ENOUGH_TO_OPEN = 64 * 1024;
  private static final String TEAM = "{\"id\":1,\"teamWorksConnection\":\"secret\"},";
  private static final String REDACTED_TEAM = "{\"id\":1},";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void aLongResponseArrivesWholeAndRedacted() throws Exception {
    int teams = 300_000;
    String document = "[" + TEAM.repeat(teams) + "{}]";
    HttpServer front = front(upstream(request -> request.response().end(document)));

    Buffer body = get(ask(front, HttpClientResponse::body));

    assertThat(body.toString()).isEqualTo("[" + REDACTED_TEAM.repeat(teams) + "{}]");
  }

  @Test
  void aReaderThatFetchesEachPieceGetsThemAll() throws Exception {
    int teams = 100_000;
    String document = "[" + TEAM.repeat(teams) + "{}]";
    HttpServer upstream = upstream(request -> request.response().end(document));

    Buffer body = get(ask(upstream, answer -> open(answer).compose(this::readPieceByPiece)));

    assertThat(body.toString()).isEqualTo("[" + REDACTED_TEAM.repeat(teams) + "{}]");
  }

  @Test
  void aShortMalformedResponseIsACleanError() throws Exception {
    HttpServer front = front(upstream(request -> request.response().end("[" + TEAM + "]")));

    HttpClientResponse response = get(ask(front, Future::succeededFuture));

    assertThat(response.statusCode()).isEqualTo(502);
  }

  @Test
  void aLongMalformedResponseIsReset() throws Exception {
    String document = "[" + TEAM.repeat(100_000) + "secret]";
    HttpServer front = front(upstream(request -> request.response().end(document)));

    Future<Buffer> body = ask(front, HttpClientResponse::body);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(body))
        .withMessageContaining("Connection was closed");
  }

  @Test
  void aResponseThatUpstreamTruncatesIsReset() throws Exception {
    Handler<HttpServerRequest> breaking =
        request -> {
          request.response().setChunked(true);
          request
              .response()
              .write("[" + TEAM.repeat(100_000))
              .onComplete(written -> request.connection().close());
        };
    HttpServer front = front(upstream(breaking));

    Future<Buffer> body = ask(front, HttpClientResponse::body);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> get(body))
        .withMessageContaining("Connection was closed");
  }

  private HttpServer upstream(Handler<HttpServerRequest> handler) throws Exception {
    return get(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
  }

  /** A server that forwards every request and redacts the response. */
  private HttpServer front(HttpServer upstream) throws Exception {
    return upstream(
        request ->
            ask(
                    upstream,
                    answer ->
                        open(answer).onSuccess(stream -> pass(answer, stream, request.response())))
                .onFailure(failure -> request.response().setStatusCode(502).end()));
  }

  private static void pass(
      HttpClientResponse answer, RedactingStream stream, HttpServerResponse response) {
    response.setChunked(true);
    stream
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onFailure(
            failure -> {
              stream.close();
              answer.request().reset();
              response.reset();
            });
  }

  private static Future<RedactingStream> open(HttpClientResponse answer) {
    RedactingBody body =
        RedactingBody.of(BodyKind.JSON, null, Set.of("teamWorksConnection")).orElseThrow();
    RedactingStream stream = new RedactingStream(answer, body, Vertx.currentContext());
    return stream.open(ENOUGH_TO_OPEN).map(stream);
  }

  /** The reader is there before the request is sent: what arrives earlier is lost. */
  private <T> Future<T> ask(HttpServer server, Function<HttpClientResponse, Future<T>> reader) {
    return client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/v2/teams")
        .compose(
            request -> {
              Future<T> read = request.response().compose(reader);
              request.send();
              return read;
            });
  }

  /** Requests the next piece only when other work had its turn. */
  private Future<Buffer> readPieceByPiece(RedactingStream stream) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    stream.handler(
        piece -> {
          body.appendBuffer(piece);
          vertx.runOnContext(turn -> stream.fetch(1));
        });
    stream.exceptionHandler(whole::fail);
    stream.endHandler(end -> whole.complete(body));
    stream.fetch(1);
    return whole.future();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
