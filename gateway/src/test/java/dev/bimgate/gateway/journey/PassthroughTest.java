package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is not cached: what is forwarded of a request, and of its response. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class PassthroughTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
  void everyMethodInUseIsForwarded(String method) {
    ground
        .as(Ground.USER)
        .request(method, ground.echo())
        .then()
        .statusCode(200)
        .body("method", is(method));
  }

  @Test
  void headIsForwardedAsHead() {
    ground.as(Ground.USER).head(ground.echo()).then().statusCode(200);

    assertThat(ground.lastCall().method()).isEqualTo("HEAD");
  }

  @Test
  void hopByHopHeadersStayAndOthersAreForwarded() throws Exception {
    RawConnection.ask(
        gateway,
        "GET " + ground.echo() + " HTTP/1.1",
        ground.authorization(),
        "Connection: keep-alive, X-Mine",
        "X-Mine: of this connection",
        "Keep-Alive: timeout=5",
        "Proxy-Connection: keep-alive",
        "Proxy-Authorization: Basic dXNlcjpwdw==",
        "TE: trailers",
        "Upgrade: websocket",
        "X-Other: goes on",
        "Accept-Language: de");

    RecordedRequest call = ground.lastCall();
    assertThat(call.field("X-Other")).contains("goes on");
    assertThat(call.field("Accept-Language")).contains("de");
    for (String name :
        new String[] {
          "X-Mine", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Upgrade"
        }) {
      assertThat(call.fieldValues(name)).as(name).isEmpty();
    }
  }

  @Test
  void claimsOfAnotherOriginPathOrMethodAreNotForwarded() throws Exception {
    RawConnection.ask(
        gateway,
        "GET " + ground.echo() + " HTTP/1.1",
        ground.authorization(),
        "Forwarded: for=10.0.0.1",
        "X-Forwarded-For: 10.0.0.1",
        "X-Forwarded-Host: evil.test",
        "X-Forwarded-Proto: https",
        "X-Real-IP: 10.0.0.1",
        "X-Original-URL: /v2/user",
        "X-HTTP-Method-Override: DELETE");

    assertThat(ground.lastCall().fields())
        .extracting(field -> field.getKey().toLowerCase(Locale.ROOT))
        .noneMatch(name -> name.startsWith("x-forwarded") || name.startsWith("forwarded"))
        .doesNotContain("x-real-ip", "x-original-url", "x-http-method-override");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "close, Authorization", "host", "content-length, host"})
  void connectionCannotRemoveCredentialHostOrLength(String named) throws Exception {
    RawHead response;
    String authorization = ground.authorization();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + ground.echo() + " HTTP/1.1",
              authorization,
              "Content-Length: 5",
              "Connection: " + named));
      response = connection.send("hello").head();
    }

    assertThat(response.status()).isEqualTo(200);
    assertThat(ground.lastCall().fieldValues("Authorization"))
        .containsExactly(authorization.substring("Authorization: ".length()));
    assertThat(ground.lastCall().field("Host")).contains(ground.sandbox().apiUrl().getAuthority());
    assertThat(ground.lastCall().bodyLength()).isEqualTo(5);
  }

  @Test
  void aListIsLoadedWithTheCredentialWhateverConnectionNames() throws Exception {
    RawHead response =
        RawConnection.ask(
            gateway,
            "GET " + ground.projects() + " HTTP/1.1",
            ground.authorization(),
            "Connection: authorization");

    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void viaHoldsTheVersionOfEachSideAndComesAfterOthers() throws Exception {
    RawHead response =
        RawConnection.ask(
            gateway,
            "GET " + ground.echo() + " HTTP/1.1",
            ground.authorization(),
            "Via: 1.0 before");

    assertThat(ground.lastCall().fieldValues("Via"))
        .containsExactly("1.0 before", "1.1 bimplus-gateway");
    assertThat(response.values("Via")).containsExactly("1.1 bimplus-gateway");
  }

  @Test
  void hostIsThatOfBimplusWhateverTheClientSays() {
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);

    assertThat(ground.lastCall().field("Host")).contains(ground.sandbox().apiUrl().getAuthority());
  }

  @Test
  void hopByHopAndCorsHeadersOfBimplusAreNotForwarded() {
    Map<String, String> fields =
        Map.of(
            "Connection", "X-Hop",
            "X-Hop", "of that connection",
            "Keep-Alive", "timeout=5",
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Allow-Credentials", "true",
            "X-End", "comes back",
            "Set-Cookie", "a=b");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.Instead(200, fields, "hello"), 1);

    ground
        .as(Ground.USER)
        .get(ground.echo())
        .then()
        .header("X-End", "comes back")
        .header("Set-Cookie", "a=b")
        .header("X-Hop", nullValue())
        .header("Keep-Alive", nullValue())
        .header("Access-Control-Allow-Origin", nullValue())
        .header("Access-Control-Allow-Credentials", nullValue());
  }

  @Test
  void theBudgetOfThisRequestIsForwarded() {
    String told = ground.as(Ground.USER).get(ground.echo()).getHeader("X-RateLimit-Remaining");

    assertThat(told).isEqualTo(String.valueOf(ground.sandbox().bimplus().budgetLeft(Ground.USER)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 304, 400, 404, 409, 429, 500, 503})
  void bimplussOwnStatusesAreForwarded(int status) {
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(
            Requests.to(ground.echo()),
            new Fault.Instead(status, Map.of("Retry-After", "7"), "its own"),
            1);

    ground
        .as(Ground.USER)
        // Without it 304 would be no response.
        .header("If-None-Match", "\"known\"")
        .redirects()
        .follow(false)
        .get(ground.echo())
        .then()
        .statusCode(status)
        .header("Retry-After", "7")
        .body(is(status == 204 || status == 304 ? "" : "its own"));
  }

  @Test
  void aDownloadArrivesWholeWithItsRange() {
    byte[] part =
        ground
            .as(Ground.USER)
            .header("Range", "bytes=100000-199999")
            .get("/v2/" + ground.team() + "/download?bytes=5000000&seed=3")
            .then()
            .statusCode(206)
            .header("Content-Range", "bytes 100000-199999/5000000")
            .extract()
            .asByteArray();

    assertThat(part).isEqualTo(new Download(3, 5_000_000).bytes(100_000, 100_000));
  }

  @Test
  void anUploadArrivesWholeWithItsHeaders() {
    byte[] body = new Download(7, 3_000_000).bytes(0, 3_000_000);

    ground
        .as(Ground.USER)
        .header("Content-Range", "bytes 0-2999999/9000000")
        .header("Chunk-FileId", "one")
        .contentType("application/octet-stream")
        .body(body)
        .put("/v2/" + ground.team() + "/upload")
        .then()
        .statusCode(200)
        .body("length", is(body.length))
        .body("sha256", is(new Download(7, 3_000_000).sha256()))
        .body("contentRange", is("bytes 0-2999999/9000000"));

    assertThat(ground.lastCall().field("Chunk-FileId")).contains("one");
    assertThat(ground.lastCall().field("Content-Length")).contains("3000000");
  }

  @Test
  void anUploadInChunksArrivesInChunks() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "PUT " + ground.echo() + "?body=1 HTTP/1.1",
              ground.authorization(),
              "Transfer-Encoding: chunked",
              "Connection: close"));
      connection.send("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");

      assertThat(connection.head().status()).isEqualTo(200);
      assertThat(connection.untilClosed()).contains("hello", " world").endsWith("0\r\n\r\n");
    }
    assertThat(ground.lastCall().field("Transfer-Encoding")).contains("chunked");
    assertThat(ground.lastCall().bodyLength()).isEqualTo(11);
  }

  @Test
  void continueComesFromBimplusAndNotFromUs() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "PUT /v2/" + ground.team() + "/upload HTTP/1.1",
              ground.authorization(),
              "Content-Length: 5",
              "Expect: 100-continue"));

      RawHead interim = connection.head();
      connection.send("hello");
      RawHead response = connection.head();

      assertThat(interim.status()).isEqualTo(100);
      assertThat(response.status()).isEqualTo(200);
    }
    assertThat(ground.lastCall().field("Expect")).contains("100-continue");
    assertThat(ground.lastCall().bodyLength()).isEqualTo(5);
  }

  @Test
  void everyResponseNamesItsRequest() {
    ground.as(Ground.USER).get(ground.echo()).then().header("X-Request-Id", notNullValue());
    ground.as(Ground.USER).get("/v2/teams").then().header("X-Request-Id", notNullValue());
    ground.plain().get("/v2/teams").then().header("X-Request-Id", notNullValue());
    ground.plain().get("/nothing").then().header("X-Request-Id", notNullValue());
  }
}
