package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.HeardLog;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator purges lists, hard and softly. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class PurgeTest {

  private static final String PURGE = "/q/gateway/purge";

  @Inject Ground ground;
  @Inject Operator operator;

  @Test
  void aPurgeByTeamRemovesTheProjectListsOfAllItsMembers() {
    String other = "/v2/" + ground.teamsOf(Ground.USER).get(1) + "/projects";
    read(Ground.USER);
    read(Ground.OTHER_USER);
    ground.as(Ground.USER).get(other).then().statusCode(200);

    purge("{\"team\":\"" + ground.team() + "\"}")
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .body("purged", is("team"))
        .body("team", is(ground.team()))
        .body("mode", is("hard"))
        .body("before", is(2))
        .body("after", is(0))
        .body("stale", is(0));

    read(Ground.USER).header("Cache-Status", containsString("fwd=uri-miss"));
    read(Ground.OTHER_USER).header("Cache-Status", containsString("fwd=uri-miss"));
    ground.as(Ground.USER).get(other).then().header("Cache-Status", containsString("; hit"));
  }

  @Test
  void aPurgeByUserRemovesBothKindsOfListsAndThoseOfLegacyTokens() {
    read(Ground.OTHER_USER);
    ground.as(Ground.OTHER_USER).get("/v2/teams").then().statusCode(200);
    ground
        .with("BimPlus " + ground.sandbox().tokens().legacyFor(Ground.OTHER_USER))
        .get(ground.projects());
    read(Ground.USER);

    purge("{\"user\":\"" + subject(Ground.OTHER_USER) + "\"}").body("before", is(3));

    read(Ground.OTHER_USER).header("Cache-Status", containsString("fwd=uri-miss"));
    read(Ground.USER).header("Cache-Status", containsString("; hit"));
  }

  @Test
  void anIssuerNarrowsAPurgeByUserToItsOwn() {
    read(Ground.USER);

    purge("{\"user\":\"" + subject(Ground.USER) + "\",\"issuer\":\"urn:bimgate:legacy\"}")
        .statusCode(200)
        .body("before", is(0));

    read(Ground.USER).header("Cache-Status", containsString("; hit"));
  }

  @Test
  void aPurgeOfAllRemovesAll() {
    read(Ground.USER);
    ground.as(Ground.OTHER_USER).get("/v2/teams").then().statusCode(200);

    purge("{\"all\":true}").statusCode(200).body("before", is(2)).body("after", is(0));
  }

  @Test
  void aPurgeByPathAndTokenRemovesThatListAlone() {
    ground.as(Ground.USER).get(ground.projects() + "?b=2&a=1").then().statusCode(200);
    read(Ground.USER);

    purge(
            "{\"path\":\""
                + ground.projects()
                + "?a=1&_=7&b=2\",\"token\":\""
                + ground.token(Ground.USER)
                + "\"}")
        .statusCode(200)
        .body("before", is(1))
        .body("key.kind", is("projects"))
        .body("key.query", is("?a=1&b=2"))
        .body("key.caller.user", is(subject(Ground.USER)));

    read(Ground.USER).header("Cache-Status", containsString("; hit"));
    ground
        .as(Ground.USER)
        .get(ground.projects() + "?a=1&b=2")
        .then()
        .header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void aPurgeByPathAndTheNameOfTheCallerRemovesThatList() {
    String token =
        ground
            .sandbox()
            .tokens()
            .with(Ground.USER)
            .claim("azp", "bimplus-portal")
            .claim("scope", "b a")
            .sign();
    ground.with("Bearer " + token).get("/v2/teams").then().statusCode(200);

    purge(
            "{\"path\":\"/v2/teams\",\"user\":\""
                + subject(Ground.USER)
                + "\",\"app\":\"bimplus-portal\",\"scope\":\"a b\"}")
        .statusCode(200)
        .body("before", is(1));
  }

  /** Beside scopes that are as long as they can be. */
  @Test
  void aPathCanBeAsLongAsAnyTarget() {
    String query = "a".repeat(16_384 - "/v2/teams?".length());
    String whose = "\"user\":\"a\",\"scope\":\"" + "b ".repeat(8_192) + '"';

    purge("{\"path\":\"\\/v2\\/teams?" + query + "\"," + whose + '}')
        .statusCode(200)
        .body("key.query", is('?' + query));
    purge("{\"path\":\"/v2/teams?a" + query + "\"," + whose + '}').statusCode(400);
  }

  @Test
  void aPurgeOfNothingIs200With0AndCanBeRepeated() {
    for (int time = 0; time < 2; time++) {
      purge("{\"team\":\"unheard-of\"}").statusCode(200).body("before", is(0)).body("after", is(0));
    }
  }

  @Test
  void afterASoftPurgeTheListIsStaleAndThenRevalidated() {
    read(Ground.USER);

    purge("{\"team\":\"" + ground.team() + "\",\"soft\":true}")
        .body("mode", is("soft"))
        .body("before", is(1))
        .body("after", is(1))
        .body("stale", is(1));

    read(Ground.USER).header("Cache-Status", startsWith("bimplus-gateway; hit; ttl=-"));
    RecordedRequest revalidation =
        ground.sandbox().recorder().await(call -> call.field("If-None-Match").isPresent());
    assertThat(revalidation.path()).isEqualTo(ground.projects());
  }

  @Test
  void aSoftlyPurgedListIsServedStaleWhileBimplusFails() {
    read(Ground.USER);
    purge("{\"all\":true,\"soft\":true}");
    ground.clock().advance(Duration.ofSeconds(90));
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 9);

    read(Ground.USER)
        .header("Cache-Status", startsWith("bimplus-gateway; fwd=stale; fwd-status=503; ttl=-"));
  }

  @Test
  void aLoadInFlightAtASoftPurgeIsStoredAsStale() throws Exception {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(ground.projects()));
    CompletableFuture<Response> loading =
        CompletableFuture.supplyAsync(() -> ground.as(Ground.USER).get(ground.projects()));
    gate.awaitArrivals(1);

    purge("{\"all\":true,\"soft\":true}").statusCode(200);
    gate.release();

    assertThat(loading.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    read(Ground.USER).header("Cache-Status", startsWith("bimplus-gateway; hit; ttl=-"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"soft\":true}",
        "{\"all\":false}",
        "{\"all\":\"true\"}",
        "{\"all\":true,\"soft\":1}",
        "{\"all\":true,\"team\":\"a\"}",
        "{\"all\":true,\"all\":true}",
        "{\"all\":true,\"why\":\"b\"}",
        "{\"team\":1}",
        "{\"team\":\"\"}",
        "{\"team\":\"Upper\"}",
        "{\"team\":\"-a\"}",
        "{\"team\":\"a\",\"user\":\"b\"}",
        "{\"team\":\"a\",\"token\":\"b\"}",
        "{\"user\":\"a\",\"app\":\"b\"}",
        "{\"path\":\"/v2/teams\"}",
        "{\"path\":\"/v2/teams\",\"issuer\":\"a\"}",
        "{\"path\":\"/v2/teams\",\"user\":\"a\",\"token\":\"b\"}",
        "{\"path\":\"/v2/teams\",\"token\":\"b\"}",
        "{\"path\":\"/v2/teams\",\"token\":\"two words\"}",
        "{\"path\":\"/v2/teams\",\"token\":\"0123456789abcdef0123456789abcdeg0\"}",
        "{\"path\":\"/v2/teams/\",\"user\":\"a\"}",
        "{\"path\":\"/v2/a/../teams\",\"user\":\"a\"}",
        "{\"path\":\"teams\",\"user\":\"a\"}",
        "{\"path\":\"/v2/user\",\"user\":\"a\"}"
      })
  void aMalformedBodyIs400AndPurgesNothing(String body) {
    read(Ground.USER);

    purge(body).statusCode(400).body("type", is("urn:bimgate:problem:invalid-body"));

    read(Ground.USER).header("Cache-Status", containsString("; hit"));
  }

  @Test
  void aLegacyTokenIsNeverSentToBimplus() {
    String token = ground.sandbox().tokens().legacyFor(Ground.USER);

    purge("{\"path\":\"/v2/teams\",\"token\":\"" + token + "\"}")
        .statusCode(400)
        .body("detail", containsString("urn:bimgate:legacy"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void withoutTheAdminTokenNothingIsPurged() {
    read(Ground.USER);
    double before = operator.counted("purge", "unauthenticated");

    ground
        .as(Ground.USER)
        .contentType("application/json")
        .body("{\"all\":true}")
        .post(operator.url(PURGE))
        .then()
        .statusCode(401)
        .body("type", is("urn:bimgate:problem:admin-token-required"));

    read(Ground.USER).header("Cache-Status", containsString("; hit"));
    assertThat(operator.counted("purge", "unauthenticated")).isEqualTo(before + 1);
  }

  @Test
  void aPurgeIsCountedAndLoggedWithTheIdOfItsRequest() {
    double before = operator.counted("purge", "done");

    try (HeardLog log = HeardLog.of("dev.bimgate.gateway.admin")) {
      Response done = purge("{\"team\":\"" + ground.team() + "\"}").extract().response();

      String id = done.header("X-Request-Id");
      assertThat(done.<String>path("request")).isEqualTo(id);
      assertThat(log.lines())
          .singleElement()
          .asString()
          .contains("purged by=team ", " mode=hard before=0 after=0 ", " request=" + id)
          .doesNotContain(ground.team());
    }
    assertThat(operator.counted("purge", "done")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void anotherMethodIs405(String method) {
    operator
        .request()
        .request(method, operator.url(PURGE))
        .then()
        .statusCode(405)
        .header("Allow", "POST");
  }

  private ValidatableResponse purge(String body) {
    return operator.post(PURGE, body);
  }

  private ValidatableResponse read(String user) {
    return ground.as(user).get(ground.projects()).then().statusCode(200);
  }

  private String subject(String user) {
    return ground.sandbox().tokens().subjectOf(user);
  }
}
