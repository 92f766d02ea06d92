package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The deprecation of legacy tokens, announced on every response to their users. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class EndOfOldLoginsTest {

  @Inject Ground ground;

  @Test
  void aListAnnouncesItFromBimplusAndFromMemoryAndAs304() {
    Response loaded = old().get(ground.projects());
    Response hit = old().get(ground.projects());
    Response unchanged = old().header("If-None-Match", hit.header("ETag")).get(ground.projects());

    assertAnnounced(loaded, 200);
    assertAnnounced(hit, 200);
    assertAnnounced(unchanged, 304);
  }

  @Test
  void streamedResponsesAnnounceIt() {
    assertAnnounced(old().get(ground.echo()), 200);
  }

  @Test
  void problemsAnnounceItWhateverTheyAreAbout() {
    assertAnnounced(ground.with("BimPlus " + "0".repeat(32)).get("/v2/teams"), 401);
    assertAnnounced(old().get("/v2/" + ground.team() + "/a%2Fb"), 400);
    assertAnnounced(old().get("/elsewhere"), 404);
    String field = "BimPlus " + ground.sandbox().tokens().legacyFor(Ground.USER);
    ground.with(field).get("/v2/teams");
    ground.sandbox().bimplus().switchOff();
    assertAnnounced(ground.with(field).get(ground.echo()), 502);
  }

  @Test
  void theLoginItselfAnnouncesIt() {
    assertAnnounced(ground.plain().body("{}").post("/v2/authorize"), 400);
    assertAnnounced(old().get("/v2/authorize"), 200);
  }

  @Test
  void nobodyElseGetsTheAnnouncement() {
    ground.as(Ground.USER).get(ground.projects());

    assertSilent(ground.as(Ground.USER).get(ground.projects()), 200);
    assertSilent(ground.as(Ground.USER).get(ground.echo()), 200);
    assertSilent(ground.plain().get("/v2/teams"), 401);
    assertSilent(ground.with("Bearer bad").get("/v2/teams"), 401);
    assertSilent(ground.plain().get("/v2/.well-known/openid-configuration"), 200);
  }

  @Test
  void theHeadersOfBimplusAreReplacedAndItsOtherLinksStay() {
    Map<String, String> fields =
        Map.of(
            "Deprecation", "@1",
            "Sunset", "Thu, 01 Jan 1970 00:00:01 GMT",
            "Link", "</next>; rel=\"next\", </why>; rel=\"deprecation\"");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(Requests.to(ground.echo()), new Fault.Instead(200, fields, "{}"), 9);

    Response response = old().get(ground.echo());

    assertThat(response.headers().getValues("Deprecation")).containsExactly("@1767225600");
    assertThat(response.headers().getValues("Sunset"))
        .containsExactly("Thu, 31 Dec 2026 23:59:59 GMT");
    assertThat(response.headers().getValues("Link"))
        .contains("</next>; rel=\"next\"")
        .noneMatch(link -> link.contains("/why"));
    assertThat(ground.as(Ground.USER).get(ground.echo()).headers().getValues("Deprecation"))
        .as("others get Bimplus's own headers")
        .containsExactly("@1");
  }

  private static void assertAnnounced(Response response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().getValues("Deprecation")).containsExactly("@1767225600");
    assertThat(response.headers().getValues("Sunset"))
        .containsExactly("Thu, 31 Dec 2026 23:59:59 GMT");
    assertThat(response.headers().getValues("Link"))
        .containsExactly(
            "</v2/.well-known/openid-configuration>; rel=\"deprecation\"",
            "</v2/.well-known/openid-configuration>; rel=\"sunset\"");
  }

  private static void assertSilent(Response response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().asList())
        .extracting(field -> field.getName().toLowerCase(Locale.ROOT))
        .doesNotContain("deprecation", "sunset", "link");
  }

  private RequestSpecification old() {
    return ground.with("BimPlus " + ground.sandbox().tokens().legacyFor(Ground.USER));
  }
}
