package dev.bimgate.gateway.protocol;

import static dev.bimgate.gateway.context.ProtocolError.CHUNK;
import static dev.bimgate.gateway.context.ProtocolError.CONNECT_METHOD;
import static dev.bimgate.gateway.context.ProtocolError.CONTENT_LENGTH;
import static dev.bimgate.gateway.context.ProtocolError.EXPECTATION;
import static dev.bimgate.gateway.context.ProtocolError.FIELDS_TOO_LARGE;
import static dev.bimgate.gateway.context.ProtocolError.FIELD_LINE;
import static dev.bimgate.gateway.context.ProtocolError.FIELD_NAME;
import static dev.bimgate.gateway.context.ProtocolError.FIELD_VALUE;
import static dev.bimgate.gateway.context.ProtocolError.HOST;
import static dev.bimgate.gateway.context.ProtocolError.LINE_END;
import static dev.bimgate.gateway.context.ProtocolError.LINE_TOO_LONG;
import static dev.bimgate.gateway.context.ProtocolError.METHOD;
import static dev.bimgate.gateway.context.ProtocolError.REQUEST_LINE;
import static dev.bimgate.gateway.context.ProtocolError.TARGET;
import static dev.bimgate.gateway.context.ProtocolError.TRAILER;
import static dev.bimgate.gateway.context.ProtocolError.TRANSFER_ENCODING;
import static dev.bimgate.gateway.context.ProtocolError.UPGRADE;
import static dev.bimgate.gateway.context.ProtocolError.VERSION;

import dev.bimgate.gateway.context.ProtocolError;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table of attacks: requests of which no byte may have an effect, each with its error.
 *
 * <p>In each text {@code {auth}} is a whole header line, where a credential goes.
 */
public final class HeadCases {

  private static final String HOST_AND_AUTH = "Host: gateway.test\r\n{auth}";
  private static final String POST = "POST /v2/user HTTP/1.1\r\n" + HOST_AND_AUTH;

  private HeadCases() {}

  /**
   * One attack.
   *
   * @param text the request
   * @param error its error
   */
  public record HeadCase(String text, ProtocolError error) {

    /** The status for the error. */
    public int status() {
      return switch (error) {
        case CONNECT_METHOD -> 405;
        case LINE_TOO_LONG -> 414;
        case EXPECTATION -> 417;
        case FIELDS_TOO_LARGE -> 431;
        default -> 400;
      };
    }

    @Override
    public String toString() {
      String shown = text.length() > 200 ? text.substring(0, 200) + "..." : text;
      return error + " " + shown.replace("\r", "\\r").replace("\n", "\\n");
    }
  }

  /** Those with a malformed request line or header, so that nothing of them is acted on. */
  public static Stream<HeadCase> heads() {
    return Stream.of(
            requestLines(), lineEnds(), fieldLines(), hosts(), lengths(), codings(), others())
        .flatMap(Collection::stream);
  }

