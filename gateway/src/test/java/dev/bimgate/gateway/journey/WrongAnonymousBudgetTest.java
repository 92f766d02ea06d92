package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bimplus says that no call without a credential is left, and responds to each. */
@QuarkusTest
@TestProfile(WrongAnonymousBudgetTest.Own.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class WrongAnonymousBudgetTest {

  private static final String LOGIN = "/v2/authorize";

  /** A gateway of its own: what it learns would limit the logins of other tests. */
  public static final class Own implements QuarkusTestProfile {}

  @Inject Ground ground;

  /** Each of them is let through, although it fails. */
  @Test
  void afterTwoFurtherFailedLoginsItIsIgnored() {
    ground.clock().stop();
    Map<String, String> wrong = Map.of("X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "0");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(LOGIN), new Fault.Instead(401, wrong, ""), Integer.MAX_VALUE);
    assertThat(login()).isEqualTo(401);
    assertThat(login()).isEqualTo(401);
    assertThat(login()).isEqualTo(429);
    ground.clock().advance(Duration.ofMinutes(1));
    assertThat(login()).isEqualTo(401);

    for (int further = 0; further < 5; further++) {
      assertThat(login()).isEqualTo(401);
    }
  }

  private int login() {
    return ground.plain().body("{}").post(LOGIN).statusCode();
  }
}
