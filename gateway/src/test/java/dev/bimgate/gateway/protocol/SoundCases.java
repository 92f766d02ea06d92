package dev.bimgate.gateway.protocol;

import java.util.List;
import java.util.stream.Stream;

/**
 * Requests that are rare and valid, and must pass.
 *
 * <p>In each text {@code {auth}} is a whole header line, where a credential goes.
 */
public final class SoundCases {

  private SoundCases() {}

  /** All of them, each one request. */
  public static Stream<String> all() {
    return Stream.of(lines(), fields(), bodies(), bodiesOfSeldomMethods()).flatMap(List::stream);
  }

  private static List<String> bodiesOfSeldomMethods() {
    return Stream.of("GET", "HEAD", "OPTIONS", "DELETE")
        .map(method -> method + " /v2/user HTTP/1.1\r\nHost: gateway.test\r\n{auth}")
        .flatMap(
            head ->
                Stream.of(
                    head + "Content-Length: 5\r\n\r\nhello",
                    head + chunked("5\r\nhello\r\n0\r\n\r\n")))
        .toList();
  }

  private static List<String> lines() {
    return Stream.of(
            "GET /v2/user HTTP/1.1",
            "\r\nGET /v2/user HTTP/1.1",
            "GET /v2/user?a=%00&b=[]{}|^`\"<> HTTP/1.1",
            "GET http://gateway.test/v2/user HTTP/1.1",
            "GET https://GATEWAY.test/v2/user HTTP/1.1",
            "GET /v2/user?" + "a".repeat(15_000) + " HTTP/1.1",
            "GET /v2/user HTTP/1.0",
            "HEAD /v2/user HTTP/1.1",
            "PATCH /v2/user HTTP/1.1",
            "M-SEARCH /v2/user HTTP/1.1",
            "get /v2/user HTTP/1.1",
            "OPTIONS /v2/user HTTP/1.1")
        .map(line -> line + "\r\nHost: gateway.test\r\n{auth}\r\n")
        .toList();
  }

  private static List<String> fields() {
    return Stream.of(
            "X:",
            "X:a",
            "X: \t a \t ",
            "X: \u00e4\u00ff\u0080",
            "X: a\tb",
            "X: " + "~\u0080\u00ff\t ".repeat(50) + "b",
            "!#$%&'*+-.^_`|~09azAZ: a",
            "X: \"a:b\\\"c\", (d)",
            "Cookie: " + "a".repeat(12_000),
            "X: a\r\nX: a\r\nX: b",
            "X: a\r\n".repeat(180) + "X: b",
            "Expect: 100-Continue",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk",
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13",
            "Connection: keep-alive, Authorization",
            "TE: trailers, deflate;q=0.5",
            "Proxy-Connection: keep-alive",
            "Keep-Alive: timeout=5",
            "X-Host: a b",
            "Content-Lengths: x")
        .map(field -> "GET /v2/user HTTP/1.1\r\nHost: gateway.test:8080\r\n{auth}" + field)
        .map(head -> head + "\r\n\r\n")
        .toList();
  }

  private static List<String> bodies() {
    return Stream.of(
            "Content-Length: 5\r\n\r\nhello",
            "Content-Length:5\t \r\n\r\nhello",
            "Content-Length: 0\r\n\r\n",
            "content-length: 5\r\n\r\n\r\n\r\n\u0000",
            chunked("5\r\nhello\r\n0\r\n\r\n"),
            chunked("5\r\nhello\r\n0005\r\nworld\r\n000\r\n\r\n"),
            chunked("a\r\nhelloworld\r\nA\r\nhelloworld\r\n0\r\n\r\n"),
            chunked("0\r\n\r\n"),
            chunked("2\r\n\r\n\r\n0\r\n\r\n"),
            chunked("5;a\r\nhello\r\n0;b=c;d=\"e;\\\" f\"\r\n\r\n"),
            chunked("5\r\nhello\r\n0\r\nX-Checksum: abc\r\nY:\r\n\r\n"),
            "Transfer-Encoding:\t CHUNKED \r\n\r\n0\r\n\r\n")
        .map(body -> "POST /v2/user HTTP/1.1\r\nHost: [::1]:80\r\n{auth}" + body)
        .toList();
  }

  private static String chunked(String body) {
    return "Transfer-Encoding: chunked\r\n\r\n" + body;
  }
}
