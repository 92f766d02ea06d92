package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.impl.VertxInternal;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UploadTest extends PlainFixture {

  private final ScriptedSource source = new ScriptedSource();

  @Test
  void aBodyOfKnownLengthGoesOutWithThatLength() {
    RawBimplus bimplus = bimplus(untilReceived("house.ifc", ok("kept")));
    Future<String> response = sendAndRead(client(bimplus), put(9));

    feed("house", ".ifc");

    assertThat(await(response)).isEqualTo("kept");
    assertThat(bimplus.connection(0).received())
        .contains("content-length: 9\r\n")
        .doesNotContain("transfer-encoding")
        .endsWith("\r\n\r\nhouse.ifc");
  }

  @Test
  void aBodyOfUnknownLengthGoesOutInChunks() {
    RawBimplus bimplus = bimplus(untilReceived("0\r\n\r\n", ok("kept")));
    Future<String> response = sendAndRead(client(bimplus), put(UploadBody.UNKNOWN_LENGTH));

    feed("house", ".ifc");

    assertThat(await(response)).isEqualTo("kept");
    assertThat(bimplus.connection(0).received())
        .contains("transfer-encoding: chunked\r\n")
        .doesNotContain("content-length")
        .endsWith("5\r\nhouse\r\n4\r\n.ifc\r\n0\r\n\r\n");
  }

  @Test
  void anEmptyBodyOfKnownLengthEndsAtOnce() {
    RawBimplus bimplus = bimplus(untilReceived("\r\n\r\n", ok("kept")));
    Future<String> response = sendAndRead(client(bimplus), put(0));

    feed();

    assertThat(await(response)).isEqualTo("kept");
  }

  @Test
  void theHeadersAreSentBeforeTheFirstByteOfTheBody() {
    RawBimplus bimplus = bimplus(untilReceived("\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"));
    Promise<Void> continued = Promise.promise();
    InterimResponses interim =
        new InterimResponses() {
          @Override
          public void onContinue() {
            continued.complete();
          }
        };

    send(client(bimplus), put(4).withInterim(interim));

    await(continued.future());
  }

  @Test
  void anEarlyResponseIsThereAtOnce() {
    RawBimplus bimplus =
        bimplus(untilReceived("part", "HTTP/1.1 413 Too Much\r\nContent-Length: 4\r\n\r\nmuch"));
    Future<UpstreamResponse> response = send(client(bimplus), put(1_000_000));
    emit("part");

    UpstreamResponse early = await(response);

    assertThat(early.status()).isEqualTo(413);
    assertThat(await(read(early))).isEqualTo("much");
    reset(early);
    await(bimplus.connection(0).closed());
  }

  @Test
  void anEarlyResponseDoesNotStopTheUpload() {
    RawBimplus bimplus =
        bimplus(
            untilReceived("part", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .andThen(
                    connection ->
                        connection
                            .received("rest")
                            .onSuccess(all -> connection.write("4\r\nboth\r\n0\r\n\r\n"))));
    Future<UpstreamResponse> response = send(client(bimplus), put(8));
    emit("part");
    UpstreamResponse early = await(response);

    feed("rest");

    assertThat(await(read(early))).isEqualTo("both");
    await(events.firstFinished());
    assertThat(events.finished).containsExactly("STREAM SUCCEEDED");
  }

  @Test
  void anEarlyResponseWhoseConnectionThenClosesEndsTheCallAndFreesItsConnection() {
    RawBimplus bimplus =
        bimplus(
            untilReceived("part", "HTTP/1.1 413 Too Much\r\nContent-Length: 0\r\n\r\n"),
            untilReceived("\r\n\r\n", ok("next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    Future<UpstreamResponse> response = send(client, put(1_000_000));
    emit("part");
    String early = await(read(await(response)));

    bimplus.connection(0).close();
    await(events.firstFinished());

    assertThat(early).isEmpty();
    assertThat(events.finished).containsExactly("STREAM CLIENT_ERROR");
    assertThat(source.isPaused()).isTrue();
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("next");
  }

  /** The length tells Bimplus that the body is complete before its end has been sent. */
  @Test
  void aResponseBeforeTheEndOfACompleteUploadLeavesTheConnectionToTheNextCall() {
    RawBimplus bimplus = bimplus(connection -> connection.onRequest(head -> answer(connection)));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    await(onAnotherLoopThanUploads(client));
    Promise<Void> left = Promise.promise();
    Future<UpstreamResponse> response = send(client, put(4).abandonedOn(left.future()));
    emit("part");
    assertThat(await(read(await(response)))).isEmpty();

    onLoopNow(
        () -> {
          source.end();
          left.complete();
        });

    assertThat(await(sendAndRead(client, get("/teams")))).isEmpty();
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  private static void answer(Connection connection) {
    connection.write(ok(""));
  }

  /** Opens the connection, which belongs to the event loop of its first call. */
  private Future<String> onAnotherLoopThanUploads(BimplusClient client) {
    Promise<String> body = Promise.promise();
    ((VertxInternal) vertx())
        .createEventLoopContext()
        .runOnContext(
            nothing -> client.stream(get("/things")).compose(ClientFixture::text).onComplete(body));
    return body.future();
  }

  @Test
  void aSourceThatFailsNeverLooksLikeAnEnd() {
    RawBimplus bimplus = bimplus(silent());
    Future<UpstreamResponse> response = send(client(bimplus), put(UploadBody.UNKNOWN_LENGTH));
    emit("part");
    Connection connection = await(bimplus.arrival(0));
    await(connection.received("part"));

    onLoopNow(() -> source.fail(new IllegalStateException("the client disconnected")));

    assertFails(response, UpstreamFailure.CANCELLED);
    await(connection.closed());
    assertThat(connection.received()).endsWith("4\r\npart\r\n");
  }

  @Test
  void aBodyShorterThanPromisedNeverLooksLikeAnEnd() {
    RawBimplus bimplus = bimplus(silent());
    Future<UpstreamResponse> response = send(client(bimplus), put(9));

    feed("short");

    assertFails(response, UpstreamFailure.CANCELLED);
    await(await(bimplus.arrival(0)).closed());
  }

  @Test
  void aBodyLongerThanPromisedSmugglesNothing() {
    RawBimplus bimplus = bimplus(silent());
    Future<UpstreamResponse> response = send(client(bimplus), put(4));

    feed("part", "GET /v2/smuggled HTTP/1.1\r\n\r\n");

    assertFails(response, UpstreamFailure.CANCELLED);
    Connection connection = await(bimplus.arrival(0));
    await(connection.closed());
    assertThat(connection.received()).doesNotContain("smuggled");
  }

  @Test
  void aConnectionThatBreaksDuringTheUploadEndsTheCallAndPausesTheSource() {
    RawBimplus bimplus =
        bimplus(
            connection -> {
              connection.onRequest(head -> {});
              connection.received("part").onSuccess(all -> connection.close());
            });
    Future<UpstreamResponse> response = send(client(bimplus), put(9));

    emit("part");

    assertFails(response, UpstreamFailure.DISCONNECTED);
    assertThat(source.isPaused()).isTrue();
  }

  @Test
  void whenBimplusTakesNothingTheSourceIsPausedAndThenTheCallStalls() {
    RawBimplus bimplus = bimplus(connection -> connection.socket().pause());
    BimplusClient client = client(bimplus, options -> options.idleTimeout(SHORT));
    Buffer chunk = Buffer.buffer(new byte[64 * 1024]);
    source.onResume(() -> emitUntilPaused(chunk));

    Future<UpstreamResponse> response = send(client, put(UploadBody.UNKNOWN_LENGTH));

    assertFails(response, UpstreamFailure.STALLED);
    assertThat(source.isPaused()).isTrue();
  }

  private void emitUntilPaused(Buffer chunk) {
    while (!source.isPaused()) {
      source.emit(chunk);
    }
  }

  private UpstreamRequest put(long lengthBytes) {
    return request(HttpMethod.PUT).withBody(new UploadBody(source, lengthBytes));
  }

  /** Emits on the loop once the call has taken over the source, then ends it. */
  private void feed(String... chunks) {
    emit(chunks);
    onLoopNow(source::end);
  }

  private void emit(String... chunks) {
    await(source.held());
    for (String chunk : chunks) {
      onLoopNow(() -> source.emit(Buffer.buffer(chunk)));
    }
  }

  private void onLoopNow(Runnable action) {
    await(
        onLoop(
            () -> {
              action.run();
              return Future.succeededFuture();
            }));
  }

  private static Consumer<Connection> untilReceived(String awaited, String response) {
    return connection -> {
      connection.onRequest(head -> {});
      connection.received(awaited).onSuccess(all -> connection.write(response));
    };
  }
}
