package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The response to each kind of credential: the contract's table, row by row. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class CredentialRulesTest {

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  @Test
  void noCredentialIs401WithOneBareChallengeForEachScheme() throws Exception {
    RawHead response = RawConnection.ask(gateway, "GET /v2/teams HTTP/1.1");

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.values("WWW-Authenticate"))
        .satisfiesExactly(
            bearer -> assertThat(bearer).startsWith("Bearer ").doesNotContain("error"),
            bimplus -> assertThat(bimplus).startsWith("BimPlus ").doesNotContain("error"));
    assertThat(ground.calls()).isZero();
  }

  @Test
  void aSchemeWeDoNotKnowIs401WithTheSameChallenges() throws Exception {
    RawHead none = RawConnection.ask(gateway, "GET /v2/teams HTTP/1.1");

    RawHead basic =
        RawConnection.ask(gateway, "GET /v2/teams HTTP/1.1", "Authorization: Basic dXNlcjpwdw==");

    assertThat(basic.status()).isEqualTo(401);
    assertThat(basic.values("WWW-Authenticate")).isEqualTo(none.values("WWW-Authenticate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization:",
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Bearer a b",
        "Authorization: Bearer  two-spaces",
        "Authorization: Bearer a,b",
        "Authorization: Bearer \"a\"",
        "Authorization: Bearer a\r\nAuthorization: Bearer a",
        "Authorization: no-scheme-at-all"
      })
  void aMalformedHeaderIs400InvalidRequest(String field) throws Exception {
    RawHead response =
        RawConnection.ask(gateway, "GET /v2/teams HTTP/1.1", field.split("\r\n", -1));

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.values("WWW-Authenticate"))
        .hasSize(2)
        .allSatisfy(challenge -> assertThat(challenge).contains("error=\"invalid_request\""));
    assertThat(ground.calls()).isZero();
  }

  static Stream<Named<Function<Tokens, String>>> badTokens() {
    return Stream.of(
        Named.of("expired", tokens -> tokens.with(Ground.USER).expired().sign()),
        Named.of("wrong signature", tokens -> tokens.with(Ground.USER).wrongSignature().sign()),
        Named.of("foreign key", tokens -> tokens.with(Ground.USER).foreignKey().sign()),
        Named.of("unsigned", tokens -> tokens.with(Ground.USER).unsigned()),
        Named.of("ID token", tokens -> tokens.idToken(Ground.USER).sign()),
        Named.of("refresh token", tokens -> tokens.refreshToken(Ground.USER).sign()),
        Named.of("other app", tokens -> tokens.with(Ground.USER).authorizedParty("x").sign()),
        Named.of("other issuer", tokens -> tokens.with(Ground.USER).claim("iss", "x").sign()),
        Named.of("no subject", tokens -> tokens.with(Ground.USER).claim("sub", "").sign()),
        Named.of("no end", tokens -> tokens.with(Ground.USER).claim("exp", null).sign()),
        Named.of("crit", tokens -> tokens.with(Ground.USER).header("crit", List.of("exp")).sign()),
        Named.of("key URL", tokens -> tokens.with(Ground.USER).header("jku", "http://x").sign()),
        Named.of("unknown key", tokens -> tokens.with(Ground.USER).header("kid", "x").sign()),
        Named.of("no JWT", tokens -> "just-some-text"),
        Named.of("padded", tokens -> tokens.forUser(Ground.USER) + "=="));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void aRejectedTokenIs401InvalidTokenAndNothingIsForwarded(Function<Tokens, String> badToken)
      throws Exception {
    String token = badToken.apply(ground.sandbox().tokens());

    RawHead response =
        RawConnection.ask(gateway, "GET /v2/teams HTTP/1.1", "Authorization: Bearer " + token);

    assertThat(response.status()).isEqualTo(401);
    assertThat(response.values("WWW-Authenticate"))
        .hasSize(2)
        .allSatisfy(challenge -> assertThat(challenge).contains("error=\"invalid_token\""));
    assertThat(ground.calls()).isZero();
  }

  @Test
  void theClientGetsOneTextForAllCausesAndTheLogHasTheCause() {
    String expired = ground.sandbox().tokens().with(Ground.USER).expired().sign();
    String spoiled = ground.sandbox().tokens().with(Ground.USER).wrongSignature().sign();

    var first = ground.with("Bearer " + expired).get("/v2/teams").then().extract();
    var second = ground.with("Bearer " + spoiled).get("/v2/teams").then().extract();

    assertThat(first.<String>path("detail")).isEqualTo(second.path("detail"));
    assertThat(log.of(first.header("X-Request-Id"))).contains(" cause=expired");
    assertThat(log.of(second.header("X-Request-Id"))).contains(" cause=bad_signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BimPlus", "BIMPLUS"})
  void theHeaderIsForwardedUnchanged(String scheme) {
    String field = scheme + " " + ground.token(Ground.USER);

    ground.with(field).get(ground.projects()).then().statusCode(200);
    ground.with(field).get(ground.echo()).then().statusCode(200);

    assertThat(ground.sandbox().recorder().all())
        .filteredOn(request -> request.path().startsWith("/v2/" + ground.team()))
        .hasSize(2)
        .allSatisfy(
            request -> assertThat(request.fieldValues("Authorization")).containsExactly(field));
  }

  @Test
  void aTokenInTheQueryIsNoCredential() {
    ground
        .plain()
        .get("/v2/teams?access_token=" + ground.token(Ground.USER))
        .then()
        .statusCode(401);

    assertThat(ground.calls()).isZero();
  }

  @Test
  void onlyThreePathsNeedNoCredential() {
    ground.plain().get("/v2/.well-known/openid-configuration").then().statusCode(200);
    ground.plain().body("{\"user_id\":\"x\"}").post("/v2/auth-forgot").then().statusCode(200);
    ground.plain().body("{}").post("/v2/authorize").then().statusCode(400);

    ground.plain().get("/v2/authorize").then().statusCode(401);
    ground.plain().get("/v2/auth-forgot").then().statusCode(401);
    ground.plain().post("/v2/authorize/").then().statusCode(401);
    ground.plain().post("/v2/teams").then().statusCode(401);
  }
}
