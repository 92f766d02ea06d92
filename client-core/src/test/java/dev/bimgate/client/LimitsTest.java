package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.answering;
import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitsTest extends PlainFixture {

  private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf";
  private static final int CHUNK_BYTES = 64 * 1024;

  @Test
  void aConnectionThatDoesNotComeAboutIsUnreachableAndNotTriedAgain() throws IOException {
    try (FullListener bimplus = new FullListener()) {
      BimplusClient client = client(bimplus.baseUrl(), options -> options.connectTimeout(SHORT));

      assertFails(send(client, get("/teams")), UpstreamFailure.UNREACHABLE);

      assertThat(events.finished).containsExactly("STREAM UNREACHABLE");
      assertThat(events.retries).isEmpty();
    }
  }

  @Test
  void aResponseThatDoesNotComeIsLateAndNotRequestedAgain() {
    RawBimplus bimplus = bimplus(silent());
    BimplusClient client = client(bimplus, options -> options.answerTimeout(SHORT));

    assertFails(send(client, get("/teams")), UpstreamFailure.TIMEOUT);

    await(bimplus.connection(0).closed());
    assertThat(bimplus.connectionCount()).isEqualTo(1);
    assertThat(events.finished).containsExactly("STREAM TIMEOUT");
  }

  @Test
  void anInterimResponseDoesNotMakeTheFinalOneLessLate() {
    RawBimplus bimplus = bimplus(answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"));
    BimplusClient client = client(bimplus, options -> options.answerTimeout(SHORT));

    assertFails(send(client, get("/teams")), UpstreamFailure.TIMEOUT);
  }

  @Test
  void aBodyThatStopsStalls() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.idleTimeout(SHORT));

    assertFails(sendAndRead(client, get("/teams")), UpstreamFailure.STALLED);

    await(bimplus.connection(0).closed());
  }

  @Test
  void aReaderWhoPausesStallsNobody() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.idleTimeout(SHORT));
    UpstreamResponse paused = await(send(client, get("/teams")));

    assertFails(sendAndRead(client, get("/teams")), UpstreamFailure.STALLED);
    await(bimplus.connection(0).write("half"));

    assertThat(await(read(paused))).isEqualTo("halfhalf");
  }

  @Test
  void aCallWithoutAFreeConnectionFailsWithThatReason() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(1, SHORT));
    UpstreamResponse first = await(send(client, get("/teams")));

    assertFails(send(client, get("/teams")), UpstreamFailure.POOL_EXHAUSTED);
    bimplus.connection(0).write("half");

    assertThat(await(read(first))).isEqualTo("halfhalf");
    assertThat(bimplus.connectionCount()).isEqualTo(1);
    assertThat(events.poolWaits).hasSize(2);
    assertThat(events.poolWaits.get(1)).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void aWaitOfZeroIsNoWait() {
    RawBimplus bimplus = bimplus(answering(HALF));
    BimplusClient client = client(bimplus, options -> options.pool(1, Duration.ZERO));
    await(send(client, get("/teams")));

    assertFails(send(client, get("/teams")), UpstreamFailure.POOL_EXHAUSTED);
  }

  @Test
  void whoWaitsGetsTheConnectionThatBecomesFree() {
    RawBimplus bimplus = bimplus(answering(ok("one each")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    UpstreamResponse first = await(send(client, get("/teams")));
    Future<String> second = sendAndRead(client, get("/teams"));
    Future<String> third = sendAndRead(client, get("/teams"));

    String read = await(read(first));

    assertThat(read).isEqualTo("one each");
    assertThat(await(second)).isEqualTo("one each");
    assertThat(await(third)).isEqualTo("one each");
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void whoLeavesTheQueueIsNotServedInIt() {
    RawBimplus bimplus = bimplus(answering(ok("one each")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    UpstreamResponse first = await(send(client, get("/teams")));
    Promise<Void> left = Promise.promise();
    Future<UpstreamResponse> second = send(client, get("/teams").abandonedOn(left.future()));
    Future<String> third = sendAndRead(client, get("/teams"));

    left.complete();
    assertFails(second, UpstreamFailure.CANCELLED);
    await(read(first));

    assertThat(await(third)).isEqualTo("one each");
  }

  @Test
  void connectionsAreCountedAndCallsReportedOnce() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

    await(sendAndRead(client(bimplus), get("/teams")));
    await(events.firstClosed());

    assertThat(events.opened).hasValue(1);
    assertThat(events.finished).containsExactly("STREAM SERVER_ERROR");
  }

  /**
   * One response of 256 MB is not read after its first chunk while another of 64 MB is read
   * completely: the server sent no more of the first than sockets and one window hold.
   */
  @Test
  void aSlowReaderSlowsBimplus() {
    AtomicLong written = new AtomicLong();
    URI baseUrl = serverOfChunks(written);
    BimplusClient client = client(baseUrl, options -> options);
    UpstreamResponse slow = await(send(client, get("/4096")));
    Promise<Void> firstChunk = Promise.promise();
    await(
        onLoop(
            () -> {
              slow.body().handler(chunk -> firstChunk.tryComplete());
              slow.body().fetch(1);
              return firstChunk.future();
            }));

    long readMeanwhile =
        await(onLoop(() -> client.stream(get("/1024")).compose(LimitsTest::count)));

    assertThat(readMeanwhile).isEqualTo(1024L * CHUNK_BYTES);
    assertThat(written.get()).isLessThan(readMeanwhile / 2);
    reset(slow);
  }

  private static Future<Long> count(UpstreamResponse response) {
    AtomicLong bytes = new AtomicLong();
    Promise<Long> counted = Promise.promise();
    response.body().handler(chunk -> bytes.addAndGet(chunk.length()));
    response.body().exceptionHandler(counted::tryFail);
    response.body().endHandler(nothing -> counted.complete(bytes.get()));
    response.body().resume();
    return counted.future();
  }

  /** Responds to {@code /v2/<n>} with n chunks; counts those of the long response. */
  private URI serverOfChunks(AtomicLong writtenOfLongOne) {
    HttpServer server = vertx().createHttpServer();
    server.requestHandler(
        request -> {
          int chunks = Integer.parseInt(request.path().substring("/v2/".length()));
          HttpServerResponse response = request.response();
          response.putHeader("Content-Length", Long.toString((long) chunks * CHUNK_BYTES));
          response.exceptionHandler(left -> {});
          AtomicLong counter = chunks == 4096 ? writtenOfLongOne : new AtomicLong();
          write(response, chunks, counter);
        });
    await(server.listen(0, "127.0.0.1"));
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/v2");
  }

  private static void write(HttpServerResponse response, int chunks, AtomicLong written) {
    while (written.get() < (long) chunks * CHUNK_BYTES) {
      if (response.writeQueueFull()) {
        response.drainHandler(nothing -> write(response, chunks, written));
        return;
      }
      response.write(Buffer.buffer(new byte[CHUNK_BYTES]));
      written.addAndGet(CHUNK_BYTES);
    }
    response.end();
  }
}
