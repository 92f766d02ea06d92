package dev.bimgate.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawHttp2;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that request something large and then read nothing of it. */
class SendTimeoutTest {

  private static final long LIMIT_MILLIS = 50;
  private static final Buffer LARGE = Buffer.buffer(new byte[50_000_000]);

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
  private final CompletableFuture<Void> secondArrived = new CompletableFuture<>();
  private final CompletableFuture<Void> secondServed = new CompletableFuture<>();

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void aResponseThatNobodyReadsIsReset() throws Exception {
    try (RawConnection connection = RawConnection.to(server())) {
      connection.send(RawConnection.head("GET / HTTP/1.1"));
      cutOff.get(20, TimeUnit.SECONDS);

      assertThat(connection.endsInReset()).isTrue();
    }
  }

  @Test
  void aStreamThatNobodyReadsIsResetAndItsConnectionGoesOn() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(server())) {
      connection.frame(RawHttp2.SETTINGS, RawHttp2.NO_FLAG, 0, new byte[] {0, 4, 0, 0, 0, 0});
      connection.head(
          1,
          true,
          RawHttp2.block(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/"));

      assertThat(connection.ended(1).reset()).isPositive();
      assertThat(connection.isAlive()).isTrue();
    }
  }

  @Test
  void aResponseThatIsReadIsNotReset() throws Exception {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    arrived -> {
                      watched(arrived).response().setChunked(true).write("little");
                      vertx.setTimer(10 * LIMIT_MILLIS, id -> arrived.response().end("."));
                    })
                .listen(0, "127.0.0.1"));
    try (RawConnection connection =
        RawConnection.to(URI.create("http://127.0.0.1:" + server.actualPort()))) {
      connection.send(RawConnection.head("GET / HTTP/1.1", "Connection: close"));

      assertThat(connection.untilClosed()).contains("little").endsWith("\r\n0\r\n\r\n");
    }
  }

  /** However small its response: many of them are no small thing. */
  @Test
  void aPipelinedRequestWaitsUntilTheResponseBeforeItIsRead() throws Exception {
    try (RawConnection connection = RawConnection.to(pipeline(600_000))) {
      connection.send(RawConnection.head("GET /1 HTTP/1.1"));
      connection.send(RawConnection.head("GET /2 HTTP/1.1", "Connection: close"));
      secondArrived.get(20, TimeUnit.SECONDS);
      boolean servedUnread = secondServed.isDone();

      assertThat(connection.untilClosed()).hasSizeGreaterThan(LARGE.length()).endsWith("/2");
      assertThat(servedUnread).isFalse();
    }
  }

  @Test
  void aPipelinedRequestBehindAResponseThatNobodyReadsIsReset() throws Exception {
    try (RawConnection connection = RawConnection.to(pipeline(LIMIT_MILLIS))) {
      connection.send(RawConnection.head("GET /1 HTTP/1.1"));
      connection.send(RawConnection.head("GET /2 HTTP/1.1"));
      cutOff.get(20, TimeUnit.SECONDS);

      assertThat(connection.endsInReset()).isTrue();
    }
  }

  /** Responds to {@code /1} with much, and to {@code /2} with little. */
  private URI pipeline(long limitMillis) {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(arrived -> respond(arrived, limitMillis))
                .listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void respond(HttpServerRequest arrived, long limitMillis) {
    arrived.response().exceptionHandler(broken -> {});
    if (arrived.path().equals("/1")) {
      arrived.response().end(LARGE);
      return;
    }
    arrived.response().closeHandler(closed -> cutOff.complete(null));
    SendTimeout.whenRead(
        new ServerExchange(arrived),
        limitMillis,
        () -> {
          secondServed.complete(null);
          arrived.response().end("/2");
        });
    secondArrived.complete(null);
  }

  private URI server() {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    arrived -> watched(arrived).response().setChunked(true).write(LARGE))
                .listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private ServerExchange watched(HttpServerRequest arrived) {
    ServerExchange request = new ServerExchange(arrived);
    arrived.response().closeHandler(closed -> cutOff.complete(null));
    arrived.response().exceptionHandler(broken -> {});
    SendTimeout.begin(request, LIMIT_MILLIS);
    return request;
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
