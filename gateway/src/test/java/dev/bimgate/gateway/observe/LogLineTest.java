package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.config.LogFormat;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.routes.CachedRoute;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LogLineTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  @Test
  void aLineHasItsKeysInOrder() {
    assertThat(textOf(request("/v2/t/projects", caller("sub-1", "app-1"), "Viewer/1.2", "up-1")))
        .isEqualTo(
            "2026-01-05T08:00:00.007Z request id=id-1 method=GET path=/v2/t/projects"
                + " route=projects status=200 outcome=cached lookup=hit ms=1.234 bytes=10"
                + " user=sub-1 app=app-1 client=192.0.2.7 user_agent=Viewer/1.2 upstream_id=up-1"
                + " remaining=42 trace="
                + TRACE
                + "\n");
  }

  @Test
  void aJsonLineHasTheSameKeysInTheSameOrder() {
    EndedRequest request =
        request("/v2/t/projects", caller("sub-1", "app-1"), "Viewer (X)", "up-1");

    assertThat(jsonOf(request))
        .isEqualTo(
            """
            {"timestamp":"2026-01-05T08:00:00.007Z","level":"INFO","message":"request",\
            "id":"id-1","method":"GET","path":"/v2/t/projects","route":"projects",\
            "status":200,"outcome":"cached","lookup":"hit","ms":1.234,"bytes":10,\
            "user":"sub-1","app":"app-1","client":"192.0.2.7","user_agent":"Viewer (X)",\
            "upstream_id":"up-1","remaining":"42","trace":"0af7651916cd43dd8448eb211c80319c"}
            """);
  }

  @Test
  void noValueFromOutsideCanForgeALineOrAKey() {
    String hostile = "a b\r\n2026 request id=x\u0085\u2028\t\"\u001b[31m=\u00e4";

    String text = textOf(request("/v2/t", caller(hostile, hostile), hostile, hostile));

    assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    assertThat(text).endsWith("\n").matches("[ -~]*\n");
    assertThat(text.split(" ", -1)).hasSize(textOf(plain()).split(" ", -1).length);
  }

  /** Each 16-bit unit, between others; half of a pair is none of Unicode's characters. */
  @Test
  void aJsonLineGivesEachValueBackWhateverItHolds() throws JsonProcessingException {
    for (int first = 0; first < 0x10000; first += 100) {
      StringBuilder value = new StringBuilder();
      IntStream.range(first, Math.min(first + 100, 0x10000))
          .forEach(c -> value.append((char) c).append('x'));

      String line = jsonOf(request("/v2/t", caller(value.toString(), "a"), "u", "u"));

      assertThat(line).endsWith("}\n").matches("[ -~]*\n");
      assertThat(parsed(line).get("user").textValue())
          .isEqualTo(value.toString().replaceAll("[\\ud800-\\udfff]", "\ufffd"));
    }
  }

  @Test
  void aJsonLineKeepsAPairAndCutsNone() throws JsonProcessingException {
    String pair = "\ud83c\udfe0";
    String cut = "x".repeat(255) + pair;

    JsonNode line = parsed(jsonOf(request("/v2/t", caller(pair, cut), "u", "u")));

    assertThat(line.get("user").textValue()).isEqualTo(pair);
    assertThat(line.get("app").textValue()).isEqualTo("x".repeat(255) + "\ufffd");
  }

  @ParameterizedTest
  @EnumSource
  void aLongValueIsTruncated(LineForm form) {
    EndedRequest request = request("/v2/" + "x".repeat(10_000), null, "y ".repeat(8_000), "up");

    assertThat(lineOf(form, request).length()).isLessThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML like Gecko), "
        + "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML like Gecko)",
    "app/1 0123456789abcdef0123456789abcdef x, app/1 _ x",
    "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMzQifQ.eyJpc3MiOiJodHRwczovL2V4YW1wbGUifQ.c2lnbmF0dXJlLW9mLXRoaXMtdG9rZW4tb2YtNDMtY2g, _._._",
  })
  void whatMayBeATokenIsNoPartOfTheUserAgent(String sent, String logged) {
    assertThat(LogLine.withoutTokens(sent)).isEqualTo(logged);
  }

  @ParameterizedTest
  @EnumSource
  void aClosedLogHasWrittenEveryLineItWasGiven(LogFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RequestLog log = new RequestLog(out, format, RequestLog.PAUSE);
    for (int i = 0; i < 10_000; i++) {
      log.add(plain());
    }

    log.close();

    assertThat(out.toString(StandardCharsets.ISO_8859_1).lines()).hasSize(10_000);
  }

  @Test
  void lostLinesAreReportedInTheSameForm() throws JsonProcessingException {
    StringBuilder out = new StringBuilder();

    new LogLine(LineForm.JSON).appendLost(out, 5);

    JsonNode line = parsed(out.toString());
    assertThat(line.get("level").textValue()).isEqualTo("WARN");
    assertThat(line.get("message").textValue()).isEqualTo("request log lost 5 lines");
  }

  private static JsonNode parsed(String line) throws JsonProcessingException {
    return STRICT.readTree(line);
  }

  private static String textOf(EndedRequest request) {
    return lineOf(LineForm.TEXT, request);
  }

  private static String jsonOf(EndedRequest request) {
    return lineOf(LineForm.JSON, request);
  }

  private static String lineOf(LineForm form, EndedRequest request) {
    StringBuilder out = new StringBuilder();
    new LogLine(form).append(out, request);
    return out.toString();
  }

  static EndedRequest plain() {
    return request("/v2/t", caller("s", "a"), "u", "u");
  }

  private static Caller caller(String subject, String app) {
    return new Caller(new User("https://issuer.test", subject), app, Set.of());
  }

  private static EndedRequest request(
      String path, @Nullable Caller caller, String userAgent, String upstreamId) {
    return new EndedRequest(
        1_767_600_000_007L,
        "id-1",
        "GET",
        path,
        CachedRoute.PROJECTS,
        200,
        Outcome.CACHED,
        LookupOutcome.HIT,
        null,
        1_234_567,
        10,
        caller,
        "192.0.2.7",
        userAgent,
        upstreamId,
        "42",
        TRACE);
  }
}
