package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpVersion;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndToEndHeadersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "HTTP2-Settings",
        "Host",
        "Content-Length",
        "Forwarded",
        "X-Forwarded-For",
        "x-forwarded-anything",
        "X-Real-IP",
        "X-Original-URL",
        "X-Original-Host",
        "X-Original-Whatever",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-HTTP-Method",
        "True-Client-IP",
        "x_forwarded_for",
        "X_HTTP_Method_Override",
        "Content_Length",
        "Transfer_Encoding",
        "X-Named"
      })
  void hopByHopRequestHeadersAndClaimsOfAnotherOriginAreNotForwarded(String name) {
    MultiMap headers = fields("connection", "close , X-NAMED,x").add(name, "1").add("X-Other", "2");

    MultiMap sent = EndToEndHeaders.ofRequest(headers, HttpVersion.HTTP_1_1);

    assertThat(sent.names()).containsExactlyInAnyOrder("X-Other", "Via");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Accept-Encoding",
        "Content-Type",
        "Content-Encoding",
        "Range",
        "If-None-Match",
        "Cookie",
        "Cache-Control"
      })
  void aRequestHeaderForTheOriginIsForwardedWhateverConnectionSays(String name) {
    MultiMap headers = fields("Connection", "close, " + name).add(name, "1").add("X-Other", "2");

    MultiMap sent = EndToEndHeaders.ofRequest(headers, HttpVersion.HTTP_1_1);

    assertThat(sent.names()).containsExactlyInAnyOrder(name, "X-Other", "Via");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Keep-Alive",
        "Proxy-Authenticate",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Access-Control-Allow-Origin",
        "access-control-expose-headers",
        "X-Named"
      })
  void hopByHopAndCorsResponseHeadersAreNotForwarded(String name) {
    MultiMap headers = fields("Connection", "x-named").add(name, "1").add("Set-Cookie", "a");

    MultiMap told = EndToEndHeaders.ofResponse(headers, HttpVersion.HTTP_1_1);

    assertThat(told.names()).containsExactlyInAnyOrder("Set-Cookie", "Via");
  }

  @ParameterizedTest
  @CsvSource({"HTTP_1_0, 1.0", "HTTP_1_1, 1.1", "HTTP_2, 2.0"})
  void viaHoldsTheReceivedVersion(HttpVersion version, String number) {
    MultiMap sent = EndToEndHeaders.ofRequest(fields("Via", "1.0 first"), version);

    assertThat(sent.getAll("Via")).containsExactly("1.0 first", number + " bimplus-gateway");
  }

  private static MultiMap fields(String name, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(name, value);
  }
}