  private static List<HeadCase> requestLines() {
    return Stream.of(
            lines(REQUEST_LINE, "GET  /v2/user HTTP/1.1", "GET /v2/user", "GET HTTP/1.1", "GET "),
            lines(
                METHOD, " GET /v2/user HTTP/1.1", "GET\t/v2/user HTTP/1.1", "G\u0000T / HTTP/1.1"),
            lines(METHOD, "G(T) /v2/user HTTP/1.1", "GE\u00e9 / HTTP/1.1", "G".repeat(33) + " / x"),
            lines(
                METHOD, "GET", "\"GET\" / HTTP/1.1", "GET/v2/user HTTP/1.1", "\u0016\u0003\u0001"),
            lines(METHOD, "\t", "A".repeat(70_000), ":", "{\"a\":1}", "GET\u000b/v2/user HTTP/1.1"),
            lines(TARGET, "GET /v2/user\t HTTP/1.1", "GET /v2/us\u0000er HTTP/1.1"),
            lines(TARGET, "GET /v2/us\u007fer HTTP/1.1", "GET /v2/us\u00e9r HTTP/1.1"),
            lines(TARGET, "GET /v2/\u00c0\u00af HTTP/1.1", "GET /v2/user#x HTTP/1.1"),
            lines(TARGET, "GET /v2/user?a#b HTTP/1.1", "GET v2/user HTTP/1.1", "GET ? HTTP/1.1"),
            lines(TARGET, "GET user@host HTTP/1.1", "GET ** HTTP/1.1", "GET *? HTTP/1.1"),
            lines(TARGET, "GET ftp://gateway.test/v2/user HTTP/1.1", "GET http:/v2 HTTP/1.1"),
            lines(TARGET, "GET http:///v2/user HTTP/1.1", "GET http://a@gateway.test/ HTTP/1.1"),
            lines(TARGET, "GET http://gateway.test:x/v2/user HTTP/1.1", "GET /#host HTTP/1.1"),
            lines(TARGET, "GET gateway.test:443 HTTP/1.1", "GET //#a HTTP/1.1"),
            lines(CONNECT_METHOD, "CONNECT example.com:443 HTTP/1.1", "CONNECT /v2/user HTTP/1.1"),
            lines(VERSION, "GET /v2/us er HTTP/1.1", "GET /v2/user  HTTP/1.1", "GET / http/1.1"),
            lines(VERSION, "GET /v2/user HTTP/1.2", "GET /v2/user HTTP/2.0", "GET / HTTP/0.9"),
            lines(VERSION, "GET /v2/user HTTP/9.9", "GET /v2/user HTTP/3.0", "GET / HTTP/1"),
            lines(VERSION, "GET /v2/user HTTP/1.10", "GET /v2/user HTTP/01.1", "GET / HTTP/1.01"),
            lines(VERSION, "GET /v2/user HTTP/ 1.1", "GET /v2/user HTTP /1.1", "GET / HTTP/1,1"),
            lines(VERSION, "GET /v2/user HTTP/1.1 ", "GET /v2/user HTTP/1.1\t", "GET / XTTP/1.1"),
            lines(VERSION, "GET /v2/user HTTPS/1.1", "GET /v2/user HTTP/1.1 x", "GET / HTTP/11"),
            lines(VERSION, "GET /v2/user HTTP/1.1;", "GET / HTTP/+1.1", "GET / HTTP/1.\u0000"),
            lines(LINE_TOO_LONG, "GET /v2/" + "a".repeat(16_384) + " HTTP/1.1"))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<HeadCase> lineEnds() {
    String line = "GET /v2/user HTTP/1.1\r\n";
    return List.of(
        of(LINE_END, "GET /v2/user HTTP/1.1\n" + HOST_AND_AUTH + "\r\n"),
        of(LINE_END, "GET /v2/user HTTP/1.1\r" + HOST_AND_AUTH + "\r\n"),
        of(LINE_END, "GET /v2/user HTTP/1.1\r\r\n" + HOST_AND_AUTH + "\r\n"),
        of(LINE_END, line + "Host: gateway.test\n{auth}\r\n"),
        of(LINE_END, line + "Host: gateway.test\r{auth}\r\n"),
        of(LINE_END, line + HOST_AND_AUTH + "X: a\rb\r\n\r\n"),
        of(LINE_END, line + HOST_AND_AUTH + "X: a\r\r\n\r\n"),
        of(LINE_END, line + HOST_AND_AUTH + "\n"),
        of(LINE_END, line + HOST_AND_AUTH + "\r\r\n"),
        of(LINE_END, line + HOST_AND_AUTH + "\rX: a\r\n\r\n"),
        of(METHOD, "\n" + line + HOST_AND_AUTH + "\r\n"),
        of(METHOD, "\n\n" + line + HOST_AND_AUTH + "\r\n"),
        of(LINE_END, "\r" + line + HOST_AND_AUTH + "\r\n"),
        of(REQUEST_LINE, "\r\n\r\n" + line + HOST_AND_AUTH + "\r\n"),
        of(METHOD, " \r\n" + line + HOST_AND_AUTH + "\r\n"),
        of(METHOD, "\u0000" + line + HOST_AND_AUTH + "\r\n"));
  }

  private static List<HeadCase> fieldLines() {
    return Stream.of(
            fields(
                FIELD_LINE,
                "X: a\r\n b",
                "X: a\r\n\tb",
                "X:\r\n a",
                "NoColon",
                "X: a\r\n \r\nY: b"),
            fields(FIELD_LINE, " X: a", "\tX: a", " "),
            fields(FIELD_NAME, "X : a", "X\t: a", ": a", ":", "X Y: a", "X[Y]: a", "X\u0000: a"),
            fields(
                FIELD_NAME, "X\u00e9: a", "(X): a", "X/Y: a", "X;Y: a", "\"X\": a", "X\u007f: a"),
            fields(FIELD_NAME, "Content_Length: 5", "Transfer_Encoding: chunked", "X=Y: a"),
            fields(FIELD_NAME, "Sec-WebSocket-Key1: a", "Content\tLength: 5", "X,Y: a", "X\\Y: a"),
            fields(FIELD_NAME, "Transfer-Encoding : chunked", "Content-Length : 5", "X@Y: a"),
            fields(FIELD_NAME, "Content-Length\u000b: 5", "\u0001: a", "{X}: a", "X<: a", "X>: a"),
            fields(
                FIELD_VALUE, "X: a\u0000b", "X: \u0001", "X: a\u000bb", "X: a\u000cb", "X: \u001b"),
            fields(FIELD_VALUE, "X: a\u007fb", "X: \u0008", "Transfer-Encoding: chunked\u0000"),
            fields(FIELD_VALUE, "Transfer-Encoding: \u000bchunked", "Content-Length: 5\u0000"),
            fields(FIELD_VALUE, "X: " + "a".repeat(19) + "\u007f" + "a".repeat(19)),
            fields(FIELD_VALUE, "X: " + "a".repeat(19) + "\u001f" + "a".repeat(19)),
            fields(FIELD_VALUE, "X: 0123456789abcdef\u001f", "X:" + "a".repeat(4_000) + "\u0000"),
            fields(FIELDS_TOO_LARGE, "X: " + "a".repeat(16_384), "X".repeat(16_390) + ": a"),
            fields(
                FIELDS_TOO_LARGE, "X: a\r\n".repeat(200) + "Y: b", "X:\r\n".repeat(9_000) + "Y:"))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<HeadCase> hosts() {
    return Stream.of(
            raw(HOST, "GET /v2/user HTTP/1.1\r\n{auth}\r\n"),
            hosts("gateway.test\r\nHost: other.test", "gateway.test\r\nHost: gateway.test"),
            hosts("gateway.test\r\nX: a\r\nhOST: gateway.test", "", " ", "user@gateway.test"),
            hosts("gateway.test/path", "gateway.test, other.test", "gateway.test,other.test"),
            hosts("gateway test", "gateway.test:x", "gateway.test:80:80", "gateway.test:65536"),
            hosts("gateway.test:000080", "gateway.test:-1", ":80", "http://gateway.test", "[::1"),
            hosts(
                "[]", "[::1]x", "[g::]", "::1", "gateway\\test", "gateway.test?a", "a%00b", "a\"b"),
            hosts("gateway.test#", "g\u00e9teway.test", "a;b", "(a)", "a".repeat(256), "a=b"),
            raw(HOST, "GET http://other.test/v2/user HTTP/1.1\r\n" + HOST_AND_AUTH + "\r\n"),
            raw(HOST, "GET http://gateway.test:80/v2/user HTTP/1.1\r\n" + HOST_AND_AUTH + "\r\n"),
            raw(HOST, "GET https://gateway.tes/v2/user HTTP/1.1\r\n" + HOST_AND_AUTH + "\r\n"),
            raw(HOST, "GET /v2/user HTTP/1.0\r\nHost:\r\n{auth}\r\n"))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<HeadCase> lengths() {
    return Stream.of(
            bodies(CONTENT_LENGTH, "Content-Length: abc", "Content-Length:", "Content-Length: +5"),
            bodies(
                CONTENT_LENGTH, "Content-Length: -1", "Content-Length: -0", "Content-Length: 5,5"),
            bodies(
                CONTENT_LENGTH,
                "Content-Length: 5, 5",
                "Content-Length: 5, 10",
                "Content-Length: ,5"),
            bodies(
                CONTENT_LENGTH,
                "Content-Length: 0x5",
                "Content-Length: 0o5",
                "Content-Length: 1_0"),
            bodies(
                CONTENT_LENGTH,
                "Content-Length: 1 0",
                "Content-Length: 5.0",
                "Content-Length: 5e0"),
            bodies(
                CONTENT_LENGTH,
                "Content-Length: 005",
                "Content-Length: 00",
                "Content-Length: \"5\""),
            bodies(
                CONTENT_LENGTH,
                "Content-Length: 5;",
                "Content-Length: \u0665",
                "content-length: x"),
            bodies(CONTENT_LENGTH, "Content-Length: 5\r\nContent-Length: 5"),
            bodies(CONTENT_LENGTH, "Content-Length: 5\r\nContent-Length: 10"),
            bodies(CONTENT_LENGTH, "Content-Length: 0\r\nX: a\r\nCONTENT-LENGTH: 5"),
            bodies(CONTENT_LENGTH, "Content-Length: 9223372036854775808"),
            bodies(CONTENT_LENGTH, "Content-Length: 99999999999999999999"),
            bodies(CONTENT_LENGTH, "Content-Length: 18446744073709551621"))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<HeadCase> codings() {
    String te = "Transfer-Encoding: ";
    return Stream.of(
            bodies(TRANSFER_ENCODING, te + "gzip", te + "gzip, chunked", te + "chunked, gzip"),
            bodies(TRANSFER_ENCODING, te + "chunked, chunked", te + "chunked,", te + ", chunked"),
            bodies(
                TRANSFER_ENCODING, te, te + "identity", te + "xchunked", te + "chunkedx", te + "x"),
            bodies(
                TRANSFER_ENCODING, te + "\"chunked\"", te + "chunked;q=1", te + "chunk", te + "'"),
            bodies(TRANSFER_ENCODING, te + "chunked\r\nContent-Length: 5", te + "chu nked"),
            bodies(TRANSFER_ENCODING, "Content-Length: 5\r\n" + te + "chunked", te + "Chunked x"),
            bodies(TRANSFER_ENCODING, te + "chunked\r\n" + te + "chunked", te + "chunked=1"),
            bodies(TRANSFER_ENCODING, te + "chunked\r\n" + te + "identity", te + "\u00e9chunked"),
            bodies(TRANSFER_ENCODING, te + "identity\r\n" + te + "chunked", te + "chunked\u00a0"),
            bodies(TRANSFER_ENCODING, "TRANSFER-ENCODING: chunked\r\nCONTENT-LENGTH: 0"),
            raw(
                TRANSFER_ENCODING,
                "POST /v2/user HTTP/1.0\r\n" + HOST_AND_AUTH + te + "chunked\r\n\r\n0\r\n\r\n"))
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<HeadCase> others() {
    return Stream.of(
            fields(
                EXPECTATION, "Expect: 200-ok", "Expect: 100-continue, x", "Expect:", "Expect: 1"),
            fields(UPGRADE, "Upgrade: h2c\r\nUpgrade: h2c", "Upgrade: a\r\nX: b\r\nupgrade: c"))
        .flatMap(Collection::stream)
        .toList();
  }

  /** Those with valid headers and a malformed body. */
  public static Stream<HeadCase> chunks() {
    String hello = "5\r\nhello\r\n";
    return Stream.of(
        chunked(CHUNK, "0x5\r\nhello\r\n0\r\n\r\n", "+5\r\nhello\r\n0\r\n\r\n", "-1\r\nhello"),
        chunked(CHUNK, "5 \r\nhello\r\n0\r\n\r\n", " 5\r\nhello\r\n0\r\n\r\n", "\t5\r\nhello"),
        chunked(CHUNK, "5\t\r\nhello", "5_0\r\nhello", "g\r\nhello", "\r\nhello", "\r\n\r\n"),
        chunked(CHUNK, "FFFFFFFFFFFFFFFF0\r\nhello", "80000000\r\nhello", "FFFFFFFF\r\nhello"),
        chunked(CHUNK, "00000000000000005\r\nhello", "5\nhello\r\n0\r\n\r\n", "5\rhello\r\n0\r\n"),
        chunked(CHUNK, "5\r\r\nhello", "5;\r\nhello", "5; a\r\nhello", "5 ;a\r\nhello", "5;=1\r\n"),
        chunked(CHUNK, "5;a=\r\nhello", "5;a =1\r\nhello", "5;a=1;\r\nhello", "5;a\u0000\r\nhello"),
        chunked(CHUNK, "5;a=b c\r\nhello", "5;a\nhello", "5;a\rb\r\nhello", "5;a=\"b\r\nhello"),
        chunked(
            CHUNK,
            "5;a=\"b\"c\r\nhello",
            "5;[\r\nhello",
            "5;a=\"\u00e4\"\r\n",
            "5;a=\"\t\"\r\n",
            "5;a=\"\u0000\"\r\nhello",
            ";a\r\n"),
        chunked(
            CHUNK, "5;a=" + "b".repeat(300) + "\r\nhello", "5;" + "a".repeat(66_000), "5,5\r\n"),
        chunked(CHUNK, "5\r\nhello0\r\n\r\n", "5\r\nhello!!\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n"),
        chunked(
            CHUNK,
            "5\r\nhello\r0\r\n\r\n",
            hello + "0 \r\n\r\n",
            hello + "+0\r\n\r\n",
            hello + "x"),
        chunked(
            CHUNK, hello + "0;\r\n\r\n", hello + "\r\n0\r\n\r\n", hello + "0\n\r\n", "5.\r\nhello"),
        chunked(
            LINE_END, hello + "0\r\n\n", hello + "0\r\nX: a\n\r\n", hello + "0\r\nX: a\rb\r\n\r\n"),
        chunked(FIELD_NAME, hello + "0\r\nX : a\r\n\r\n", hello + "0\r\n: a\r\n\r\n"),
        chunked(FIELD_LINE, hello + "0\r\nX: a\r\n b\r\n\r\n", hello + "0\r\nNoColon\r\n\r\n"),
        chunked(FIELD_LINE, hello + "0\r\n X: a\r\n\r\n", hello + "0\r\n\tX: a\r\n\r\n"),
        chunked(FIELD_VALUE, hello + "0\r\nX: a\u0000\r\n\r\n", hello + "0\r\nX: \u007f\r\n\r\n"),
        chunked(TRAILER, hello + "0\r\nContent-Length: 50\r\n\r\n", hello + "0\r\nHost: a\r\n\r\n"),
        chunked(TRAILER, hello + "0\r\nTransfer-Encoding: chunked\r\n\r\n"),
        chunked(FIELDS_TOO_LARGE, hello + "0\r\nX: " + "a".repeat(17_000) + "\r\n\r\n"),
        chunked(FIELDS_TOO_LARGE, hello + "0\r\n" + "X: a\r\n".repeat(300) + "\r\n"))
        .flatMap(Collection::stream)
        .toList()
        .stream();
  }

  private static HeadCase of(ProtocolError error, String text) {
    return new HeadCase(text, error);
  }

  private static List<HeadCase> raw(ProtocolError error, String... texts) {
    return Stream.of(texts).map(text -> of(error, text)).toList();
  }

  private static List<HeadCase> lines(ProtocolError error, String... lines) {
    return Stream.of(lines).map(line -> of(error, line + "\r\n" + HOST_AND_AUTH + "\r\n")).toList();
  }

  private static List<HeadCase> fields(ProtocolError error, String... fields) {
    return Stream.of(fields)
        .map(field -> of(error, "GET /v2/user HTTP/1.1\r\n" + HOST_AND_AUTH + field + "\r\n\r\n"))
        .toList();
  }

  private static List<HeadCase> hosts(String... hosts) {
    return Stream.of(hosts)
        .map(host -> of(HOST, "GET /v2/user HTTP/1.1\r\n{auth}Host: " + host + "\r\n\r\n"))
        .toList();
  }

  private static List<HeadCase> bodies(ProtocolError error, String... fields) {
    return Stream.of(fields).map(field -> of(error, POST + field + "\r\n\r\nhello")).toList();
  }

  private static List<HeadCase> chunked(ProtocolError error, String... bodies) {
    return Stream.of(bodies)
        .map(body -> of(error, POST + "Transfer-Encoding: chunked\r\n\r\n" + body))
        .toList();
  }
}
