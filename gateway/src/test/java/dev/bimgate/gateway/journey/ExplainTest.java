package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator asks why a list is served from the cache, or not. */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ExplainTest {

  private static final String EXPLAIN = "/q/gateway/explain";

  @Inject Ground ground;
  @Inject Operator operator;

  @BeforeEach
  void stopTheClock() {
    ground.clock().stop();
  }

  @Test
  void aListThatWasNeverRequestedHasNoEvent() {
    explain(ground.projects() + "?never=asked")
        .contentType("application/json")
        .header("Cache-Control", "no-store")
        .body("cached", is(false))
        .body("decision", is("load"))
        .body("why.rule", contains("never_asked"))
        .body("last", nullValue())
        .body("others", empty());
  }

  @Test
  void aStoredListIsShownWithItsKeyItsTimesAndItsRules() {
    list(Ground.USER, ground.projects() + "?b=2&a=1&_=3");

    explain(ground.projects() + "?a=1&b=2")
        .body("key.kind", is("projects"))
        .body("key.team", is(ground.team()))
        .body("key.query", is("?a=1&b=2"))
        .body("key.caller.user", is(subject(Ground.USER)))
        .body("key.caller.app", is(Tokens.DEFAULT_CLIENT))
        .body("key.caller.scopes", hasItem("bimplus"))
        .body("cached", is(true))
        .body("state", is("fresh"))
        .body("decision", is("hit"))
        .body("why.rule", contains("our_time", "fresh"))
        .body("why.section", contains("Bimplus Gateway, configured", "RFC 9111, 4.2"))
        .body("why.sentence", hasSize(2))
        .body("status", is(200))
        .body("age", is(0))
        .body("size", notNullValue())
        .body("arrived", Operator.aMoment())
        .body("lastAttempt", Operator.aMoment())
        .body("freshUntil", Operator.aMoment())
        .body("staleUntil", Operator.aMoment())
        .body("staleIfErrorUntil", Operator.aMoment());
  }

  @ParameterizedTest
  @CsvSource({
    "60, stale_revalidate, stale, 'RFC 5861, 3'",
    "120, stale_on_error, revalidate, 'RFC 5861, 4'"
  })
  void aStaleListIsShownWithItsDecisionAndSection(
      int seconds, String state, String would, String section) {
    list(Ground.USER, ground.projects());
    String token = ground.token(Ground.USER);
    ground.clock().advance(Duration.ofSeconds(seconds));

    explain(ground.projects(), token)
        .body("cached", is(true))
        .body("state", is(state))
        .body("decision", is(would))
        .body("why[-1].section", is(section));
  }

  @Test
  void aListWhoseLoadFailedIsShownWithItsBackoffAndWhy() {
    list(Ground.USER, ground.projects());
    String token = ground.token(Ground.USER);
    String other = ground.token(Ground.OTHER_USER);
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 1);
    ground.clock().advance(Duration.ofSeconds(130));
    ground.with("Bearer " + token).get(ground.projects()).then().statusCode(200);

    explain(ground.projects(), token)
        .body("decision", is("pause"))
        .body("why.rule", contains("our_time", "pause_after_failure", "stale_on_error"))
        .body("backoffUntil", Operator.aMoment());

    ground.with("Bearer " + other).get(ground.projects()).then().statusCode(200);

    explain(ground.projects(), token)
        .body("decision", is("stale"))
        .body("why.rule", contains("our_time", "last_load_failed", "stale_on_error"))
        .body("backoffUntil", nullValue());
  }

  @Test
  void aPausePromisesNoRevalidation() {
    list(Ground.USER, ground.projects());
    String token = ground.token(Ground.USER);
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 503, 1);
    ground.clock().advance(Duration.ofSeconds(60));
    ground
        .with("Bearer " + token)
        .header("Cache-Control", "no-cache")
        .get(ground.projects())
        .then()
        .statusCode(200);

    explain(ground.projects(), token)
        .body("decision", is("pause"))
        .body("state", is("stale_revalidate"))
        .body("why.rule", contains("our_time", "pause_after_failure"));
  }

  @Test
  void aListThatBimplusForbidsToStoreIsNotStoredByThatRule() {
    // A key of its own: for a minute nobody waits for another at such a list.
    String path = ground.projects() + "?kept=never";
    ground.sandbox().bimplus().cacheControl(Optional.of("no-store"));
    list(Ground.USER, path);

    explain(path)
        .body("cached", is(false))
        .body("why.rule", contains("no_store"))
        .body("why.section", contains("RFC 9111, 5.2.2.5"))
        .body("last.event", is("not_reusable"))
        .body("last.at", Operator.aMoment())
        .body("decision", is("bypass"));
  }

  @ParameterizedTest
  @CsvSource({"401, refused", "403, refused", "404, refused", "410, refused", "500, failing"})
  void aResponseThatIsNoListIsNotStoredForItsStatus(int status, String what) {
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), status, 1);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(status);

    explain(ground.projects())
        .body("cached", is(false))
        .body("last.event", is(what))
        .body("last.status", is(status))
        .body("why[0].sentence", containsString("Bimplus responded with " + status));
  }

  @Test
  void aListIsGoneAfterA403() {
    list(Ground.USER, ground.projects());
    ground.sandbox().bimplus().faults().answer(Requests.to(ground.projects()), 403, 1);
    String token = ground.token(Ground.USER);
    ground.clock().advance(Duration.ofSeconds(130));
    ground.with("Bearer " + token).get(ground.projects()).then().statusCode(403);

    explain(ground.projects(), token)
        .body("cached", is(false))
        .body("why[0].rule", is("refused"))
        .body("why[0].section", containsString("promise 4"))
        .body("last.status", is(403))
        .body("decision", is("load"));
  }

  @Test
  void aLoadThatBimplusDisconnectedIsShown() {
    ground.sandbox().bimplus().faults().drop(Requests.to(ground.projects()), 9);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(502);

    explain(ground.projects()).body("why.rule", contains("load_failed"));
  }

  @Test
  void aListIsGoneByAWrite() {
    list(Ground.USER, ground.projects());
    ground
        .as(Ground.OTHER_USER)
        .contentType("application/json")
        .body("{\"name\":\"Footbridge\"}")
        .post(ground.projects())
        .then()
        .statusCode(201);

    explain(ground.projects())
        .body("cached", is(false))
        .body("why.rule", contains("write"))
        .body("why.section", contains("RFC 9111, 4.4"))
        .body("last.at", Operator.aMoment());
  }

  @Test
  void aListIsGoneByAPurgeAndStaleAfterASoftOne() {
    list(Ground.USER, ground.projects());
    operator.post("/q/gateway/purge", "{\"all\":true,\"soft\":true}").statusCode(200);
    explain(ground.projects())
        .body("why.rule", hasItem("soft_purge"))
        .body("purged", Operator.aMoment())
        .body("decision", is("stale"));

    operator.post("/q/gateway/purge", "{\"all\":true}").statusCode(200);

    explain(ground.projects()).body("why.rule", contains("operator")).body("cached", is(false));
  }

  @Test
  void twoAppsOfOneUserDoNotShareByThatSetting() {
    ground.with("Bearer " + ofSecondApp()).get(ground.projects()).then().statusCode(200);

    explain(ground.projects())
        .body("cached", is(false))
        .body("sharedBetweenApps", is(false))
        .body("others.app", contains(Tokens.SECOND_CLIENT))
        .body("others.state", contains("fresh"))
        .body("others.why.rule", contains("another_app"))
        .body("others.why.section", contains("gateway.cache.shared-between-apps"));
  }

  @Test
  void otherScopesAreShownAsOtherRights() {
    String token = ground.sandbox().tokens().with(Ground.USER).scope("openid bimplus").sign();
    ground.with("Bearer " + token).get(ground.projects()).then().statusCode(200);

    explain(ground.projects())
        .body("others.scopes", contains(contains("bimplus", "openid")))
        .body("others.why.rule", contains("other_scopes"));
  }

  @Test
  void nothingIsShownOfOtherUsers() {
    list(Ground.OTHER_USER, ground.projects());

    explain(ground.projects()).body("others", empty());
  }

  @Test
  void theCallerCanBeNamedInPlaceOfAToken() {
    list(Ground.USER, "/v2/teams");

    operator
        .request()
        .get(
            operator.url(
                EXPLAIN
                    + "?path=/v2/teams&user="
                    + subject(Ground.USER)
                    + "&app="
                    + Tokens.DEFAULT_CLIENT
                    + "&scope="
                    + Tokens.ALL_SCOPES.replace(' ', '+')))
        .then()
        .statusCode(200)
        .body("key.kind", is("teams"))
        .body("cached", is(true));
  }

  @Test
  void whileListsBypassTheCacheItSaysSo() {
    list(Ground.USER, ground.projects());
    operator.request().post(operator.url("/q/gateway/bypass")).then().statusCode(200);
    try {
      explain(ground.projects())
          .body("cached", is(true))
          .body("decision", is("bypass"))
          .body("why[0].rule", is("bypass"))
          .body("bypass.since", Operator.aMoment());
    } finally {
      operator.request().delete(operator.url("/q/gateway/bypass")).then().statusCode(200);
    }
  }

  @Test
  void aPathThatIsNeverCachedIsShownAsSuch() {
    explain("/v2/user")
        .body("cached", is(false))
        .body("decision", is("passthrough"))
        .body("why.rule", contains("not_a_list"));
  }

  @Test
  void aQueryThatIsNoUriIsForwarded() {
    explain(ground.projects() + "?a=%zz")
        .body("decision", is("bypass"))
        .body("why.rule", hasItem("odd_query"));
  }

  /** The request line holds it whole, as it would that of the request itself. */
  @Test
  void aPathCanBeAsLongAsFitsInto16Kilobytes() throws IOException {
    String line = "GET " + EXPLAIN + "?path=/v2/teams?" + " HTTP/1.1";
    String query = "a".repeat(16_384 - line.length());

    assertThat(ofQuery(query)).startsWith("HTTP/1.1 200 ").contains("\"query\":\"?" + query + '"');
    assertThat(ofQuery(query + "a")).startsWith("HTTP/1.1 414 ").contains("problem:uri-too-long");
  }

  private String ofQuery(String query) throws IOException {
    return operator.sent(
        "GET " + EXPLAIN + "?path=/v2/teams?" + query,
        "",
        "X-Explain-Token: " + ground.token(Ground.USER));
  }

  @Test
  void explainingChangesNothing() {
    Response before = explain(ground.projects()).extract().response();
    Response after = explain(ground.projects()).extract().response();

    assertThat(after.<Object>path("why")).isEqualTo(before.<Object>path("why"));
    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?user=a",
        "?path=/v2/teams",
        "?path=/v2/teams&issuer=a",
        "?path=&user=a",
        "?path=/v2/teams&user=",
        "?path=/v2/teams&user=a&user=b",
        "?path=/v2/teams&user=a&token=b",
        "?path=/v2/a/../teams&user=a",
        "?path=/elsewhere&user=a"
      })
  void aMalformedQueryIs400(String query) {
    operator
        .request()
        .get(operator.url(EXPLAIN + query))
        .then()
        .statusCode(400)
        .body("type", is("urn:bimgate:problem:invalid-query"));
  }

  @Test
  void aTokenThatWouldBeRejectedIs400WithTheCause() {
    String expired = ground.sandbox().tokens().with(Ground.USER).expired().sign();

    with(expired)
        .get(url("/v2/teams"))
        .then()
        .statusCode(400)
        .body("detail", containsString("(expired)"));
  }

  @Test
  void aLegacyTokenIsNeverSentToBimplus() {
    with(ground.sandbox().tokens().legacyFor(Ground.USER))
        .get(url("/v2/teams"))
        .then()
        .statusCode(400)
        .body("detail", containsString("urn:bimgate:legacy"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void aTokenBesideTheNameOfAUserIs400() {
    with(ground.token(Ground.USER)).get(url("/v2/teams") + "&user=a").then().statusCode(400);
  }

  @Test
  void withoutTheAdminTokenNothingIsExplained() {
    double before = operator.counted("explain", "unauthenticated");

    ground.as(Ground.USER).get(url("/v2/teams")).then().statusCode(401);

    assertThat(operator.counted("explain", "unauthenticated")).isEqualTo(before + 1);
  }

  @Test
  void anotherMethodIs405() {
    operator.request().post(url("/v2/teams")).then().statusCode(405).header("Allow", "GET");
  }

  private ValidatableResponse explain(String path) {
    return explain(path, ground.token(Ground.USER));
  }

  private ValidatableResponse explain(String path, String token) {
    return with(token).get(url(path)).then().statusCode(200);
  }

  private RequestSpecification with(String token) {
    return operator.request().header("X-Explain-Token", token);
  }

  private URI url(String path) {
    return operator.url(EXPLAIN + "?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
  }

  private void list(String user, String path) {
    ground.as(user).get(path).then().statusCode(200);
  }

  private String ofSecondApp() {
    return ground.sandbox().tokens().with(Ground.USER).authorizedParty(Tokens.SECOND_CLIENT).sign();
  }

  private String subject(String user) {
    return ground.sandbox().tokens().subjectOf(user);
  }
}
