package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a right that Bimplus has withdrawn stays readable: two minutes, and one load. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class RevokedRightsTest {

  private static final String USER = "user-15";

  @Inject Ground ground;

  private String token;

  @BeforeEach
  void readThenRevoke() {
    ground.clock().stop();
    token = ground.token(USER);
    read().statusCode(200);
    ground.sandbox().bimplus().member(ground.team(), USER, false);
  }

  @AfterEach
  void giveBack() {
    ground.sandbox().bimplus().member(ground.team(), USER, true);
  }

  @Test
  void aFrequentReaderIsRejectedAfterTheFirstReadPastItsFreshness() {
    ground.clock().advance(Duration.ofSeconds(55));
    read().statusCode(200).header("Cache-Status", containsString("; hit; ttl="));
    ground.clock().advance(Duration.ofSeconds(6));
    read().statusCode(200).header("Cache-Status", containsString("; hit; ttl=-"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> read().extract().statusCode() == 403);
  }

  @Test
  void aReaderAfterTwoMinutesIsRejectedAtOnce() {
    ground.clock().advance(Duration.ofSeconds(120));

    read().statusCode(403);
  }

  @Test
  void aReaderJustBeforeIsServedOnceMoreAndNeverAgain() {
    ground.clock().advance(Duration.ofSeconds(118));
    int calls = ground.callsTo(ground.projects());

    read().statusCode(200).header("Cache-Status", containsString("; hit; ttl=-"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> ground.callsTo(ground.projects()) > calls);
    ground.clock().advance(Duration.ofSeconds(2));

    read().statusCode(403);
    assertThat(ground.callsTo(ground.projects())).isGreaterThan(calls);
  }

  private ValidatableResponse read() {
    return ground.with("Bearer " + token).get(ground.projects()).then();
  }
}
