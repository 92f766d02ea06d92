package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Nothing logged at TRACE holds a token, a password or a connection string: the ground's own watch,
 * which reads every log line, fails a test.
 */
@QuarkusTest
@TestProfile(SecretsInLogsTest.Trace.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class SecretsInLogsTest {

  /** Of a form that is looked for in every line. */
  private static final String OPERATOR = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

  /** Everything that can be logged is. */
  public static final class Trace implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.log.min-level", "TRACE",
          "quarkus.log.level", "TRACE",
          "quarkus.log.console.level", "ERROR",
          "gateway.admin.token", OPERATOR);
    }
  }

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Test
  void theLogIsIndeedWideOpen() {
    assertThat(Logger.getLogger("io.vertx.core").isLoggable(Level.FINER)).isTrue();
  }

  /** Their messages quote claims, and no update may open them. */
  @Test
  void theLibrariesThatVerifyTokensLogNothing() {
    assertThat(Logger.getLogger("io.smallrye.jwt.auth.principal").isLoggable(Level.SEVERE))
        .isFalse();
    assertThat(Logger.getLogger("org.jose4j.jws").isLoggable(Level.SEVERE)).isFalse();
  }

  @Test
  void listsTeamsAndStreamsLeaveNoSecret() {
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(200);
    ground.as(Ground.USER).get("/v2/user").then().statusCode(200);
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    String response =
        ground.as(Ground.USER).get(ground.echo()).then().statusCode(200).extract().asString();

    assertThat(response).contains("Bearer ");
  }

  @Test
  void rejectedTokensLeaveNoSecret() {
    var tokens = ground.sandbox().tokens();

    ground.with("Bearer " + tokens.with(Ground.USER).expired().sign()).get("/v2/teams");
    ground.with("Bearer " + tokens.with(Ground.USER).wrongSignature().sign()).get("/v2/teams");
    ground.with("Bearer " + tokens.with(Ground.USER).rawPayload("{{").sign()).get("/v2/teams");
    ground.with("Bearer " + tokens.with(Ground.USER).header("kid", "x").sign()).get("/v2/teams");
    ground.with("Basic " + ground.token(Ground.USER)).get("/v2/teams");
    ground.with(ground.token(Ground.USER)).get("/v2/teams").then().statusCode(400);
  }

  @Test
  void logoutTokensLeaveNoSecret() {
    var tokens = ground.sandbox().tokens();

    logOut(tokens.logoutToken("user-16", "a-session").sign()).then().statusCode(200);
    logOut(tokens.logoutToken("user-16", "a-session").wrongSignature().sign())
        .then()
        .statusCode(400);
    logOut(ground.token("user-16")).then().statusCode(400);
  }

  /** A legacy token in place of a session id. */
  @Test
  void theAdminTokenAndOneThatIsDeniedByMistakeLeaveNoSecret() {
    String old = ground.sandbox().tokens().legacyFor("user-16");

    deny(OPERATOR, old).then().statusCode(200);
    deny(OPERATOR, old + "\",").then().statusCode(400);
    deny(old, old).then().statusCode(401);
  }

  @Test
  void explainedTokensLeaveNoSecret() {
    String token = ground.token(Ground.USER);
    String old = ground.sandbox().tokens().legacyFor(Ground.USER);
    String expired = ground.sandbox().tokens().with(Ground.USER).expired().sign();

    explain("/v2/teams", token).then().statusCode(200);
    explain("/v2/teams", old).then().statusCode(400);
    explain("/v2/teams", expired).then().statusCode(400);
    explain("/v2/teams?" + old, token).then().statusCode(200);
    purge("{\"path\":\"/v2/teams\",\"token\":\"" + token + "\"}").then().statusCode(200);
    purge("{\"path\":\"/v2/teams\",\"token\":\"" + old + "\"}").then().statusCode(400);
    purge("{\"path\":\"/v2/teams\",\"token\":\"" + expired + "\"}").then().statusCode(400);
  }

  /** A token in place of a team's or a user's name. */
  @Test
  void tokensThatArePurgedByMistakeLeaveNoSecret() {
    String old = ground.sandbox().tokens().legacyFor(Ground.USER);

    purge("{\"team\":\"" + old + "\"}").then().statusCode(200);
    purge("{\"user\":\"" + old + "\"}").then().statusCode(200);
    purge("{\"path\":\"/v2/teams?" + old + "\",\"user\":\"a\"}").then().statusCode(200);
    purge("{\"" + old + "\":true}").then().statusCode(400);
  }

  private Response explain(String path, String token) {
    return ground
        .with("Bearer " + OPERATOR)
        .header("X-Explain-Token", token)
        .queryParam("path", path)
        .get(management.resolve("/q/gateway/explain"));
  }

  private Response purge(String body) {
    return ground
        .with("Bearer " + OPERATOR)
        .contentType("application/json")
        .body(body)
        .post(management.resolve("/q/gateway/purge"));
  }

  private Response logOut(String token) {
    return ground
        .plain()
        .contentType("application/x-www-form-urlencoded")
        .body("logout_token=" + token)
        .post("/oidc/backchannel-logout");
  }

  private Response deny(String operator, String session) {
    return ground
        .with("Bearer " + operator)
        .contentType("application/json")
        .body("{\"sid\":\"" + session + "\"}")
        .post(management.resolve("/q/gateway/deny"));
  }

  @Test
  void legacyTokensAndThePasswordLeaveNoSecret() {
    String password = ground.sandbox().passwordOf(Ground.USER);
    String login =
        "{\"user_id\":\"user-01\",\"password\":\"" + password + "\",\"application_id\":\"a\"}";

    String token =
        ground
            .plain()
            .contentType("application/json")
            .body(login)
            .post("/v2/authorize")
            .then()
            .statusCode(200)
            .extract()
            .path("access_token");
    ground.with("BimPlus " + token).get("/v2/teams");

    assertThat(token).matches("[0-9a-f]{32}");
  }

  @Test
  void lookupsOfLegacyTokensLeaveNoSecretWhateverTheResponse() {
    var faults = ground.sandbox().bimplus().faults();
    faults.garble(Requests.to("/v2/authorize"), 1);
    ground.with("Bearer " + oldLogin()).get("/v2/teams").then().statusCode(502);
    faults.cutBodies(Requests.to("/v2/authorize"), 10, 1);
    ground.with("BimPlus " + oldLogin()).get("/v2/teams").then().statusCode(502);
    faults.answer(Requests.to("/v2/authorize"), 500, 1);
    ground.with("BimPlus " + oldLogin()).get("/v2/teams").then().statusCode(503);
    ground.with("BimPlus " + "0123456789abcdef".repeat(2)).get("/v2/teams").then().statusCode(401);
    ground.sandbox().bimplus().switchOff();

    ground.with("BimPlus " + oldLogin()).get("/v2/teams").then().statusCode(502);
  }

  @Test
  void tokensInQueriesAndPathsLeaveNoSecret() {
    String token = ground.token(Ground.USER);

    ground.as(Ground.USER).get(ground.echo() + "?access_token=" + token).then().statusCode(200);
    ground.as(Ground.USER).get("/v2/user;" + token).then().statusCode(400);
    ground.plain().get("/" + token).then().statusCode(404);
  }

  @Test
  void failuresOfBimplusLeaveNoSecret() {
    ground.sandbox().bimplus().faults().garble(Requests.to("/v2/user"), 9);
    ground.sandbox().bimplus().faults().cutBodies(Requests.to("/v2/teams"), 500, 9);
    ground.as(Ground.USER).get("/v2/user").then().statusCode(502);
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(502);
    ground.sandbox().bimplus().switchOff();

    ground.as(Ground.USER).get(ground.echo()).then().statusCode(502);
  }

  @Test
  void theLineOfARequestHasNoQuery() {
    String id =
        ground.as(Ground.USER).get("/v2/teams?secret=in-the-query").getHeader("X-Request-Id");

    assertThat(log.of(id)).contains(" path=/v2/teams ").doesNotContain("in-the-query");
  }

  private String oldLogin() {
    return ground.sandbox().tokens().legacyFor(Ground.USER);
  }
}
