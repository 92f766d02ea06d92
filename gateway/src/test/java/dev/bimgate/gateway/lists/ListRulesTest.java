package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.cache.model.Header;
import io.vertx.core.MultiMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of lists: codings, entity tags, directives, and what may be stored. */
class ListRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"gzip", "GZIP", "br, gzip", "gzip;q=0.5, br", "*", "x-gzip", "gzip, identity"})
  void gzipIsAccepted(String field) {
    assertThat(AcceptEncoding.prefersGzip(List.of(field))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "br",
        "gzip;q=0",
        "gzip;q=0.0, *",
        "identity, gzip;q=0.5",
        "gzip;q=x",
        "*;q=0",
        "gzipped"
      })
  void gzipIsNotAccepted(String field) {
    assertThat(AcceptEncoding.prefersGzip(List.of(field))).isFalse();
  }

  /** More values than are known at once. */
  @Test
  void noValueGetsThePreferenceOfAnother() {
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < 500; i++) {
        assertThat(AcceptEncoding.prefersGzip(List.of("gzip, x" + i))).isTrue();
        assertThat(AcceptEncoding.prefersGzip(List.of("br, x" + i))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"a\"', '\"a\"'",
    "'W/\"a\"', '\"a\"'",
    "'\"a\"', 'W/\"a\"'",
    "'\"x\", \"a\"', '\"a\"'",
    "'\"x,y\",W/\"a\"', '\"a\"'",
    "*, '\"a\"'"
  })
  void theTagIsAmongThem(String field, String tag) {
    assertThat(EntityTags.match(List.of(field), tag)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"A\"', '\"a\"'",
    "'\"ab\"', '\"a\"'",
    "a, '\"a\"'",
    "'\"x,\"', '\",\"'",
    "'\"a', '\"a\"'",
    "'', '\"a\"'"
  })
  void theTagIsNotAmongThem(String field, String tag) {
    assertThat(EntityTags.match(List.of(field), tag)).isFalse();
  }

  @Test
  void theTagMayBeInALaterHeaderLine() {
    assertThat(EntityTags.match(List.of("\"x\"", "\"a\""), "\"a\"")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie",
        "X-RateLimit-Remaining",
        "RateLimit",
        "ratelimit-policy",
        "X-Request-Id",
        "X-Upstream-Request-Id",
        "Traceparent",
        "tracestate",
        "X-B3-TraceId",
        "X-Correlation-Id",
        "Age",
        "Cache-Status",
        "ETag",
        "Content-Length"
      })
  void headersOfOneResponseAndOursAreNotStored(String name) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(name, "1").add("X-Total-Count", "7");

    assertThat(ListHeaders.stored(headers, true)).containsExactly(new Header("X-Total-Count", "7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cache-Control", "Expires", "Pragma", "Warning"})
  void cachingHeadersAreStoredOnlyWhereTheyApply(String name) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(name, "1");

    assertThat(ListHeaders.stored(headers, true)).containsExactly(new Header(name, "1"));
    assertThat(ListHeaders.stored(headers, false)).isEmpty();
  }

  /** RFC 9211, section 2: what caches before us did concerns the request that reached them. */
  @Test
  void cacheStatusOfOtherCachesReachesTheStarterOfTheLoad() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Cache-Status", "edge; hit");

    assertThat(ListHeaders.ofTheCall(headers))
        .containsExactly(new Header("Cache-Status", "edge; hit"));
    assertThat(ListHeaders.passed(headers, true)).isEmpty();
  }

  @Test
  void cookiesAndBudgetReachTheStarterOfTheLoad() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Set-Cookie", "a=b")
            .add("X-RateLimit-Limit", "5000")
            .add("X-Request-Id", "theirs")
            .add("X-Other", "1");

    assertThat(ListHeaders.ofTheCall(headers))
        .containsExactly(new Header("Set-Cookie", "a=b"), new Header("X-RateLimit-Limit", "5000"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "'Application/JSON; charset=utf-8', true",
    "application/problem+json, true",
    "text/html, false",
    "application/jsonp, false",
    "'', false"
  })
  void jsonIsKnownByItsType(String type, boolean json) {
    assertThat(ListHeaders.isJson(List.of(type))).isEqualTo(json);
    assertThat(ListHeaders.isJson(List.of())).isFalse();
  }

  /** A soft purge may end the freshness of a hit while it is written. */
  @ParameterizedTest
  @CsvSource({
    "59, bimplus-gateway; hit; ttl=59",
    "0, bimplus-gateway; hit",
    "-1, bimplus-gateway; hit"
  })
  void aHitHasTheTimeThatIsLeft(long ttlSeconds, String told) {
    assertThat(CacheStatus.ofHit(ttlSeconds)).isEqualTo(told);
  }
}
