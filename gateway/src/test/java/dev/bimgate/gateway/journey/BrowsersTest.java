package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Browsers on other origins while none is allowed. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class BrowsersTest {

  @Inject Ground ground;

  @Test
  void aPreflightIsRejectedAndNeverForwarded() {
    ground
        .plain()
        .header("Origin", "https://app.test")
        .header("Access-Control-Request-Method", "GET")
        .options("/v2/teams")
        .then()
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .body("type", is("urn:bimgate:problem:cors-refused"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void aResponseHasNoCorsHeadersForOtherOrigins() {
    ground
        .as(Ground.USER)
        .header("Origin", "https://app.test")
        .get("/v2/teams")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", nullValue());
  }

  @Test
  void optionsThatIsNoPreflightIsARequestLikeOthers() {
    ground.plain().options("/v2/teams").then().statusCode(401);
    ground.as(Ground.USER).options(ground.echo()).then().statusCode(200);

    assertThat(ground.lastCall().method()).isEqualTo("OPTIONS");
  }
}
