package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault sends the bytes that the page promises. */
class WireFaultsTest extends SandboxTest {

  private static final String HEAD_END = "\r\n\r\n";
  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  @ParameterizedTest
  @ValueSource(ints = {0, 42, 150, 204, 500, 600, 999})
  void statusIsAnyNumber(int status) throws Exception {
    next(FaultKind.STATUS.with("status", status));

    assertThat(get("/v2/teams").until(HEAD_END)).startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void statusBringsItsOwnFieldsAndBody() throws Exception {
    next(FaultKind.STATUS.with("fields", new JsonObject().put("X-A", "b"), "body", "so"));

    RawSocket socket = get("/v2/teams");

    assertThat(socket.until(HEAD_END)).contains("X-A: b\r\n", "Content-Length: 2\r\n");
    assertThat(socket.bytes(2)).isEqualTo("so");
  }

  @Test
  void notModifiedComesWithoutACondition() throws Exception {
    next(FaultKind.NOT_MODIFIED.with());

    assertThat(get("/v2/teams").until(HEAD_END)).startsWith("HTTP/1.1 304 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "Wed, 21 Oct 2026 07:28:00 GMT"})
  void tooManySaysWhenToComeAgain(String when) throws Exception {
    next(FaultKind.TOO_MANY.with("retryAfter", when));

    assertThat(get("/v2/teams").until(HEAD_END))
        .startsWith("HTTP/1.1 429 ")
        .contains("Retry-After: " + when + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 502})
  void htmlComesWhereJsonBelongs(int status) throws Exception {
    next(FaultKind.HTML.with("status", status));

    RawSocket socket = get("/v2/teams");

    assertThat(socket.until(HEAD_END)).contains(" " + status + " ", "Content-Type: text/html");
    assertThat(socket.until("</title>")).startsWith("<!doctype html>");
  }

  @Test
  void redirectNamesTheOtherPlace() throws Exception {
    next(FaultKind.REDIRECT.with("to", "http://localhost:9/x"));

    assertThat(get("/v2/teams").until(HEAD_END))
        .startsWith("HTTP/1.1 302 ")
        .contains("Location: http://localhost:9/x\r\n");
  }

  @Test
  void earlyResponseComesBeforeTheBodyAndCloses() throws Exception {
    next(FaultKind.EARLY_ANSWER.with());

    RawSocket socket = raw().send(head("POST /v2/" + team + "/upload", "Content-Length: 99999"));

    assertThat(socket.untilClosed()).startsWith("HTTP/1.1 413 ").contains("Connection: close");
    assertThat(recorded().bodyLength()).isZero();
  }

  @Test
  void earlyResponseOnAConnectionThatIsKeptReadsTheBodyAway() throws Exception {
    next(FaultKind.EARLY_ANSWER.with("close", false));
    RawSocket socket = raw().send(head("POST /v2/" + team + "/upload", "Content-Length: 5"));
    String early = socket.until("}}");

    socket.send("12345" + head("GET /v2/teams"));

    assertThat(early).startsWith("HTTP/1.1 413 ").doesNotContain("Connection: close");
    assertThat(socket.until(HEAD_END)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void delayedResponseShowsTheStateOfBefore() {
    long before = sandbox.bimplus().projectsVersion(team);
    next(FaultKind.DELAY.with("millis", 150));

    String body = client.get("/" + team + "/projects", token).body();

    assertThat(new JsonArray(body).getJsonObject(0).getLong("version")).isEqualTo(before);
    RecordedRequest request = recorded();
    assertThat(request.answerStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"true,5", "false,0"})
  void hangReadsTheBodyOrNotAndNeverResponds(boolean reads, int length) throws Exception {
    next(FaultKind.HANG.with("readsBody", reads));
    RawSocket socket =
        raw().send(head("POST /v2/" + team + "/upload", "Content-Length: 5") + "12345");
    RecordedRequest request =
        sandbox.recorder().await(any -> any.bodyComplete() == reads && any.method().equals("POST"));

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
    assertThat(request.bodyLength()).isEqualTo(length);
    assertThat(request.state()).isEqualTo(RecordedRequest.State.OPEN);
    socket.close();
  }

  @Test
  void refusedClosesThePortAndOpensItAgain() throws Exception {
    next(FaultKind.REFUSED.with("millis", 0));
    assertThatThrownBy(() -> client.get("/teams", token)).hasCauseInstanceOf(IOException.class);
    // Connections go first, the port right after: this waits for the switch.
    assertThat(sandbox.apiListener().isOn()).isFalse();
    assertThatThrownBy(this::raw).isInstanceOf(ConnectException.class);

    sandbox.bimplus().switchOn();

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
  }

  @Test
  void dropIsAnEndAndNoReset() throws Exception {
    next(FaultKind.DROP.with());

    assertThat(get("/v2/teams").untilClosed()).isEmpty();
  }

  @Test
  void resetBeforeTheHeadersHandlesTheRequestFirst() throws Exception {
    long before = sandbox.bimplus().projectsVersion(team);
    next(FaultKind.RESET.with());

    RawSocket socket =
        raw().send(head("POST /v2/" + team + "/projects", "Content-Length: 2") + "{}");

    assertThatThrownBy(socket::untilClosed).isInstanceOf(SocketException.class);
    assertThat(sandbox.bimplus().projectsVersion(team)).isEqualTo(before + 1);
  }

  @Test
  void resetAfterTheHeadersSendsSoMuchOfTheBody() throws Exception {
    next(FaultKind.RESET.with("afterBytes", 10));
    RawSocket socket = get("/v2/teams");

    assertThat(socket.until(HEAD_END)).startsWith("HTTP/1.1 200 ");
    assertThat(socket.bytes(10)).startsWith("[{");
    assertThatThrownBy(socket::untilClosed).isInstanceOf(SocketException.class);
  }

  @Test
  void cutBodyIsAnEndWithinTheBody() throws Exception {
    next(FaultKind.CUT_BODY.with("afterBytes", 10));
    RawSocket socket = get("/v2/teams");

    assertThat(length(socket.until(HEAD_END))).isGreaterThan(10);
    assertThat(socket.untilClosed()).hasSize(10);
  }

  @Test
  void wrongLengthPromisesMoreThanComes() throws Exception {
    next(FaultKind.WRONG_LENGTH.with("bytes", 7));
    RawSocket socket = get("/v2/teams");

    int told = length(socket.until(HEAD_END));

    assertThat(socket.untilClosed()).hasSize(told - 7).endsWith("]");
  }

  @Test
  void wrongLengthPromisesLessThanComesAndTheConnectionStays() throws Exception {
    next(FaultKind.WRONG_LENGTH.with("bytes", -7));
    RawSocket socket = get("/v2/teams");
    int told = length(socket.until(HEAD_END));

    assertThat(socket.bytes(told + 7)).endsWith("]");
    assertThat(socket.send(head("GET /v2/teams")).until(HEAD_END)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({"bad-size,xyz\r\n", "garbage,'\u0000\u0001'"})
  void brokenChunksComeAfterAGoodOne(String flaw, String broken) throws Exception {
    next(FaultKind.BROKEN_CHUNKS.with("flaw", flaw, "afterBytes", 16));
    RawSocket socket = get("/v2/teams");

    assertThat(socket.until(HEAD_END).toLowerCase(Locale.ROOT))
        .contains("transfer-encoding: chunked")
        .doesNotContain("content-length");
    assertThat(socket.bytes(4 + 16 + 2)).startsWith("10\r\n[{").endsWith("\r\n");
    assertThat(socket.until(broken)).isEqualTo(broken);
  }

  @Test
  void brokenChunksMayLackTheLast() throws Exception {
    next(FaultKind.BROKEN_CHUNKS.with("flaw", "no-last", "afterBytes", 1_000_000));
    RawSocket socket = get("/v2/teams");
    socket.until(HEAD_END);

    assertThat(socket.untilClosed()).endsWith("]\r\n");
  }

  @Test
  void dripSendsTheWholeInSmallPieces() throws Exception {
    next(FaultKind.DRIP.with("bytesPerSecond", 20_000));
    RawSocket socket = get("/v2/teams");
    int length = length(socket.until(HEAD_END));

    assertThat(new JsonArray(socket.bytes(length))).isNotEmpty();
    assertThat(length).isGreaterThan(2_000);
  }

  @ParameterizedTest
  @CsvSource({
    "nul,'X-Bad: a\u0000b'",
    "bare-cr,'X-Bad: a\rb'",
    "space-in-name,X Bad: a",
    "folded,'X-Bad: a\r\n b'",
    "no-colon,X-Bad"
  })
  void badHeaderIsInTheRightResponse(String form, String line) throws Exception {
    next(FaultKind.BAD_FIELD.with("form", form));
    RawSocket socket = get("/v2/teams");

    String head = socket.until(HEAD_END);

    assertThat(head).startsWith("HTTP/1.1 200 OK\r\n" + line + "\r\n");
    assertThat(new JsonArray(socket.bytes(length(head)))).isNotEmpty();
    assertThat(socket.send(head("GET /v2/teams")).until(HEAD_END)).doesNotContain("Bad");
  }

  @Test
  void hugeFieldHasSoManyBytes() throws Exception {
    next(FaultKind.HUGE_FIELD.with("bytes", 30_000));

    assertThat(get("/v2/teams").until(HEAD_END)).contains("X-Huge: " + "h".repeat(30_000) + "\r\n");
  }

  @Test
  void manyFieldsAreSoMany() throws Exception {
    next(FaultKind.MANY_FIELDS.with("count", 3_000));

    assertThat(get("/v2/teams").until(HEAD_END).split("X-Many-", -1)).hasSize(3_001);
  }

  @Test
  void endlessHeadersGoOn() throws Exception {
    next(FaultKind.ENDLESS_HEAD.with());

    assertThat(get("/v2/teams").bytes(300_000))
        .startsWith("HTTP/1.1 200 OK\r\nX-More: ")
        .doesNotContain(HEAD_END);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 102, 103, 199})
  void interimComesBeforeTheRightResponse(int status) throws Exception {
    next(FaultKind.INTERIM.with("status", status));
    RawSocket socket = get("/v2/teams");

    assertThat(socket.until(HEAD_END))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nLink: </style.css>; rel=preload\r\n");
    assertThat(socket.until(HEAD_END)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void gzipComesUnrequested() throws Exception {
    next(FaultKind.GZIP.with());

    assertThat(new JsonArray(unzipped(get("/v2/teams")))).isNotEmpty();
  }

  @Test
  void cutGzipLacksItsEnd() throws Exception {
    next(FaultKind.CUT_GZIP.with());
    RawSocket socket = get("/v2/teams", "Accept-Encoding: gzip");

    assertThatThrownBy(() -> unzipped(socket)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "identity"})
  void cutJsonHasTheRightLength(String coding) throws Exception {
    next(FaultKind.CUT_JSON.with("bytes", 12));
    RawSocket socket = get("/v2/teams", "Accept-Encoding: " + coding);

    assertThat(length(socket.until(HEAD_END))).isEqualTo(12);
    assertThat(socket.bytes(12)).startsWith("[{");
    assertThat(socket.send(head("GET /v2/teams")).until(HEAD_END)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void paddedKeySetStaysTheRightOne() throws Exception {
    sandbox.issuer().faults().add(Requests.any(), FaultKind.PADDED.with(), 1);
    RawSocket socket = new RawSocket(sandbox.issuerUrl().getPort());
    socket.send(head("GET " + IssuerRoutes.KEYS_PATH));

    int length = length(socket.until(HEAD_END));

    assertThat(length).isEqualTo(1_100_000);
    assertThat(socket.bytes(length)).startsWith("{\"keys\"").contains("}]}   ");
  }

  @Test
  void discoveryDocumentGoesWrongLikeAnyOther() throws Exception {
    next(FaultKind.HTML.with());

    assertThat(get(ApiRoutes.DISCOVERY_PATH).until(HEAD_END)).contains("text/html");
  }

  @Test
  void faultsOfAStreamAreTheSame() throws Exception {
    next(FaultKind.CUT_JSON.with("bytes", 12));

    assertThat(length(get("/v2/" + team + "/download?bytes=5000&chunked=1").until(HEAD_END)))
        .isEqualTo(12);
  }

  private void next(Fault fault) {
    sandbox.bimplus().faults().add(Requests.any(), fault, 1);
  }

  private RecordedRequest recorded() {
    RecordedRequest request = sandbox.recorder().last(Requests.any());
    return sandbox.recorder().awaitEnd(request, Duration.ofSeconds(10));
  }

  private RawSocket raw() throws IOException {
    return new RawSocket(sandbox.apiUrl().getPort());
  }

  private RawSocket get(String target, String... fields) throws IOException {
    return raw().send(head("GET " + target, fields));
  }

  private String head(String methodAndTarget, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return methodAndTarget
        + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
        + token
        + "\r\n"
        + more
        + "\r\n";
  }

  private static int length(String head) {
    Matcher field = LENGTH.matcher(head);
    assertThat(field.find()).as(head).isTrue();
    return Integer.parseInt(field.group(1));
  }

  private static String unzipped(RawSocket socket) throws IOException {
    String head = socket.until(HEAD_END);
    assertThat(head).contains("Content-Encoding: gzip");
    byte[] zipped = socket.bytes(length(head)).getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
