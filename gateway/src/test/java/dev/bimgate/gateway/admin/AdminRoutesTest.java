package dev.bimgate.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawHttp2;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that leave during their admin call: it completes, and nothing is logged as a defect. */
@SuppressWarnings("NullAway.Init")
class AdminRoutesTest {

  private static final String TOKEN = "the-operators-token";

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final Vertx vertx = Vertx.vertx();

  private URI address;

  @BeforeEach
  void serve() throws Exception {
    Router router = Router.router(vertx);
    new AdminRoutes(new AdminToken(TOKEN), new AdminMeters(meters), List.of(new Lasting()))
        .serve(router);
    HttpServer server =
        vertx
            .createHttpServer()
            .connectionHandler(client -> client.closeHandler(closed -> left.countDown()))
            .requestHandler(router)
            .listen(0, "localhost")
            .toCompletionStage()
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
    address = URI.create("http://localhost:" + server.actualPort());
  }

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aConnectionThatIsResetMeanwhile() throws Exception {
    try (HeardLog log = HeardLog.of("");
        RawConnection connection = RawConnection.to(address)) {
      connection.send(
          RawConnection.head("GET /q/gateway/explain HTTP/1.1", "Authorization: Bearer " + TOKEN));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      connection.reset();

      isDoneAndNothingIsADefect(log);
    }
  }

  @Test
  void aStreamThatIsResetMeanwhile() throws Exception {
    try (HeardLog log = HeardLog.of("");
        RawHttp2 connection = RawHttp2.to(address)) {
      connection.head(
          1,
          true,
          RawHttp2.block(
              ":method", "GET",
              ":scheme", "http",
              ":authority", "a",
              ":path", "/q/gateway/explain",
              "authorization", "Bearer " + TOKEN));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      connection.frame(RawHttp2.RST_STREAM, RawHttp2.NO_FLAG, 1, RawHttp2.number(8));
      assertThat(connection.isAlive()).isTrue();
      left.countDown();

      isDoneAndNothingIsADefect(log);
    }
  }

  private void isDoneAndNothingIsADefect(HeardLog log) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> counted("done") == 1);
    vertx.close().toCompletionStage().toCompletableFuture().join();
    assertThat(log.thrown()).isEmpty();
    assertThat(counted("failed")).isZero();
  }

  private double counted(String result) {
    return meters
        .get("gateway.admin.calls")
        .tag("action", "explain")
        .tag("result", result)
        .counter()
        .count();
  }

  /** Lasts until the client has left. */
  private final class Lasting implements AdminCall {
    @Override
    public AdminAction action() {
      return AdminAction.EXPLAIN;
    }

    @Override
    public List<HttpMethod> methods() {
      return List.of(HttpMethod.GET);
    }

    @Override
    public ObjectNode respond(AdminRequest request) {
      begun.countDown();
      try {
        left.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
