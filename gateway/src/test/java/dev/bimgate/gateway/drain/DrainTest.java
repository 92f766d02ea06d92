package dev.bimgate.gateway.drain;

import static dev.bimgate.gateway.drain.DrainingServer.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.ConnectException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps of the shutdown, seen by clients on open connections. */
class DrainTest {

  private static final String GET_NOW = RawConnection.head("GET /now HTTP/1.1");
  private static final String GET_HELD = RawConnection.head("GET /held HTTP/1.1");

  private final DrainingServer server = new DrainingServer();
  private final Drain drain = server.drain;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whileServingAConnectionStays() throws Exception {
    try (RawConnection client = RawConnection.to(server.address())) {
      assertThat(client.send(GET_NOW).head().values("Connection")).isEmpty();
      client.body(3);
      assertThat(client.send(GET_NOW).head().status()).isEqualTo(200);
    }
  }

  @Test
  void keepServingRespondsAndSaysCloseInHttp1() throws Exception {
    try (RawConnection persistent = RawConnection.to(server.address())) {
      persistent.send(GET_NOW).head();
      persistent.body(3);
      drain.keepServing();

      RawHead response = persistent.send(GET_NOW).head();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(persistent.untilClosed()).isEqualTo("now");
    }
  }

  @Test
  void theResponseToARequestFromBeforeTheSignalSaysCloseToo() throws Exception {
    try (RawConnection client = RawConnection.to(server.address())) {
      client.send(GET_HELD);
      awaitSeen("/held");
      drain.keepServing();
      server.release.complete(null);

      assertThat(client.head().values("Connection")).containsExactly("close");
      assertThat(client.untilClosed()).contains("held").endsWith("0\r\n\r\n");
    }
  }

  /** RFC 9112, section 9.6. */
  @Test
  void aRequestPipelinedBehindAResponseWithCloseIsIgnored() throws Exception {
    try (RawConnection client = RawConnection.to(server.address())) {
      client.send(GET_HELD + RawConnection.head("GET /pipelined HTTP/1.1"));
      awaitSeen("/held");
      drain.keepServing();
      server.release.complete(null);

      client.head();
      client.untilClosed();
    }
    assertThat(server.seen).containsExactly("/held");
  }

  @Test
  void finishingWaitsForWhatHasBegunAndClosesAfterIt() throws Exception {
    try (RawConnection busy = RawConnection.to(server.address())) {
      busy.send(RawConnection.head("GET /begun HTTP/1.1")).head();
      Drain.Rest rest = drain.finish();

      assertThat(rest.requests()).isEqualTo(1);
      assertThat(rest.through()).isNotDone();
      server.release.complete(null);

      assertThat(busy.untilClosed()).contains("begun ", "and done").endsWith("0\r\n\r\n");
      rest.through().get(20, TimeUnit.SECONDS);
    }
  }

  /** The event loop closes the listening socket soon after. */
  @Test
  void finishingListensNoMore() throws Exception {
    try (RawConnection persistent = RawConnection.to(server.address())) {
      persistent.send(GET_NOW).head();

      drain.finish();

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> RawConnection.to(server.address()).close())
                      .isInstanceOf(ConnectException.class));
    }
  }

  @Test
  void finishingWaitsForNoIdleConnection() throws Exception {
    try (RawConnection persistent = RawConnection.to(server.address())) {
      persistent.send(GET_NOW).head();
      persistent.body(3);

      Drain.Rest rest = drain.finish();

      assertThat(rest.requests()).isZero();
      assertThat(rest.through()).isDone();
    }
  }

  @Test
  void finishingWaitsForAClientThatHasStillToReadTheLastBytes() throws Exception {
    try (RawConnection slow = RawConnection.to(server.address())) {
      slow.send(RawConnection.head("GET /long HTTP/1.1")).head();
      Drain.Rest rest = drain.finish();

      assertThat(rest.requests()).isZero();
      assertThat(rest.through()).isNotDone();

      assertThat(slow.untilClosed()).hasSize(50_000_000);
      rest.through().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void resetHitsUnfinishedRequestsAndNothingElse() throws Exception {
    try (RawConnection busy = RawConnection.to(server.address());
        RawConnection persistent = RawConnection.to(server.address())) {
      busy.send(RawConnection.head("GET /begun HTTP/1.1")).head();
      persistent.send(GET_NOW).head();
      Drain.Rest rest = drain.finish();

      assertThat(drain.reset()).isEqualTo(1);

      assertThat(busy.untilClosed()).doesNotContain("0\r\n\r\n");
      rest.through().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void anHttp2ClientGetsAGoawayWhileAllItsStreamsAreServed() throws Exception {
    try (Http2 client = new Http2(server)) {
      Future<String> response = client.get("/held");
      awaitSeen("/held");

      drain.keepServing();

      assertThat(await(client.goAway.future()).getLastStreamId()).isEqualTo(Integer.MAX_VALUE);
      server.release.complete(null);
      assertThat(await(response)).isEqualTo("held");
    }
  }

  @Test
  void finishingSendsAnHttp2ClientTheLastStreamAndClosesAfterIt() throws Exception {
    try (Http2 client = new Http2(server)) {
      assertThat(await(client.get("/now"))).isEqualTo("now");
      Future<String> response = client.get("/begun");
      awaitSeen("/begun");

      Drain.Rest rest = drain.finish();

      GoAway told = await(client.goAway.future());
      assertThat(told.getLastStreamId()).isEqualTo(3);
      assertThat(told.getErrorCode()).isZero();
      server.release.complete(null);
      assertThat(await(response)).isEqualTo("begun and done");
      rest.through().get(20, TimeUnit.SECONDS);
    }
  }

  private void awaitSeen(String path) {
    Awaitility.await().until(() -> server.seen.contains(path));
  }

  /** One connection of an HTTP/2 client by prior knowledge. */
  private static final class Http2 implements AutoCloseable {

    final Promise<GoAway> goAway = Promise.promise();
    private final HttpClient client;

    Http2(DrainingServer server) {
      client =
          server
              .vertx
              .httpClientBuilder()
              .with(
                  new HttpClientOptions()
                      .setProtocolVersion(HttpVersion.HTTP_2)
                      .setHttp2ClearTextUpgrade(false)
                      .setDefaultHost(server.address().getHost())
                      .setDefaultPort(server.address().getPort()))
              .withConnectHandler(connection -> connection.goAwayHandler(goAway::tryComplete))
              .build();
    }

    Future<String> get(String path) {
      return client
          .request(HttpMethod.GET, path)
          .compose(
              request -> {
                Future<Buffer> body = request.response().compose(HttpClientResponse::body);
                request.send();
                return body;
              })
          .map(Buffer::toString);
    }

    @Override
    public void close() {
      await(client.close());
    }
  }
}
