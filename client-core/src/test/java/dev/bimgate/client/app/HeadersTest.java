package dev.bimgate.client.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers that the client reads, and its memory of lists. */
class HeadersTest {

  @Test
  void aStaleHitHasANegativeTtl() {
    CacheStatus status = CacheStatus.of(List.of("bimplus-gateway; hit; ttl=-30"), "90");

    assertThat(status.isHit()).isTrue();
    assertThat(status.ttl()).isEqualTo(Duration.ofSeconds(-30));
    assertThat(status.age()).hasSeconds(90);
  }

  @Test
  void aMissIsNoHit() {
    String miss = "bimplus-gateway; fwd=uri-miss; fwd-status=200; stored; ttl=59";

    assertThat(CacheStatus.of(List.of(miss), null).isHit()).isFalse();
  }

  @Test
  void onlyTheGatewaysMemberCounts() {
    List<String> lines =
        List.of("origin; hit", "bimplus-gateway; fwd=bypass; detail=\"a, b; hit\", proxy; hit");

    CacheStatus status = CacheStatus.of(lines, null);

    assertThat(status.isHit()).isFalse();
    assertThat(status.text()).isEqualTo("bimplus-gateway; fwd=bypass; detail=\"a, b; hit\"");
  }

  @Test
  void withoutTheHeadersThereIsNoHit() {
    assertThat(CacheStatus.of(List.of(), null)).isEqualTo(new CacheStatus(false, null, null, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "7, , 7",
    "'Sun, 29 Nov 2026 08:00:10 GMT', 'Sun, 29 Nov 2026 08:00:00 GMT', 10",
    "'Sun, 29 Nov 2026 08:00:00 GMT', 'Sun, 29 Nov 2026 08:00:10 GMT', 0"
  })
  void retryAfterIsSecondsOrADate(String value, @Nullable String date, long seconds) {
    assertThat(RetryAfter.of(value, date)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "99999999999"})
  void anythingElseIsNoRetryAfter(String value) {
    assertThat(RetryAfter.of(value, null)).isNull();
  }

  @Test
  void theMemoryEvictsTheLeastRecentlyUsedList() {
    RememberedLists lists = new RememberedLists(4_000);
    lists.remember(key("a"), response(1_000));
    lists.remember(key("b"), response(1_000));
    assertThat(lists.find(key("a"))).isNotNull();

    lists.remember(key("c"), response(1_000));

    assertThat(lists.find(key("a"))).isNotNull();
    assertThat(lists.find(key("b"))).isNull();
    assertThat(lists.find(key("c"))).isNotNull();
  }

  @Test
  void aListThatIsTooLargeEvictsNoOther() {
    RememberedLists lists = new RememberedLists(4_000);
    lists.remember(key("a"), response(1_000));

    lists.remember(key("b"), response(4_000));

    assertThat(lists.find(key("a"))).isNotNull();
    assertThat(lists.find(key("b"))).isNull();
  }

  @Test
  void nothingThatCarriesASecretPrintsIt() {
    OidcClient client =
        OidcClient.of(URI.create("https://gateway.example.com/v2/"), "app").withSecret("s3cret");

    assertThat(client.toString()).doesNotContain("s3cret");
    assertThat(client.discoveryUrl())
        .hasToString("https://gateway.example.com/v2/.well-known/openid-configuration");
    assertThat(ApiRequest.of("GET", "/a?t=s3cret").toString()).doesNotContain("s3cret");
    assertThat(TokenOwner.of("s3cret").toString()).doesNotContain("s3cret");
  }

  private static RememberedLists.Key key(String target) {
    return new RememberedLists.Key(TokenOwner.of("token"), target);
  }

  private static ApiResponse response(int bytes) {
    return new ApiResponse(200, MultiMap.caseInsensitiveMultiMap(), new byte[bytes]);
  }
}
