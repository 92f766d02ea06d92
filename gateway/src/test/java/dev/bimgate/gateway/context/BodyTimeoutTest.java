package dev.bimgate.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.StreamClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that announce a body and send it slowly, or not at all. */
class BodyTimeoutTest {

  private static final Duration PERIOD = Duration.ofMillis(50);

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  @AfterEach
  void stop() {
    StreamClient.await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, BodyTimeout.LEAST_BYTES - 1})
  void aBodyThatStopsTimesOut(int sentBytes) throws Exception {
    try (RawConnection connection = RawConnection.to(server(BodyTimeout::resume))) {
      connection.send(RawConnection.head("PUT / HTTP/1.1", "Content-Length: 100000"));
      connection.send("x".repeat(sentBytes));

      assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("timed out");
    }
  }

  @Test
  void aBodyThatIsWholeDoesNotTimeOutWhileItsResponseIsAwaited() throws Exception {
    try (RawConnection connection = RawConnection.to(server(BodyTimeout::resume))) {
      connection.send(RawConnection.head("PUT / HTTP/1.1", "Content-Length: 2") + "{}");

      assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("response");
    }
  }

  @Test
  void aBodyThatIsHeldBackDoesNotTimeOut() throws Exception {
    try (RawConnection connection = RawConnection.to(server(body -> body.resume().pause()))) {
      connection.send(RawConnection.head("PUT / HTTP/1.1", "Content-Length: 100000"));

      assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo("response");
    }
  }

  /** Responds ten periods later. */
  private URI server(Consumer<BodyTimeout> reading) {
    HttpServer server =
        StreamClient.await(
            vertx
                .createHttpServer()
                .requestHandler(arrived -> read(arrived, reading))
                .listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void read(HttpServerRequest arrived, Consumer<BodyTimeout> reading) {
    arrived.pause();
    BodyTimeout body =
        new BodyTimeout(new ServerExchange(arrived), PERIOD, () -> ended.complete("timed out"));
    body.exceptionHandler(left -> {}).handler(bytes -> {}).endHandler(whole -> {});
    reading.accept(body);
    vertx.setTimer(10 * PERIOD.toMillis(), late -> ended.complete("response"));
  }
}
