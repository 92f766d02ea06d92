package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Bimplus that does not respond in time. */
@QuarkusTest
@TestProfile(OutageTest.Impatient.class)
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LateAnswersTest {

  @Inject Ground ground;

  @ParameterizedTest
  @ValueSource(strings = {"/v2/TEAM/projects", "/v2/teams", "/v2/user", "/v2/TEAM/echo"})
  void aLateResponseIs504AndNeverRetried(String path) {
    String target = path.replace("TEAM", ground.team());
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to(target));

    ground
        .as(Ground.USER)
        .get(target)
        .then()
        .statusCode(504)
        .body("type", is("urn:bimgate:problem:upstream-timeout"));

    assertThat(gate.arrivals()).isEqualTo(1);
    gate.release();
  }

  @Test
  void aLateLookupOfALegacyTokenIs504AndNot401() {
    Gate gate = ground.sandbox().bimplus().faults().holdAnswers(Requests.to("/v2/authorize"));

    ground
        .with("BimPlus " + ground.sandbox().tokens().legacyFor(Ground.USER))
        .get("/v2/teams")
        .then()
        .statusCode(504)
        .body("type", is("urn:bimgate:problem:upstream-timeout"));

    gate.release();
  }

  @Test
  void aWriteWithALateResponseInvalidatesAsIfItHadHappened() {
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    Gate gate =
        ground.sandbox().bimplus().faults().holdAnswers(Requests.to("POST", ground.projects()));

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(504);
    gate.release();

    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);
    assertThat(ground.sandbox().recorder().count(Requests.to("GET", ground.projects())))
        .isEqualTo(2);
  }
}
