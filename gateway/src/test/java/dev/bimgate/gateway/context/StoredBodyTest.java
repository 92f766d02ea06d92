package dev.bimgate.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.StreamClient;
import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies from memory, for clients that read them and for clients that do not. */
class StoredBodyTest {

  private static final int PIPELINED = 20;
  private static final int LENGTH = 3_000_000;
  private static final long NEVER_MILLIS = 600_000;
  private static final byte[] STORED = noise();

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<Long> unsentBytes = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  @AfterEach
  void stop() {
    StreamClient.await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, 0, 3000000",
    "HTTP_2, 0, 3000000",
    "HTTP_1_1, 70000, 65537",
    "HTTP_2, 70000, 65537",
    "HTTP_1_1, 1, 65536",
    "HTTP_1_1, 2999999, 1"
  })
  void itArrivesWhole(HttpVersion version, int first, int length) {
    URI server = server(first, length, NEVER_MILLIS);
    try (StreamClient client = new StreamClient(vertx, server, version, "none")) {
      StreamClient.Answer response = client.get("/");

      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(STORED, first, first + length));
    }
  }

  /** Written at once, 20 lists of 3 MB are 60 MB of copies. */
  @Test
  void pipelinedBodiesThatNobodyReadsAreNotCopied() throws Exception {
    try (RawConnection connection = RawConnection.to(server(0, LENGTH, NEVER_MILLIS))) {
      connection.send(RawConnection.head("GET / HTTP/1.1").repeat(PIPELINED));

      assertThat(unsentBytes.get(20, TimeUnit.SECONDS)).isPositive().isLessThan(300_000);
    }
  }

  @Test
  void aBodyThatNobodyReadsIsReset() throws Exception {
    try (RawConnection connection = RawConnection.to(server(0, LENGTH, 50))) {
      connection.send(RawConnection.head("GET / HTTP/1.1").repeat(PIPELINED));
      // Nothing is read before: a client that reads gets everything.
      closed.get(20, TimeUnit.SECONDS);

      assertThat(connection.endsInReset()).isTrue();
    }
  }

  @Test
  void anHttp2BodyThatNobodyReadsIsResetAndItsConnectionGoesOn() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(server(0, LENGTH, 50))) {
      connection.frame(RawHttp2.SETTINGS, RawHttp2.NO_FLAG, 0, new byte[] {0, 4, 0, 0, 0, 0});
      connection.head(
          1,
          true,
          RawHttp2.block(":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/"));

      assertThat(connection.ended(1).reset()).isPositive();
      assertThat(connection.isAlive()).isTrue();
    }
  }

  private URI server(int first, int length, long sendTimeoutMillis) {
    HttpServer server =
        StreamClient.await(
            vertx
                .createHttpServer()
                .requestHandler(arrived -> respond(arrived, first, length, sendTimeoutMillis))
                .listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void respond(HttpServerRequest arrived, int first, int length, long sendTimeoutMillis) {
    ServerExchange request = new ServerExchange(arrived);
    arrived.response().endHandler(sent -> over(request));
    arrived.response().closeHandler(nothing -> over(request));
    arrived.connection().closeHandler(nothing -> closed.complete(null));
    arrived.response().exceptionHandler(broken -> {});
    arrived.response().putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(length));
    StoredBody.send(request, STORED, first, length, sendTimeoutMillis);
    // Behind everything that has arrived with this request.
    vertx.runOnContext(later -> unsentBytes.complete(unsentBytes(arrived)));
  }

  private static void over(ServerExchange request) {
    if (request.end()) {
      request.release();
    }
  }

  private static long unsentBytes(HttpServerRequest request) {
    Channel channel = ClientStream.channelOf(request.connection());
    return channel.unsafe().outboundBuffer().totalPendingWriteBytes();
  }

  private static byte[] noise() {
    byte[] bytes = new byte[LENGTH];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
