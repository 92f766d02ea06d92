package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see on the management port, and what neither port serves. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class ManagementTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/metrics"})
  void healthAndMetricsAreOnTheManagementPortAlone(String path) throws Exception {
    assertThat(RawConnection.ask(management, "GET " + path + " HTTP/1.1").status()).isEqualTo(200);
    assertThat(RawConnection.ask(gateway, "GET " + path + " HTTP/1.1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v2/teams", "/v2/.well-known/openid-configuration", "/q/gateway/explain"})
  void theManagementPortServesNoTraffic(String path) throws Exception {
    assertThat(RawConnection.ask(management, "GET " + path + " HTTP/1.1").status()).isEqualTo(404);
    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"POST /q/gateway/purge", "POST /q/gateway/deny", "POST /q/gateway/bypass"})
  void withoutAnAdminTokenThereIsNothingToAdminister(String call) throws Exception {
    RawHead withUserToken =
        RawConnection.ask(
            management, call + " HTTP/1.1", "Authorization: Bearer " + ground.token(Ground.USER));

    assertThat(withUserToken.status()).isEqualTo(404);
  }

  @Test
  void bimplusAndIssuerAwayDoNotChangeThatItIsReady() {
    ground.sandbox().bimplus().switchOff();
    ground.sandbox().issuer().switchOff();

    ground
        .plain()
        .get(management.resolve("/q/health/ready"))
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body("checks.data.degraded", hasItem(false));
  }

  @Test
  void optionsOfTheWholeServerIsAnsweredByUs() throws Exception {
    RawHead answer = RawConnection.ask(gateway, "OPTIONS * HTTP/1.1");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.values("Allow")).hasSize(1).first().asString().contains("GET", "OPTIONS");
    assertThat(answer.values("Date")).hasSize(1);
    assertThat(answer.values("X-Request-Id")).hasSize(1);
    assertThat(ground.calls()).isZero();
  }

  @Test
  void theWholeServerIsNoTargetForAnotherMethod() throws Exception {
    assertThat(RawConnection.ask(gateway, "GET * HTTP/1.1").status()).isEqualTo(400);
    assertThat(ground.calls()).isZero();
  }
}
