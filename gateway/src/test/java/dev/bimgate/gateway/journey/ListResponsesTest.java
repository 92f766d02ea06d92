package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Etags;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The headers of a list: what is added, what is stored, what is sent only once. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ListResponsesTest {

  private static final String HIT = "bimplus-gateway; hit; ttl=[1-9]\\d?";

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @Test
  void aMissSaysForwardedAndStored() {
    ground.clock().stop();

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .header(
            "Cache-Status",
            matchesPattern("bimplus-gateway; fwd=uri-miss; fwd-status=200; stored; ttl=[1-9]\\d?"))
        .header("Age", "0");
  }

  @Test
  void aHitCarriesAgeAndTtl() {
    read();

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .header("Cache-Status", matchesPattern(HIT))
        .header("Age", matchesPattern("\\d+"))
        .header("ETag", notNullValue());
  }

  @ParameterizedTest
  @EnumSource(Etags.class)
  void theETagTurnsTheNextReadInto304WhateverBimplusSends(Etags upstream) {
    ground.sandbox().bimplus().etags(upstream);
    String etag = read().header("ETag");

    var response =
        ground
            .as(Ground.USER)
            .header("If-None-Match", "\"other\", " + etag)
            .get(ground.projects())
            .then()
            .statusCode(304)
            .header("ETag", etag)
            .header("Cache-Status", matchesPattern(HIT))
            .extract();

    assertThat(response.body().asByteArray()).isEmpty();
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void anotherETagGetsTheWholeList() {
    read();

    ground
        .as(Ground.USER)
        .header("If-None-Match", "\"other\"")
        .get(ground.projects())
        .then()
        .statusCode(200);
  }

  @Test
  void ifNoneMatchWinsOverIfModifiedSince() {
    read();

    ground
        .as(Ground.USER)
        .header("If-None-Match", "\"other\"")
        .header("If-Modified-Since", "Fri, 31 Dec 2100 00:00:00 GMT")
        .get(ground.projects())
        .then()
        .statusCode(200);
  }

  @Test
  void anETagOfOursNeverGoesToBimplus() {
    ground.sandbox().bimplus().etags(Etags.NONE);
    String etag = read().header("ETag");
    ground.as(Ground.USER).put(ground.projects() + "/x/deletecache").then().statusCode(404);
    ground.as(Ground.USER).delete("/v2/" + ground.team() + "/deleteCache").then().statusCode(200);

    ground.as(Ground.USER).header("If-None-Match", etag).get(ground.projects());

    assertThat(ground.lastCall().field("If-None-Match")).isEmpty();
  }

  @Test
  void headHasTheHeadersOfGetAndComesFromTheSameList() {
    ExtractableResponse<Response> get = read();

    ground
        .as(Ground.USER)
        .head(ground.projects())
        .then()
        .statusCode(200)
        .header("ETag", get.header("ETag"))
        .header("Content-Type", get.header("Content-Type"))
        .header("Content-Length", get.header("Content-Length"))
        .header("Cache-Status", matchesPattern(HIT))
        .body(is(""));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aFirstHeadLoadsTheListForAll() {
    ground.as(Ground.USER).head(ground.projects()).then().statusCode(200);

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .header("Cache-Status", matchesPattern(HIT))
        .body("size()", not(is(0)));
  }

  @Test
  void gzipAndPlainAreServedFromOneList() throws Exception {
    HttpResponse<byte[]> zipped = readCoded("gzip");
    HttpResponse<byte[]> plain = readCoded("identity, br");

    assertThat(zipped.headers().allValues("Content-Encoding")).containsExactly("gzip");
    assertThat(plain.headers().allValues("Content-Encoding")).isEmpty();
    assertThat(unzipped(zipped.body())).isEqualTo(plain.body());
    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void theGzipFormHasAWeakETagThatStillTurnsTheNextReadInto304() throws Exception {
    String etag = readCoded("gzip").headers().firstValue("ETag").orElseThrow();

    assertThat(etag).startsWith("W/\"");
    ground
        .as(Ground.USER)
        .header("If-None-Match", etag)
        .get(ground.projects())
        .then()
        .statusCode(304);
  }

  @Test
  void everyFormOfAListVariesOnAcceptEncodingOnce() {
    read();

    var varying = read().headers().getValues("Vary");

    assertThat(String.join(", ", varying)).isEqualToIgnoringCase("Accept-Encoding");
  }

  @Test
  void browsersMustRevalidateWhateverBimplusSaid() {
    ground.sandbox().bimplus().cacheControl(Optional.of("public, max-age=3600"));

    assertThat(read().header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(read().header("Cache-Control")).isEqualTo("private, no-cache");
  }

  @Test
  void whatBimplusForbidsToStoreIsNotStored() {
    ground.sandbox().bimplus().cacheControl(Optional.of("max-age=60, No-Store"));

    read();
    read();

    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @Test
  void theBudgetIsSentWithTheLoadAndNeverFromTheCache() {
    var miss = read();
    var hit = read();

    assertThat(miss.header("X-RateLimit-Remaining"))
        .isEqualTo(String.valueOf(ground.sandbox().bimplus().budgetLeft(Ground.USER)));
    assertThat(hit.header("X-RateLimit-Limit")).isNull();
    assertThat(hit.header("X-RateLimit-Remaining")).isNull();
  }

  @Test
  void cookiesAndIdsOfTheLoadAreNeverServedFromTheCache() {
    Map<String, String> fields =
        Map.of(
            "Content-Type", "application/json",
            "Set-Cookie", "session=mine",
            "traceparent", "00-11111111111111111111111111111111-2222222222222222-01",
            "X-Correlation-Id", "one-call",
            "X-Total-Count", "7");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.projects()), new Fault.Instead(200, fields, "[]"), 1);

    var miss = read();
    var hit = read();

    assertThat(miss.header("Set-Cookie")).isEqualTo("session=mine");
    assertThat(hit.header("X-Total-Count")).isEqualTo("7");
    assertThat(hit.header("Set-Cookie")).isNull();
    assertThat(hit.header("traceparent")).isNull();
    assertThat(hit.header("X-Correlation-Id")).isNull();
    assertThat(hit.header("X-Request-Id")).isNotEqualTo(miss.header("X-Request-Id"));
  }

  @Test
  void aResponseThatIsNoJsonIsForwardedAndNotStored() {
    Map<String, String> html = Map.of("Content-Type", "text/html");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.projects()), new Fault.Instead(200, html, "<p>hello</p>"), 1);

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Cache-Status", is("bimplus-gateway; fwd=uri-miss; fwd-status=200"));
    assertThat(read().contentType()).startsWith("application/json");
  }

  @Test
  void problemsAndOtherRoutesHaveNoCacheStatus() {
    ground.as(Ground.USER).get("/v2/user").then().header("Cache-Status", nullValue());
    ground.plain().get("/v2/teams").then().header("Cache-Status", nullValue());
  }

  private ExtractableResponse<Response> read() {
    return ground.as(Ground.USER).get(ground.projects()).then().statusCode(200).extract();
  }

  /** A read with an {@code Accept-Encoding} of its own. */
  private HttpResponse<byte[]> readCoded(String acceptEncoding) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve(ground.projects()))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + ground.token(Ground.USER))
            .header("Accept-Encoding", acceptEncoding)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
  }

  private static byte[] unzipped(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }
}
