package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Browsers on an origin that the operator has let in, and on others. */
@QuarkusTest
@TestProfile(AdmittedBrowsersTest.OneOrigin.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class AdmittedBrowsersTest {

  private static final String ORIGIN = "https://app.test";

  /** One origin is let in, and nothing else is set. */
  public static final class OneOrigin implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", ORIGIN);
    }
  }

  @Inject Ground ground;

  @Test
  void aPreflightIsAnsweredByUsWithoutACredential() {
    ground
        .plain()
        .header("Origin", ORIGIN)
        .header("Access-Control-Request-Method", "PUT")
        .header("Access-Control-Request-Headers", "authorization,if-none-match")
        .options(ground.projects())
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", ORIGIN)
        .header("Access-Control-Allow-Methods", containsStringIgnoringCase("PUT"))
        .header("Access-Control-Allow-Headers", containsStringIgnoringCase("authorization"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void aPreflightFromAnotherOriginIsRefused() {
    ground
        .plain()
        .header("Origin", "https://evil.test")
        .header("Access-Control-Request-Method", "GET")
        .options("/v2/teams")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue());

    assertThat(ground.calls()).isZero();
  }

  @Test
  void whatAPageMayReadIsExposedOnAnAnswer() {
    exposesOurFields(
        ground.as(Ground.USER).header("Origin", ORIGIN).get("/v2/teams").then().statusCode(200));
  }

  @Test
  void whatAPageMayReadIsExposedOn304() {
    String etag = ground.as(Ground.USER).get(ground.projects()).getHeader("ETag");

    exposesOurFields(
        ground
            .as(Ground.USER)
            .header("Origin", ORIGIN)
            .header("If-None-Match", etag)
            .get(ground.projects())
            .then()
            .statusCode(304));
  }

  @Test
  void whatAPageMayReadIsExposedOnARefusedTokenToo() {
    exposesOurFields(
        ground
            .with("Bearer x")
            .header("Origin", ORIGIN)
            .get("/v2/teams")
            .then()
            .statusCode(401)
            .body("type", is("urn:bimgate:problem:invalid-token")));
  }

  @Test
  void whatAPageMayReadIsExposedWhenBimplusIsAway() {
    ground.sandbox().bimplus().switchOff();

    exposesOurFields(
        ground.as(Ground.USER).header("Origin", ORIGIN).get("/v2/user").then().statusCode(502));
  }

  private static void exposesOurFields(ValidatableResponse answer) {
    answer.header("Access-Control-Allow-Origin", ORIGIN);
    List<String> exposed =
        List.of(answer.extract().header("Access-Control-Expose-Headers").split("\\s*,\\s*", -1));
    assertThat(exposed)
        .contains("ETag", "X-Total-Count", "Age", "Cache-Status", "Retry-After", "X-Request-Id");
  }
}
