package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that no longer accepts legacy tokens, and says so under its public URL. */
@QuarkusTest
@TestProfile(WithoutOldLoginsTest.NotEnabled.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class WithoutOldLoginsTest {

  /** Not enabled, and a public URL with a path. */
  public static final class NotEnabled implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.legacy-tokens.enabled", "false",
          "gateway.public-url", "https://gateway.example/bim/");
    }
  }

  private static final String ABSOLUTE =
      "<https://gateway.example/bim/v2/.well-known/openid-configuration>; ";

  @Inject Ground ground;
  @Inject RequestLines log;

  @Test
  void aTokenIs401AndIsNotLookedUp() {
    String token = ground.sandbox().tokens().legacyFor(Ground.USER);

    Response response = ground.with("BimPlus " + token).get(ground.projects());

    response.then().statusCode(401).body("type", is("urn:bimgate:problem:invalid-token"));
    assertThat(log.of(response.header("X-Request-Id"))).contains(" cause=legacy ");
    assertThat(ground.calls()).isZero();
  }

  @Test
  void theLoginIs410WithTheWayOutAndIsNotForwarded() {
    Response response =
        ground.plain().body("{\"user_id\":\"u\",\"password\":\"p\"}").post("/v2/authorize");

    response
        .then()
        .statusCode(410)
        .body("type", is("urn:bimgate:problem:legacy-login-gone"))
        .body("detail", containsString("/v2/.well-known/openid-configuration"));
    assertThat(ground.calls()).isZero();
  }

  @Test
  void authorizeIs410ForAllOtherTokensWithATrailingSlashToo() {
    ground.as(Ground.USER).get("/v2/authorize").then().statusCode(410);
    ground.as(Ground.USER).get("/v2/authorize/").then().statusCode(410);

    assertThat(ground.calls()).isZero();
  }

  @Test
  void theReplacementIsNamedByItsAbsoluteUrl() {
    Response response = ground.plain().body("{}").post("/v2/authorize");

    assertThat(response.headers().getValues("Link"))
        .containsExactly(ABSOLUTE + "rel=\"deprecation\"", ABSOLUTE + "rel=\"sunset\"");
  }

  @Test
  void jwtsAreAccepted() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
  }
}
