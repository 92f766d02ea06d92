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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A write through another instance: it changes Bimplus, and this instance, with a list from before,
 * learns nothing.
 */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class WritesElsewhereTest {

  private static final Duration FRESH_FOR = Duration.ofSeconds(60);
  private static final Duration STALE_WHILE_REVALIDATE = Duration.ofSeconds(60);
  private static final Duration STALE_IF_ERROR = Duration.ofMinutes(10);

  @Inject Ground ground;

  private String authorization;
  private String before;

  @BeforeEach
  void readThenWriteElsewhere() {
    ground.clock().stop();
    authorization = "Bearer " + longLivedToken();
    before = body(read());
    ground.sandbox().bimplus().change(ground.team());
  }

  @Test
  void aWriteThroughAnotherInstanceShowsInTheSecondResponsePastFreshness() {
    ground.clock().advance(FRESH_FOR.minusSeconds(5));
    assertThat(body(read())).isEqualTo(before);
    ground.clock().advance(Duration.ofSeconds(6));

    assertThat(body(read().header("Cache-Status", containsString("; hit; ttl=-"))))
        .isEqualTo(before);

    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !body(read().statusCode(200)).equals(before));
  }

  @Test
  void aReaderPastBothWindowsGetsNoStaleResponse() {
    ground.clock().advance(FRESH_FOR.plus(STALE_WHILE_REVALIDATE));

    assertThat(body(read().statusCode(200))).isNotEqualTo(before);
  }

  @Test
  void whileBimplusFailsTheOldListIsServedUntilTheErrorWindowEnds() {
    ground.sandbox().bimplus().switchOff();
    ground.clock().advance(FRESH_FOR.plus(STALE_IF_ERROR).minusSeconds(5));
    assertThat(body(read().statusCode(200))).isEqualTo(before);
    ground.clock().advance(Duration.ofSeconds(6));

    read().statusCode(502);
  }

  private ValidatableResponse read() {
    return ground.with(authorization).get(ground.projects()).then();
  }

  private static String body(ValidatableResponse response) {
    return response.extract().body().asString();
  }

  private String longLivedToken() {
    return ground.sandbox().tokens().with(Ground.USER).expiresIn(Duration.ofHours(1)).sign();
  }
}
