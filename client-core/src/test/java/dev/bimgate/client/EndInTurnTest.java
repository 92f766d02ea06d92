package dev.bimgate.client;

import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A connection of one event loop that carries the call of another, and fails after the headers. */
class EndInTurnTest extends PlainFixture {

  private static final String HEAD_AND_NO_CHUNK =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n";

  private final Vertx elsewhere = Vertx.vertx();
  private final CountDownLatch free = new CountDownLatch(1);

  @AfterEach
  void closeElsewhere() {
    await(elsewhere.close());
  }

  /** The headers wait for the busy event loop of their call while the connection fails. */
  @Test
  void aFailureDoesNotPrecedeTheHeadersBeforeIt() {
    List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    vertx().exceptionHandler(uncaught::add);
    ContextInternal ofConnection = ((VertxInternal) vertx()).createEventLoopContext();
    ContextInternal ofCall = ((VertxInternal) vertx()).createEventLoopContext();
    assertThat(ofCall.nettyEventLoop()).isNotSameAs(ofConnection.nettyEventLoop());
    try (RawBimplus bimplus = new RawBimplus(elsewhere, secondAnswerMeets(ofCall))) {
      BimplusClient client = client(bimplus.baseUrl(), options -> options.pool(1, LONG));
      await(on(ofConnection, client));
      events.firstClosed().onComplete(closed -> free.countDown());

      Future<String> body = on(ofCall, client);

      assertFails(body, UpstreamFailure.MALFORMED);
      assertThat(bimplus.connectionCount()).isEqualTo(1);
      assertThat(uncaught).isEmpty();
    }
  }

  private Consumer<Connection> secondAnswerMeets(ContextInternal busy) {
    return connection ->
        connection.onRequest(
            head -> {
              if (!connection.received().contains("GET")) {
                connection.write(RawBimplus.ok("first"));
                return;
              }
              busy.runOnContext(nothing -> standStill());
              connection.write(HEAD_AND_NO_CHUNK);
            });
  }

  private void standStill() {
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Future<String> on(ContextInternal context, BimplusClient client) {
    Promise<String> body = Promise.promise();
    context.runOnContext(
        nothing -> client.stream(get("/things")).compose(ClientFixture::text).onComplete(body));
    return body.future();
  }
}
