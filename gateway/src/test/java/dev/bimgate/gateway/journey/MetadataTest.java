package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protected resource metadata of the API (RFC 9728). */
@QuarkusTest
@TestProfile(Deployed.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class MetadataTest {

  private static final String PATH = "/.well-known/oauth-protected-resource/v2";
  private static final String PREFIXED = "/.well-known/oauth-protected-resource/bim/v2";

  @Inject Ground ground;
  @Inject RequestLines lines;

  @ParameterizedTest
  @ValueSource(strings = {PATH, PREFIXED, PATH + "?a=b"})
  void theyNameResourceIssuerAndHowToSendTokens(String path) {
    ground
        .plain()
        .get(path)
        .then()
        .statusCode(200)
        .contentType("application/json")
        .header("Cache-Control", "max-age=300")
        .body("resource", is("https://gateway.example/bim/v2"))
        .body("authorization_servers", contains(ground.sandbox().issuerUrl().toString()))
        .body("bearer_methods_supported", contains("header"))
        .body("resource_name", is("Bimplus"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void headHasTheHeadersOfGet() {
    String length = ground.plain().get(PATH).getHeader("Content-Length");

    ground
        .plain()
        .head(PATH)
        .then()
        .statusCode(200)
        .header("Content-Length", length)
        .body(is(emptyString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void anotherMethodIs405WithAllow(String method) {
    ground
        .as(Ground.USER)
        .request(method, PATH)
        .then()
        .statusCode(405)
        .header("Allow", "GET, HEAD")
        .body("type", is("urn:bimgate:problem:method-not-allowed"));

    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/oauth-protected-resource",
        "/.well-known/oauth-protected-resource/",
        PATH + "/",
        PATH + "/teams",
        "/.well-known/oauth-protected-resource/v%32",
        "/.well-known/oauth-protected-resource/other/v2"
      })
  void anotherSpellingIsNotFound(String path) {
    ground.plain().get(path).then().statusCode(404);
  }

  @Test
  void aTokenIsIgnoredThere() {
    ground.with("Bearer nonsense").get(PATH).then().statusCode(200);
    ground.with("").get(PATH).then().statusCode(200);
  }

  @Test
  void pagesOfAnAllowedOriginMayReadThem() {
    ground
        .plain()
        .header("Origin", "https://app.test")
        .get(PATH)
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "https://app.test");
  }

  @Test
  void aReadIsLoggedAsSuch() {
    String id = ground.plain().get(PATH).getHeader("X-Request-Id");

    assertThat(lines.of(id)).contains(" path=" + PATH, " route=metadata ", " outcome=gateway ");
  }

  @Test
  void everyChallengeNamesThem() {
    String told =
        "resource_metadata=\"https://gateway.example/.well-known/oauth-protected-resource/bim/v2\"";

    assertThat(challenges(null))
        .containsExactly("Bearer realm=\"bimplus\", " + told, "BimPlus realm=\"bimplus\", " + told);
    assertThat(challenges("Bearer x"))
        .containsExactly(
            "Bearer realm=\"bimplus\", error=\"invalid_token\", " + told,
            "BimPlus realm=\"bimplus\", error=\"invalid_token\", " + told);
    assertThat(challenges("Bearer a b"))
        .hasSize(2)
        .allSatisfy(challenge -> assertThat(challenge).contains("invalid_request", told));
  }

  private List<String> challenges(@Nullable String authorization) {
    var request = authorization == null ? ground.plain() : ground.with(authorization);
    return request.get("/v2/teams").getHeaders().getValues("WWW-Authenticate");
  }
}
