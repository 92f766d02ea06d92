package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.answering;
import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest extends PlainFixture {

  @Test
  void theHeadersComeBeforeTheBody() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 200 Fine\r\nContent-Length: 4\r\nX-A: 1\r\n\r\n"));
    UpstreamResponse response = await(send(client(bimplus), get("/teams")));

    bimplus.connection(0).write("body");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.statusMessage()).isEqualTo("Fine");
    assertThat(response.version()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(response.headers().get("x-a")).isEqualTo("1");
    assertThat(await(read(response))).isEqualTo("body");
  }

  @Test
  void fieldsThatComeTwiceStayTwo() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 204 No Content\r\nSet-Cookie: a\r\nSet-Cookie: b\r\n\r\n"));

    UpstreamResponse response = await(send(client(bimplus), get("/teams")));

    assertThat(response.headers().getAll("Set-Cookie")).containsExactly("a", "b");
  }

  @Test
  void trailersComeAfterTheBody() {
    RawBimplus bimplus =
        bimplus(
            answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "2\r\nhi\r\n0\r\nX-Sum: 7\r\n\r\n"));
    UpstreamResponse response = await(send(client(bimplus), get("/teams")));

    assertThat(await(read(response))).isEqualTo("hi");
    assertThat(response.trailers().get("X-Sum")).isEqualTo("7");
  }

  @Test
  void aBodyWithoutLengthEndsWithItsConnection() {
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      connection.write("HTTP/1.0 200 OK\r\n\r\nold");
                      connection.close();
                    }));

    assertThat(await(sendAndRead(client(bimplus), get("/teams")))).isEqualTo("old");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nsho"
      })
  void aBodyThatIsCutOffFails(String cut) {
    RawBimplus bimplus =
        bimplus(
            connection ->
                connection.onRequest(
                    head -> {
                      connection.write(cut);
                      connection.close();
                    }));

    assertFails(sendAndRead(client(bimplus), get("/teams")), UpstreamFailure.DISCONNECTED);
  }

  @Test
  void aBodyThatIsCutOffBeforeAnybodyReadsItFailsAllTheSame() {
    RawBimplus bimplus = bimplus(answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"));
    UpstreamResponse response = await(send(client(bimplus), get("/teams")));

    bimplus.connection(0).close();
    await(events.firstFinished());

    assertFails(read(response), UpstreamFailure.DISCONNECTED);
  }

  @Test
  void aChunkThatCannotBeReadIsMalformed() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"));

    assertFails(sendAndRead(client(bimplus), get("/teams")), UpstreamFailure.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not http at all\r\n\r\n",
        "HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 600 Much\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n"
      })
  void whatIsNoResponseIsMalformedAndItsConnectionClosed(String bytes) {
    RawBimplus bimplus = bimplus(answering(bytes), answering(ok("next")));
    BimplusClient client = client(bimplus);

    assertFails(send(client, get("/teams")), UpstreamFailure.MALFORMED);

    await(bimplus.connection(0).closed());
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("next");
  }

  @ParameterizedTest
  @ValueSource(ints = {102, 104, 199})
  void anUnknownInterimStatusNeverGivesTheNextCallerThisCallersBody(int status) {
    RawBimplus bimplus =
        bimplus(
            answering("HTTP/1.1 " + status + " Hm\r\n\r\n" + ok("of the first caller")),
            answering(ok("of the second caller")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));

    var first = send(client, get("/teams"));
    var second = sendAndRead(client, get("/teams"));

    assertFails(first, UpstreamFailure.MALFORMED);
    assertThat(await(second)).isEqualTo("of the second caller");
    await(bimplus.connection(0).closed());
  }

  @Test
  void bytesAfterAResponseNeverPrecedeTheNextOne() {
    RawBimplus bimplus =
        bimplus(answering(ok("asked for") + "and more"), answering(ok("of the next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));

    String first = await(sendAndRead(client, get("/teams")));
    await(bimplus.connection(0).closed());

    assertThat(first).isEqualTo("asked for");
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("of the next");
  }

  @Test
  void aSecondResponseToOneRequestReachesNobody() {
    RawBimplus bimplus =
        bimplus(answering(ok("asked for") + ok("unasked")), answering(ok("of the next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));

    String first = await(sendAndRead(client, get("/teams")));
    await(bimplus.connection(0).closed());

    assertThat(first).isEqualTo("asked for");
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("of the next");
  }

  @Test
  void aCancelledResponseFreesItsConnection() {
    RawBimplus bimplus =
        bimplus(
            answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\npart"), answering(ok("next")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    UpstreamResponse response = await(send(client, get("/teams")));

    reset(response);

    await(bimplus.connection(0).closed());
    assertFails(read(response), UpstreamFailure.CANCELLED);
    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("next");
  }

  @Test
  void cancellingAResponseThatHasArrivedLeavesTheConnectionToTheNextCall() {
    RawBimplus bimplus = bimplus(answering(ok("whole")));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));
    UpstreamResponse unread = await(send(client, get("/teams")));

    reset(unread);

    assertThat(await(sendAndRead(client, get("/teams")))).isEqualTo("whole");
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void headAndNotModifiedHaveNoBodyWhateverTheirLengthSays() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"));
    BimplusClient client = client(bimplus, options -> options.pool(1, LONG));

    assertThat(await(sendAndRead(client, request(HttpMethod.HEAD)))).isEmpty();
    assertThat(await(sendAndRead(client, get("/teams")))).isEmpty();
    assertThat(bimplus.connectionCount()).isEqualTo(1);
  }

  @Test
  void nobodyListeningIsUnreachable() {
    RawBimplus bimplus = bimplus(silent());
    BimplusClient client = client(bimplus);
    bimplus.close();

    assertFails(send(client, get("/teams")), UpstreamFailure.UNREACHABLE);
  }
}
