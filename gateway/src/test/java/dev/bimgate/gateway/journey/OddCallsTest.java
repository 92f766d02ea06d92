package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Admin calls that are malformed in every way but their token: 400, no defects. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OddCallsTest {

  private static final String EXPLAIN = "/q/gateway/explain";
  private static final String PURGE = "/q/gateway/purge";
  private static final String BYPASS = "/q/gateway/bypass";

  @Inject Operator operator;

  private HeardLog log;

  @BeforeEach
  void listen() {
    log = HeardLog.of("");
  }

  @AfterEach
  void nothingWasADefect() {
    log.close();
    assertThat(log.thrown()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=%",
        "user=%4",
        "user=%zz",
        "user=%+1",
        "user=%ff",
        "user=%c0%80",
        "user=%ed%a0%80",
        "user=+",
        "user=a&user=a",
        "user=a&USER=b",
        "user=a&=b",
        "user=a&token=b",
        "user=a&scope=",
        "user=a&path=/v2/teams"
      })
  void aMalformedQuery(String query) throws IOException {
    isRejected(asked("path=/v2/teams&" + query), "invalid-query");
  }

  /** What no request can have on the traffic port. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "%3F",
        "v2/teams",
        "/v2/teams%00",
        "/v2/teams%2500",
        "/v2/te%5Cams",
        "/v2/te;ams",
        "/v2/teams%3Fa+b",
        "/v2/teams%3Fa%23b",
        "/v2/teams%3Fa%5Cb",
        "/v2/teams%3Fa%00",
        "/v2/teams%3Fa%7F",
        "/v2/teams%3F%C3%BC",
        "/v2/t%C3%BC/projects",
        "/v2/%2e%2e/teams",
        "/q/gateway/explain"
      })
  void aMalformedPath(String path) throws IOException {
    isRejected(asked("user=a&path=" + path), "invalid-query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\u00fc", "=", "..", "a.b.c", "e30.e30.e30"})
  void aMalformedToken(String token) throws IOException {
    isRejected(
        operator.sent("GET " + EXPLAIN + "?path=/v2/teams", "", "X-Explain-Token: " + token),
        "invalid-query");
  }

  static Stream<String> bodies() {
    return Stream.of(
        "null",
        "true",
        "1",
        "\"all\"",
        "[{\"all\":true}]",
        "{\"all\":True}",
        "{\"all\":true}}",
        "{\"all\":true/**/}",
        "{'all':true}",
        "{\"all\":null}",
        "{\"user\":NaN}",
        "{\"user\":1e999999999}",
        "{\"user\":" + "9".repeat(5_000) + "}",
        "{\"user\":[\"a\"]}",
        "{\"user\":{\"a\":\"b\"}}",
        "{\"user\":\"a\nb\"}",
        "{\"user\":\"\\ud800\"}",
        "{\"user\":\"\\udc00\\ud800\"}",
        "{\"user\":\"\u00ff\"}",
        "{\"user\":\"\u00c0\u0080\"}",
        "{\"user\":\"a\",\"\\u0075ser\":\"b\"}",
        "{\"__proto__\":{\"all\":true}}",
        "{\"team\":\"a\\u0000\"}",
        "{\"path\":\"/v2/teams\\u0000\",\"user\":\"a\"}",
        "{\"path\":\"/v2/teams?a b\",\"user\":\"a\"}",
        "{\"path\":\"/v2/teams?a=%zz\",\"user\":\"a\"}",
        "{\"path\":\"/v2/teams\",\"token\":\"\\u0000\"}",
        "{\"path\":\"/v2/teams\",\"token\":\"\\ud800.a.b\"}",
        "\u00ef\u00bb\u00bf{\"all\":true}",
        "\0{\"all\":true}",
        "{\"all\":true}\0",
        new String(
            "{\"all\":true}".getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1),
        "[".repeat(8_000),
        "{\"a\":".repeat(3_000));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aMalformedBody(String body) throws IOException {
    isRejected(sent("POST " + PURGE, body), "invalid-body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999",
        "9223372036854775807",
        "9223372036854775807h",
        "106751991167301d",
        "PT9223372036854775807S",
        "P99999999999999999999D",
        "-1",
        "1e3",
        "1.5h",
        "5 m",
        "P",
        "\\u0663m",
        "\\u0000"
      })
  void aMalformedTime(String time) throws IOException {
    isRejected(sent("POST " + BYPASS, "{\"for\":\"" + time + "\"}"), "invalid-body");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /q/gateway/purge?all=true, '{\"all\":true}', invalid-query",
    "POST /q/gateway/deny?sid=a, '{\"sid\":\"a\"}', invalid-query",
    "POST /q/gateway/bypass?for=30m, '', invalid-query",
    "DELETE /q/gateway/bypass?for=30m, '', invalid-query",
    "DELETE /q/gateway/bypass, '{\"for\":\"30m\"}', invalid-body",
    "GET /q/gateway/explain, '{\"path\":\"/v2/teams\",\"user\":\"a\"}', invalid-query"
  })
  void parametersInTheWrongPlace(String call, String body, String problem) throws IOException {
    isRejected(sent(call, body), problem);
  }

  @Test
  void anEmptyQueryAndAnEmptyObjectSayNothing() throws IOException {
    assertThat(sent("DELETE " + BYPASS + "?", "{}")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anyCharacterIsValidInTheNameOfAUser() throws IOException {
    assertThat(asked("path=/v2/teams&user=%00%C3%BC%F0%9F%8F%A0"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"user\":\"\\u0000\u00c3\u00bc\u00f0\u009f\u008f\u00a0\"");
  }

  private static void isRejected(String response, String problem) {
    assertThat(response)
        .startsWith("HTTP/1.1 400 ")
        .contains("\"urn:bimgate:problem:" + problem + '"')
        .doesNotContain("\"detail\":\"\"");
  }

  private String asked(String query) throws IOException {
    return sent("GET " + EXPLAIN + "?" + query, "");
  }

  private String sent(String call, String body) throws IOException {
    return operator.sent(call, body, "Content-Type: application/json");
  }
}
