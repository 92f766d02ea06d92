package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.gateway.config.GatewaySettings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that runs over the end of the last day on which legacy tokens are accepted. */
@QuarkusTest
@TestProfile(LastDayOfOldLoginsTest.EndingSoon.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LastDayOfOldLoginsTest {

  /** The last day is near, so that legacy sessions made now live longer. */
  public static final class EndingSoon implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "gateway.legacy-tokens.refuse-after",
          LocalDate.now(ZoneOffset.UTC).plusDays(2).toString());
    }
  }

  @Inject Ground ground;
  @Inject GatewaySettings settings;

  @Test
  void atMidnightTheRunningGatewayRejectsThemThoughTheyAreCached() {
    String old = "BimPlus " + ground.sandbox().tokens().legacyFor(Ground.USER);
    Instant midnight =
        settings
            .legacyTokens()
            .refuseAfter()
            .orElseThrow()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    ground.clock().moveTo(midnight.minusSeconds(15));
    ground.with(old).get(ground.projects()).then().statusCode(200);
    ground.plain().body("{}").post("/v2/authorize").then().statusCode(400);

    ground.clock().moveTo(midnight);

    ground.with(old).get(ground.projects()).then().statusCode(401);
    ground.plain().body("{}").post("/v2/authorize").then().statusCode(410);
  }
}
