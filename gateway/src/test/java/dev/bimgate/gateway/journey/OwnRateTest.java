package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users who may make two calls a minute. */
@QuarkusTest
@TestProfile(OwnRateTest.TwoAMinute.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class OwnRateTest {

  /** The limit of the operator. */
  public static final class TwoAMinute implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("gateway.limits.per-user-rate", "2/m");
    }
  }

  @Inject Ground ground;
  @Inject RequestLines lines;

  private String authorization = "";

  @BeforeEach
  void useUp() {
    ground.clock().stop();
    authorization = "Bearer " + ground.token(Ground.USER);
    ground.with(authorization).get(ground.projects()).then().statusCode(200);
    ground.with(authorization).get(ground.echo()).then().statusCode(200);
  }

  @Test
  void theNextCallIs429AndIsNotSent() {
    int calls = ground.calls();

    Response rejected = ground.with(authorization).post(ground.projects());

    rejected
        .then()
        .statusCode(429)
        .body("type", is("urn:bimgate:problem:too-many-calls"))
        .header("Retry-After", "30");
    assertThat(ground.calls()).isEqualTo(calls);
    assertThat(lines.of(rejected.header("X-Request-Id")))
        .contains(" status=429 outcome=limited ", " cause=rate ");
  }

  @Test
  void aCachedListIsServedAndTheRejectedWriteHasNotInvalidatedIt() {
    ground.with(authorization).post(ground.projects()).then().statusCode(429);

    ground
        .with(authorization)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit"));
  }

  @Test
  void anotherUserIsNotAffected() {
    ground.as(Ground.OTHER_USER).get(ground.echo()).then().statusCode(200);
  }

  @Test
  void afterItsRetryAfterACallIsSent() {
    ground.clock().advance(Duration.ofSeconds(30));

    ground.with(authorization).get(ground.echo()).then().statusCode(200);
  }
}
