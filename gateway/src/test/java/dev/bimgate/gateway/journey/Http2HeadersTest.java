package dev.bimgate.gateway.journey;

import static dev.bimgate.gateway.RawHttp2.CONTINUATION;
import static dev.bimgate.gateway.RawHttp2.END_HEADERS;
import static dev.bimgate.gateway.RawHttp2.END_STREAM;
import static dev.bimgate.gateway.RawHttp2.HEADERS;
import static dev.bimgate.gateway.RawHttp2.INTERNAL_ERROR;
import static dev.bimgate.gateway.RawHttp2.NO_FLAG;
import static dev.bimgate.gateway.RawHttp2.PRIORITY;
import static dev.bimgate.gateway.RawHttp2.PROTOCOL_ERROR;
import static dev.bimgate.gateway.RawHttp2.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawHttp2;
import dev.bimgate.gateway.RawHttp2.Ended;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 headers that mean nothing, or something else in HTTP/1.1: rejected on their stream. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class Http2HeadersTest {

  @Inject Ground ground;
  @Inject RequestLines lines;
  @Inject MeterRegistry meters;
  @TestHTTPResource URI gateway;

  private String authorization;

  @BeforeEach
  void logIn() {
    authorization = "Bearer " + ground.token(Ground.USER);
  }

  /** Headers added to an otherwise valid request; names and values in turn. */
  static List<String> badFields() {
    return List.of(
        // Characters that no name has (RFC 9113, section 8.2.1).
        "x y|a",
        " x|a",
        "x |a",
        "x\t|a",
        "x:y|a",
        "x:|a",
        "x\ry|a",
        "x\ny|a",
        "x\r\ny|a",
        "x\0y|a",
        "x\u0001y|a",
        "x\u007fy|a",
        "x\u00e9y|a",
        "x(y|a",
        "x\"y|a",
        "x,y|a",
        "x/y|a",
        "X|a",
        "Authorization|a",
        "|a",
        "transfer-encoding |chunked",
        "transfer-encoding: chunked\r\nx|a",
        // Characters that no value has.
        "x|a\rb",
        "x|a\nb",
        "x|a\r\nb: c",
        "x|a\r\n\r\nGET /v2/smuggled HTTP/1.1\r\nHost: a\r\n\r\n",
        "x|a\0b",
        "x|a\u0001b",
        "x|a\u007fb",
        "x| a",
        "x|a ",
        "x|\ta",
        "x|a\t",
        "x| ",
        "cookie|a=b\r\nx: y",
        "user-agent|\r",
        // Hop-by-hop headers of HTTP/1.1 (section 8.2.2).
        "connection|close",
        "connection|authorization",
        "connection|",
        "keep-alive|timeout=5",
        "proxy-connection|keep-alive",
        "transfer-encoding|chunked",
        "transfer-encoding|identity",
        "upgrade|h2c",
        "te|gzip",
        "te|trailers, gzip",
        // Two names of one server, or none (section 8.3.1).
        "host|other.test",
        "host|gateway.test|host|gateway.test",
        "host|gateway.test:8080",
        "host|",
        // Lengths (section 8.1.1).
        "content-length|5",
        "content-length|0|content-length|5",
        "content-length|-1",
        "content-length|+0",
        "content-length|0x0",
        "content-length|",
        "content-length| 0",
        "content-length|0, 5",
        "content-length|99999999999999999999",
        // Pseudo-headers (section 8.3).
        ":path|/v2/teams",
        ":method|GET",
        ":scheme|http",
        ":authority|gateway.test",
        ":protocol|websocket",
        ":status|200",
        ":unknown|x",
        ":|x");
  }

  @ParameterizedTest
  @MethodSource("badFields")
  void aRequestWithThisHeaderIsRejected(String field) throws Exception {
    isRefused(with(good(), field.split("\\|", -1)));
  }

  /** Pseudo-headers that replace the valid one; the name alone leaves it out. */
  static List<String> badPseudoHeaders() {
    return List.of(
        ":path",
        ":path|",
        ":path|v2/user",
        ":path|*",
        ":path|/v2/user HTTP/1.1\r\nx: y",
        ":path|/v2/us er",
        ":path|/v2/user ",
        ":path|/v2/user#x",
        ":path|/v2/us\0er",
        ":path|/v2/us\u00e9r",
        ":path|http://gateway.test/v2/user",
        ":path|gateway.test:80",
        ":method",
        ":method|",
        ":method|GET /v2/user",
        ":method|GET\r\n",
        ":method|G\0T",
        ":scheme",
        ":scheme|",
        ":scheme|ht tp",
        ":scheme|http://gateway.test/?",
        ":scheme|ftp",
        ":scheme|HTTP\r\nx",
        ":authority",
        ":authority|",
        ":authority|user:password@gateway.test",
        ":authority|gateway.test/v2",
        ":authority|gateway test",
        ":authority|gateway.test\r\nx: y",
        ":authority|gateway.test:x",
        ":authority|a, b");
  }

  @ParameterizedTest
  @MethodSource("badPseudoHeaders")
  void aRequestWithThisPseudoHeaderIsRejected(String field) throws Exception {
    String[] nameAndValue = field.split("\\|", -1);
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < good().size(); i += 2) {
      if (!good().get(i).equals(nameAndValue[0])) {
        fields.addAll(good().subList(i, i + 2));
      } else if (nameAndValue.length == 2) {
        fields.addAll(List.of(nameAndValue));
      }
    }
    isRefused(fields);
  }

  /** A well-formed path, but none that is served. */
  @Test
  void anAuthorityInThePathIsRejected() throws Exception {
    List<String> fields = new ArrayList<>(good());
    fields.set(fields.indexOf(":path") + 1, "//gateway.test/v2/user");
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, block(fields));

      assertThat(connection.ended(1).status()).isEqualTo(400);
    }
    assertThat(ground.calls()).isZero();
  }

  @Test
  void aPseudoHeaderAfterAHeaderIsRejected() throws Exception {
    List<String> fields = new ArrayList<>(good().subList(0, 6));
    fields.addAll(List.of("x", "y"));
    fields.addAll(good().subList(6, 8));

    isRefused(fields);
  }

  @Test
  void connectIs405AndOpensNoTunnel() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, RawHttp2.block(":method", "CONNECT", ":authority", "a.test:443"));

      assertThat(connection.ended(1).status()).isEqualTo(405);
      assertThat(connection.ended(1).fields()).containsKey("allow");
      isStillServed(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void aBodyOfAnotherLengthThanSaidEndsItsStreamAlone(int length) throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, block(with(good("POST", "/v2/user"), "content-length", "5")));
      connection.data(1, true, "x".repeat(length));

      // The codec's or ours, whichever comes first.
      assertThat(connection.ended(1).reset()).isIn(PROTOCOL_ERROR, INTERNAL_ERROR);
      isStillServed(connection);
    }
    assertThat(lines.await(line -> line.contains(" path=/v2/user "))).contains("=client_gone");
  }

  @ParameterizedTest
  @CsvSource({":path, /v2/teams", "connection, close", "x y, a", "X, a"})
  void malformedTrailersEndTheirStreamAlone(String name, String value) throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, block(good("POST", ground.echo())));
      connection.data(1, false, "hello");
      connection.head(1, true, RawHttp2.block(name, value));

      Ended end = connection.ended(1);
      assertThat(end.status()).isIn(0, 200, 400);
      isStillServed(connection);
    }
  }

  @Test
  void trailersAreNeitherHeadersNorForwarded() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, block(good("POST", ground.echo())));
      connection.data(1, false, "hello");
      connection.head(1, true, RawHttp2.block("authorization", "Bearer x", "x-trailer", "y"));

      assertThat(connection.ended(1).status()).isEqualTo(200);
    }
    assertThat(ground.lastCall().fieldValues("x-trailer")).isEmpty();
    assertThat(ground.lastCall().fieldValues("authorization"))
        .hasSize(1)
        .doesNotContain("Bearer x");
  }

  @Test
  void headersOverTheLimitAreRejectedAndOthersAreServed() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      byte[] block = block(with(good(), "x", "a".repeat(16_200)));
      connection.frame(HEADERS, END_STREAM, 1, Arrays.copyOf(block, 8_000));
      connection.frame(
          CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(block, 8_000, block.length));

      Ended end = connection.ended(1);
      assertThat(end.status()).isIn(0, 431);
      assertThat(ground.calls()).isZero();
      isStillServed(connection);
    }
  }

  @Test
  void headersInPiecesAreOneRequest() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      byte[] block = block(good("GET", ground.projects()));
      connection.frame(HEADERS, END_STREAM, 1, block[0]);
      connection.frame(CONTINUATION, NO_FLAG, 1, Arrays.copyOfRange(block, 1, 40));
      connection.frame(CONTINUATION, END_HEADERS, 1, Arrays.copyOfRange(block, 40, block.length));

      assertThat(connection.ended(1).status()).isEqualTo(200);
    }
  }

  /** Headers that are rare and valid. */
  static List<String> goodFields() {
    return List.of(
        "te|trailers",
        "host|gateway.test",
        "x|a b\tc",
        "x|\u00e9\u00ff",
        "x|",
        "content-length|0",
        "cookie|a=b|cookie|c=d",
        "!#$%&'*+-.^_`|x",
        "priority|u=1, i",
        "expect|100-continue");
  }

  @ParameterizedTest
  @MethodSource("goodFields")
  void aRequestWithThisHeaderIsServed(String field) throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      String[] fields =
          field.startsWith("!")
              ? new String[] {field.substring(0, 15), "x"}
              : field.split("\\|", -1);
      connection.head(1, true, block(with(good("GET", ground.projects()), fields)));

      assertThat(connection.ended(1).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ":method, 'GET /', method",
    "x, 'a ', field_value",
    ":scheme, ftp, scheme",
    ":path, v2/user, target",
    ":authority, , host"
  })
  void aRejectionIsAProblemWithItsCauseInTheLog(String name, String value, String cause)
      throws Exception {
    List<String> fields = new ArrayList<>(good());
    int at = fields.indexOf(name);
    if (at < 0) {
      fields.addAll(List.of(name, value));
    } else if (value == null) {
      fields.subList(at, at + 2).clear();
    } else {
      fields.set(at + 1, value);
    }
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, block(fields));
      Ended response = connection.ended(1);

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.body()).contains("urn:bimgate:problem:malformed-request");
      String id = Objects.requireNonNull(response.fields().get("x-request-id"));
      assertThat(lines.of(id)).contains(" cause=" + cause + " ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":method", ":scheme", ":path"})
  void aRequestThatLacksThisIsResetAndLogged(String name) throws Exception {
    List<String> fields = new ArrayList<>(good());
    int at = fields.indexOf(name);
    fields.subList(at, at + 2).clear();
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, block(fields));

      assertThat(connection.ended(1).reset()).isEqualTo(PROTOCOL_ERROR);
      isStillServed(connection);
    }
    assertThat(lines.await(line -> line.contains(" cause=pseudo_field ")))
        .contains(" status=400 ", " outcome=refused_request ");
  }

  /** Found by the codec while it decodes, or when the headers are complete. */
  @ParameterizedTest
  @ValueSource(strings = {"x y|a", "x|a\rb", "te|gzip", ":path|/v2/teams", "content-length|-1"})
  void aRequestThatTheCodecResetsIsLoggedOnce(String field) throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, block(with(good(), field.split("\\|", -1))));

      assertThat(connection.ended(1).status()).isZero();
      assertThat(connection.ended(1).reset()).isEqualTo(PROTOCOL_ERROR);
      isStillServed(connection);
    }
    lines.await(line -> line.contains(" path=" + ground.projects() + " "));
    assertThat(lines.all().stream().filter(line -> line.contains(" cause=malformed ")))
        .singleElement(STRING)
        .contains(" status=400 ", " outcome=refused_request ");
  }

  @Test
  void malformedHeadersWithABodyEndTheirStreamAlone() throws Exception {
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, block(with(good("POST", ground.echo()), "x y", "a")));
      connection.data(1, true, "hello");

      assertThat(connection.ended(1).reset()).isEqualTo(PROTOCOL_ERROR);
      isStillServed(connection);
    }
    assertThat(ground.callsTo(ground.echo())).isZero();
  }

  /** On a stream that has not sent headers. */
  @ParameterizedTest
  @ValueSource(ints = {WINDOW_UPDATE, PRIORITY})
  void anotherErrorOfAStreamIsNoMalformedRequest(int type) throws Exception {
    byte[] ofItself = {0, 0, 0, 1, 15};
    byte[] wrong = type == PRIORITY ? ofItself : RawHttp2.number(0);
    double rejected = refused();
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.frame(type, NO_FLAG, 1, wrong);

      assertThat(connection.ended(1).reset()).isEqualTo(PROTOCOL_ERROR);
      isStillServed(connection);
    }
    assertThat(refused()).isEqualTo(rejected);
  }

  @Test
  void malformedTrailersAreNoMalformedRequest() throws Exception {
    double rejected = refused();
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, false, block(good("POST", ground.echo())));
      connection.head(1, true, RawHttp2.block("x y", "a"));

      assertThat(connection.ended(1).reset()).isPositive();
      isStillServed(connection);
    }
    assertThat(refused()).isEqualTo(rejected);
  }

  private double refused() {
    return meters.find("gateway.heads.refused").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private void isRefused(List<String> fields) throws Exception {
    double rejected = refused();
    try (RawHttp2 connection = RawHttp2.to(gateway)) {
      connection.head(1, true, block(fields));
      Ended end = connection.ended(1);

      assertThat(end.status()).isIn(0, 400);
      assertThat(end.reset()).isEqualTo(end.status() == 0 ? PROTOCOL_ERROR : -1L);
      assertThat(refused()).isEqualTo(rejected + 1);
      assertThat(ground.calls()).isZero();
      isStillServed(connection);
    }
  }

  private void isStillServed(RawHttp2 connection) throws Exception {
    connection.head(101, true, block(good("GET", ground.projects())));

    assertThat(connection.ended(101).status()).isEqualTo(200);
  }

  private List<String> good() {
    return good("GET", "/v2/user");
  }

  private List<String> good(String method, String path) {
    return List.of(
        ":method",
        method,
        ":scheme",
        "http",
        ":authority",
        "gateway.test",
        ":path",
        path,
        "authorization",
        "Bearer " + ground.token(Ground.USER));
  }

  private static List<String> with(List<String> fields, String... more) {
    List<String> all = new ArrayList<>(fields);
    all.addAll(List.of(more));
    return all;
  }

  private static byte[] block(List<String> fields) {
    return RawHttp2.block(fields.toArray(String[]::new));
  }
}
