package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.LimitedSandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bimplus allows 60 calls an hour without credential to all clients together: few are left. */
@QuarkusTest
@TestProfile(ScarceLoginsTest.Own.class)
@WithTestResource(LimitedSandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ScarceLoginsTest {

  private static final String LOGIN = "/v2/authorize";

  /** A gateway of its own: what it learns would limit the logins of other tests. */
  public static final class Own implements QuarkusTestProfile {}

  @Inject Ground ground;

  @Test
  void anAddressMayLogInOnceAMinuteUntilTheHourIsOver() {
    ground.clock().stop();
    ground.sandbox().bimplus().faults().add(Requests.to(LOGIN), rejectedWith(14), 1);
    login();

    Response first = login();
    Response second = login();
    ground.clock().advance(Duration.ofMinutes(1));
    Response later = login();
    ground.clock().advance(Duration.ofHours(1));
    Response nextHour = login();
    Response oneMore = login();

    assertThat(List.of(first, later, nextHour, oneMore))
        .extracting(Response::statusCode)
        .containsOnly(400);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.header("Retry-After")).isEqualTo("60");
  }

  private static Fault rejectedWith(int remaining) {
    return new Fault.Instead(
        401,
        Map.of("X-RateLimit-Limit", "60", "X-RateLimit-Remaining", Integer.toString(remaining)),
        "");
  }

  private Response login() {
    return ground.plain().body("{}").post(LOGIN);
  }
}
