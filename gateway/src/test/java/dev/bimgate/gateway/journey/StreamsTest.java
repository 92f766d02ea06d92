package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.StreamClient;
import dev.bimgate.gateway.StreamClient.Answer;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.RecordedRequest.State;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies streamed up and down, and what happens when one side stops. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class StreamsTest {

  private static final int LENGTH = 3_000_000;
  private static final Download CONTENT = new Download(11, LENGTH);

  /** More than the buffers of all connections on the way hold. */
  private static final long MANY_BYTES = 200_000_000;

  @Inject Ground ground;
  @Inject Vertx vertx;
  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, ''", "HTTP_1_1, &chunked=1", "HTTP_2, ''", "HTTP_2, &chunked=1"})
  void aDownloadComesWhole(HttpVersion version, String more) {
    try (StreamClient client = client(version)) {
      Answer response = client.get(download(LENGTH) + more);

      assertThat(response.head().version()).isEqualTo(version);
      assertThat(response.body()).isEqualTo(CONTENT.bytes(0, LENGTH));
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_1, true", "HTTP_1_1, false", "HTTP_2, true", "HTTP_2, false"})
  void anUploadArrivesWhole(HttpVersion version, boolean lengthSaid) {
    try (StreamClient client = client(version)) {
      Answer response =
          client.send(HttpMethod.PUT, team("upload"), CONTENT.bytes(0, LENGTH), lengthSaid);

      assertThat(text(response)).contains("\"length\":" + LENGTH).contains(CONTENT.sha256());
    }
    assertThat(ground.lastCall().field("Content-Length").isPresent()).isEqualTo(lengthSaid);
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpVersion.class,
      names = {"HTTP_1_1", "HTTP_2"})
  void aRangeArrivesAsRequested(HttpVersion version) {
    try (StreamClient client = client(version)) {
      HttpClientRequest request = client.request(HttpMethod.GET, download(LENGTH));
      request.putHeader("Range", "bytes=1000000-1099999");

      HttpClientResponse head = StreamClient.await(request.send());

      assertThat(head.statusCode()).isEqualTo(206);
      assertThat(head.getHeader("Content-Range")).isEqualTo("bytes 1000000-1099999/3000000");
      assertThat(head.getHeader("Content-Length")).isEqualTo("100000");
    }
  }

  @Test
  void aMultipartBodyIsPassedByteForByte() throws Exception {
    String body =
        "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\u00e4.ifc\"\r\n\r\n"
            + "ISO-10303-21;\n\0\u00ff\r\n--b--\r\nepilogue";
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + team("echo?body=1") + " HTTP/1.1",
              ground.authorization(),
              "Content-Type: multipart/form-data; boundary=b",
              "Content-Length: " + body.length()));
      connection.send(body);

      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.body(body.length())).isEqualTo(body);
    }
    RecordedRequest call = ground.lastCall();
    assertThat(new String(call.body(), StandardCharsets.ISO_8859_1)).isEqualTo(body);
    assertThat(call.fieldValues("Content-Type")).containsExactly("multipart/form-data; boundary=b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "OPTIONS", "DELETE"})
  void anHttp2BodyOfUnknownLengthIsForwardedWhateverTheMethod(String method) {
    try (StreamClient client = client(HttpVersion.HTTP_2)) {
      byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);

      Answer response = client.send(HttpMethod.valueOf(method), team("echo"), body, false);

      assertThat(response.status()).isEqualTo(200);
    }
    assertThat(new String(ground.lastCall().body(), StandardCharsets.US_ASCII)).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void anHttp2RequestWithoutABodyIsForwardedWithoutOne(String method) {
    try (StreamClient client = client(HttpVersion.HTTP_2)) {
      HttpClientRequest request = client.request(HttpMethod.valueOf(method), team("echo"));

      assertThat(StreamClient.await(request.send()).statusCode()).isEqualTo(200);
    }
    assertThat(ground.lastCall().fieldValues("Transfer-Encoding")).isEmpty();
  }

  /** The rest of the body precedes the next request: it is never read as one. */
  @ParameterizedTest
  @ValueSource(ints = {401, 413, 500})
  void anEarlyResponseToAnHttp1UploadClosesItsConnection(int status) throws Exception {
    ground.sandbox().bimplus().faults().answer(Requests.to(team("upload")), status, 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "PUT " + team("upload") + " HTTP/1.1",
              ground.authorization(),
              "Content-Length: 1000000"));
      connection.send(RawConnection.head("GET /v2/teams HTTP/1.1", ground.authorization()));

      RawHead response = connection.head();
      String rest = connection.untilClosed();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(rest).contains("on purpose").doesNotContain("HTTP/1.1");
    }
    ground.as(Ground.USER).get(team("echo")).then().statusCode(200);
    assertThat(ground.callsTo("/v2/teams")).isZero();
  }

  /** RFC 9113, section 8.1. */
  @Test
  void anEarlyResponseToAnHttp2UploadEndsItsStreamWithoutAnError() throws Exception {
    ground.sandbox().bimplus().faults().answer(Requests.to(team("upload")), 413, 1);
    try (StreamClient client = client(HttpVersion.HTTP_2)) {
      Promise<Throwable> ended = Promise.promise();
      HttpClientRequest request = client.request(HttpMethod.PUT, team("upload"));
      request.exceptionHandler(ended::tryComplete).putHeader("Content-Length", "1000000");
      Future<Buffer> body = request.response().compose(HttpClientResponse::body);
      request.write("only the beginning");

      assertThat(StreamClient.await(body).toString()).contains("on purpose");
      assertThat(StreamClient.await(ended.future()))
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isZero());
      assertThat(client.get(team("echo")).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 417})
  void anExpectationThatBimplusRejectsGetsNo100AndAClose(int status) throws Exception {
    ground.sandbox().bimplus().faults().answer(Requests.to(team("upload")), status, 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "PUT " + team("upload") + " HTTP/1.1",
              ground.authorization(),
              "Content-Length: 5",
              "Expect: 100-continue"));

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.values("Connection")).containsExactly("close");
      assertThat(connection.untilClosed()).doesNotContain("HTTP/1.1");
    }
  }

  /**
   * In HTTP/1.0 such a body is ended by its connection: only a reset shows that it was truncated.
   */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void aTruncatedBodyResetsTheConnection(String version) throws Exception {
    ground.sandbox().bimplus().faults().cutBodies(Requests.to(team("download")), 300_000, 1);
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "GET " + download(LENGTH) + "&chunked=1 " + version, ground.authorization()));

      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.endsInReset()).isTrue();
    }
  }

  @Test
  void aTruncatedBodyEndsItsHttp2StreamWithAnError() {
    ground.sandbox().bimplus().faults().cutBodies(Requests.to(team("download")), 300_000, 1);
    try (StreamClient client = client(HttpVersion.HTTP_2)) {
      HttpClientRequest request = client.request(HttpMethod.GET, download(LENGTH) + "&chunked=1");
      Future<Throwable> ended =
          request
              .response()
              .compose(HttpClientResponse::body)
              .transform(whole -> Future.succeededFuture(whole.cause()));
      request.send();

      assertThat(StreamClient.await(ended))
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.getCode()).isEqualTo(2));
    }
  }

  @Test
  void aClientThatLeavesAnUploadCancelsTheUpstreamRequest() throws Exception {
    try (RawConnection leaving = RawConnection.to(gateway)) {
      leaving.send(
          RawConnection.head(
              "PUT " + team("upload") + " HTTP/1.1",
              ground.authorization(),
              "Content-Length: " + MANY_BYTES));
      leaving.send("x".repeat(1_000));
      ground.sandbox().recorder().await(Requests.to(team("upload")));
    }
    awaitAborted(team("upload"));
  }

  @Test
  void aClientThatLeavesBeforeItsResponseCancelsTheUpstreamRequest() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(team("echo")));
    try (RawConnection leaving = RawConnection.to(gateway)) {
      leaving.send(RawConnection.head("GET " + team("echo") + " HTTP/1.1", ground.authorization()));
      gate.awaitArrivals(1);
    }
    awaitAborted(team("echo"));
    gate.release();
  }

  @Test
  void aResetHttp2StreamCancelsItsOwnUpstreamRequestAndNoOther() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(team("echo")));
    try (StreamClient client = client(HttpVersion.HTTP_2)) {
      HttpClientRequest leaving = client.request(HttpMethod.GET, download(MANY_BYTES));
      HttpClientRequest staying = client.request(HttpMethod.GET, team("echo"));
      HttpClientResponse begun = StreamClient.await(leaving.send().map(HttpClientResponse::pause));
      Future<HttpClientResponse> response = staying.send();
      gate.awaitArrivals(1);

      begun.request().reset(8);
      awaitAborted(team("download"));
      gate.release();

      assertThat(StreamClient.await(response).statusCode()).isEqualTo(200);
    }
  }

  private void awaitAborted(String path) {
    ground.sandbox().recorder().await(Requests.to(path).and(Requests.in(State.ABORTED)));
  }

  private StreamClient client(HttpVersion version) {
    return new StreamClient(vertx, gateway, version, "Bearer " + ground.token(Ground.USER));
  }

  private String team(String resource) {
    return "/v2/" + ground.team() + "/" + resource;
  }

  private String download(long bytes) {
    return team("download?seed=11&bytes=" + bytes);
  }

  private static String text(Answer response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
