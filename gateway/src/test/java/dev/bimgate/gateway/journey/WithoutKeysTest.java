package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that has never reached its issuer. */
@QuarkusTest
@TestProfile(WithoutKeysTest.IssuerAway.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class WithoutKeysTest {

  /** Nothing listens at the discovery URL. */
  public static final class IssuerAway implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "bimplus.oidc.discovery-url",
          "http://127.0.0.1:1/openid-configuration",
          "gateway.public-url",
          "https://gateway.example");
    }
  }

  @Inject Ground ground;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @Test
  void itIsReadyAndSaysThatItIsDegraded() {
    ground
        .plain()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body("checks.data.degraded", hasItem(true));
  }

  @Test
  void aValidTokenIs503AndNot401() {
    ground
        .as(Ground.USER)
        .get("/v2/teams")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .header("WWW-Authenticate", nullValue())
        .body("type", is("urn:bimgate:problem:keys-unavailable"));

    assertThat(ground.calls()).isZero();
  }

  @Test
  void theMetadataLeaveOutAnIssuerThatIsNotKnownYet() {
    ground
        .plain()
        .get("/.well-known/oauth-protected-resource/v2")
        .then()
        .statusCode(200)
        .header("Cache-Control", "max-age=10")
        .body("resource", is("https://gateway.example/v2"))
        .body("$", not(hasKey("authorization_servers")));
  }

  @Test
  void anotherDocumentThanThatOfBimplusIsNotServedInItsPlace() {
    ground.plain().get("/v2/.well-known/openid-configuration").then().statusCode(200);

    assertThat(ground.callsTo("/v2/.well-known/openid-configuration")).isEqualTo(1);
  }
}
