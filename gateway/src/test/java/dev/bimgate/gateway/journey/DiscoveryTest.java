package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The discovery document of Bimplus, served from memory. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class DiscoveryTest {

  private static final String PATH = "/v2/.well-known/openid-configuration";

  @Inject Ground ground;
  @Inject RequestLines log;

  @Test
  void itIsWhatBimplusSends() {
    Response direct = ground.plain().get(ground.sandbox().apiUrl() + PATH.substring(3));

    Response served = ground.plain().get(PATH);

    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(served.asByteArray()).isEqualTo(direct.asByteArray());
    assertThat(served.contentType()).isEqualTo(direct.contentType());
    assertThat(log.of(served.header("X-Request-Id")))
        .contains(" route=discovery status=200 outcome=gateway ");
  }

  @Test
  void noNumberOfRequestsCausesACall() {
    for (int i = 0; i < 100; i++) {
      ground.plain().get(PATH + "?" + i).then().statusCode(200);
    }

    // The gateway's own fetch, which is due every five minutes, may be one.
    assertThat(ground.callsTo(PATH)).isLessThanOrEqualTo(1);
  }

  @Test
  void itIsServedWhileBimplusIsAway() {
    ground.sandbox().bimplus().switchOff();

    ground.plain().get(PATH).then().statusCode(200);
  }

  @Test
  void headHasTheHeadersOfGet() {
    Response head = ground.plain().head(PATH);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.asByteArray()).isEmpty();
    assertThat(head.header("Content-Length"))
        .isEqualTo(ground.plain().get(PATH).header("Content-Length"));
    assertThat(head.header("Cache-Control")).isEqualTo("max-age=300");
  }

  @Test
  void anotherMethodIs405WithAllow() {
    ground.as(Ground.USER).post(PATH).then().statusCode(405).header("Allow", is("GET, HEAD"));
  }
}
