package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The meters of the contract, as Prometheus scrapes them. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class MetersTest {

  @Inject Ground ground;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gateway_cache_size_bytes ",
        "gateway_cache_entries ",
        "gateway_cache_evictions_total{reason=",
        "gateway_cache_invalidations_total{reason=\"write\"",
        "gateway_cache_invalidations_total{reason=\"unanswered_write\"",
        "gateway_cache_hit_age_seconds_count",
        "gateway_cache_calls_saved_total{by=\"hit\"",
        "gateway_cache_calls_saved_total{by=\"coalesced\"",
        "gateway_upstream_requests_seconds_count{operation=",
        "gateway_upstream_requests_seconds_count{operation=\"authorize\"",
        "gateway_upstream_connections ",
        "gateway_upstream_pool_wait_seconds_count",
        "gateway_upstream_held{class=\"lists\"",
        "gateway_upstream_breaker{class=\"lists\"",
        "gateway_upstream_breaker{class=\"calls\"",
        "gateway_upstream_breaker{class=\"logins\"",
        "gateway_upstream_retries_total{result=\"over_budget\"",
        "gateway_limits_refused_total{by=\"share\"",
        "gateway_token_verifications_total{result=",
        "gateway_token_verifications_total{result=\"legacy_removed\"",
        "gateway_token_verifications_total{result=\"accepted_stale\"",
        "gateway_token_key_fetches_total{result=",
        "gateway_token_remembered ",
        "gateway_limits_refused_total{by=\"login\"",
        "gateway_heads_refused_total{cause=\"host\"",
        "gateway_limits_refused_total{by=\"overload\"",
        "gateway_build_info{commit="
      })
  void theMeterExists(String start) {
    assertThat(scrape().lines().filter(line -> line.startsWith(start))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hit", "stale", "stale_if_error", "revalidated", "miss", "coalesced", "bypass"})
  void everyWayToObtainAListIsCountedFromTheStart(String outcome) {
    assertThat(read("gateway_cache_lookups_total", "projects", outcome)).isNotNegative();
    assertThat(read("gateway_cache_lookups_total", "teams", outcome)).isNotNegative();
  }

  @Test
  void aMissAndAHitAreCountedAsSuch() {
    double misses = read("gateway_cache_lookups_total", "projects", "miss");
    double hits = read("gateway_cache_lookups_total", "projects", "hit");

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    assertThat(read("gateway_cache_lookups_total", "projects", "miss")).isEqualTo(misses + 1);
    assertThat(read("gateway_cache_lookups_total", "projects", "hit")).isEqualTo(hits + 1);
  }

  @Test
  void requestsAreTimedByRouteOutcomeAndStatus() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    ground.as(Ground.USER).get(ground.echo()).then().statusCode(200);
    ground.plain().get("/v2/teams").then().statusCode(401);

    awaitMeter("projects", "upstream", 200);
    awaitMeter("projects", "cached", 200);
    awaitMeter("passthrough", "upstream", 200);
    awaitMeter("none", "refused_credential", 401);
  }

  @Test
  void noTagHoldsATeamOrACaller() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    assertThat(scrape())
        .doesNotContain(ground.team())
        .doesNotContain(ground.sandbox().tokens().subjectOf(Ground.USER))
        .doesNotContain("bimplus-portal");
  }

  @Test
  void theSizeOfTheCacheIsCounted() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    assertThat(value(line -> line.startsWith("gateway_cache_entries "))).isEqualTo(1);
    assertThat(value(line -> line.startsWith("gateway_cache_size_bytes ")))
        .isCloseTo(4_000, withinPercentage(90));
  }

  /** That of the pom, and that of the repository it was built in. */
  @Test
  void theBuildHasItsVersionAndItsCommit() throws Exception {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = pom.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");

    assertThat(scrape())
        .contains(
            "gateway_build_info{commit=\"" + commit() + "\",version=\"" + version + "\"} 1.0");
  }

  private static String commit() throws IOException {
    if (!Files.exists(Path.of("../.git"))) {
      return "unknown";
    }
    Process git = new ProcessBuilder("git", "-c", "safe.directory=*", "rev-parse", "HEAD").start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
  }

  private void awaitMeter(String route, String outcome, int status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                scrape()
                    .lines()
                    .anyMatch(
                        line ->
                            line.startsWith("gateway_requests_seconds_count{")
                                && line.contains("route=\"" + route + "\"")
                                && line.contains("outcome=\"" + outcome + "\"")
                                && line.contains("status=\"" + status + "\"")));
  }

  private double read(String meter, String route, String outcome) {
    return value(
        line ->
            line.startsWith(meter + "{")
                && line.contains("route=\"" + route + "\"")
                && line.contains("outcome=\"" + outcome + "\""));
  }

  private double value(Predicate<String> condition) {
    return scrape()
        .lines()
        .filter(condition)
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private String scrape() {
    return ground
        .plain()
        .get(management.resolve("/q/metrics"))
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }
}
