package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.routes.CachedRoute;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {

  private final LogLine line = new LogLine();

  @Test
  void aLineHasItsKeysInOrder() {
    EndedRequest request = request("/v2/t/projects", caller("sub-1", "app-1"), "up-1");

    assertThat(textOf(request))
        .isEqualTo(
            "2026-01-05T08:00:00.007Z request id=id-1 method=GET path=/v2/t/projects"
                + " route=projects status=200 outcome=cached lookup=hit ms=1.234 bytes=10"
                + " user=sub-1 app=app-1 upstream_id=up-1 remaining=42\n");
  }

  @Test
  void noValueFromOutsideCanForgeALineOrAKey() {
    String hostile = "a b\r\n2026 request id=x\u0085\u2028\t\"\u001b[31m=\u00e4";

    String text = textOf(request("/v2/t", caller(hostile, hostile), hostile));

    assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    assertThat(text).endsWith("\n").matches("[ -~]*\n");
    assertThat(text.split(" ", -1)).hasSize(textOf(plain()).split(" ", -1).length);
  }

  @Test
  void aRequestThatWasRejectedBeforeItsUserWasKnownHasItsClient() {
    EndedRequest request = request("/v2/t", null, InetAddress.getLoopbackAddress(), "up-1");

    assertThat(textOf(request)).contains(" bytes=10 client=127.0.0.1 upstream_id=up-1 ");
  }

  @Test
  void aLongValueIsTruncated() {
    String text = textOf(request("/v2/" + "x".repeat(10_000), null, "up"));

    assertThat(text.length()).isLessThan(600);
  }

  @Test
  void aClosedLogHasWrittenEveryLineItWasGiven() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RequestLog log = new RequestLog(out, RequestLog.PAUSE);
    for (int i = 0; i < 10_000; i++) {
      log.add(plain());
    }

    log.close();

    assertThat(out.toString(StandardCharsets.ISO_8859_1).lines()).hasSize(10_000);
  }

  private String textOf(EndedRequest request) {
    StringBuilder out = new StringBuilder();
    line.append(out, request);
    return out.toString();
  }

  static EndedRequest plain() {
    return request("/v2/t", caller("s", "a"), "u");
  }

  private static Caller caller(String subject, String app) {
    return new Caller(new User("https://issuer.test", subject), app, Set.of());
  }

  private static EndedRequest request(String path, @Nullable Caller caller, String upstreamId) {
    return request(path, caller, null, upstreamId);
  }

  private static EndedRequest request(
      String path, @Nullable Caller caller, @Nullable InetAddress client, String upstreamId) {
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
        client,
        upstreamId,
        "42");
  }
}
