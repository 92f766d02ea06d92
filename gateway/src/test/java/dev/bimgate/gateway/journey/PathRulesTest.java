package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request targets are forwarded, and which are rejected with a token or without. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class PathRulesTest {

  @Inject Ground ground;

  @TestHTTPResource URI gateway;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/TEAM/../teams",
        "/v2/TEAM/./projects",
        "/v2/TEAM/..",
        "/v2/TEAM/%2e%2e/teams",
        "/v2/TEAM/%2E/projects",
        "/v2/TEAM/.%2e",
        "/v2/TEAM/a%2fb",
        "/v2/TEAM/a%5Cb",
        "/v2/TEAM/a\\b",
        "/v2/TEAM/a%00b",
        "/v2/TEAM/a%0d%0ab",
        "/v2/TEAM/a%7fb",
        "/v2/TEAM/projects;x=1",
        "/v2/TEAM//projects",
        "/v2//TEAM/projects",
        "/v2//teams",
        "/v2//projects/",
        "/v2/TEAM/a\"b",
        "/v2/TEAM/a|b",
        "/v2/TEAM/a%zzb",
        "/v2/TEAM/a%4",
        "/v2/TEAM/\u00e4",
        "/v2/TEAM/projects?a\\b"
      })
  void aPathThatTwoServersCouldReadDifferentlyIsRejectedWithTokenOrWithout(String target)
      throws Exception {
    String line = "GET " + target.replace("TEAM", ground.team()) + " HTTP/1.1";

    RawHead withToken = RawConnection.ask(gateway, line, ground.authorization());
    RawHead without = RawConnection.ask(gateway, line);

    assertThat(List.of(withToken, without))
        .allSatisfy(head -> assertThat(head.status()).isEqualTo(400))
        .allSatisfy(
            head ->
                assertThat(head.values("Content-Type"))
                    .containsExactly("application/problem+json"));
    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1/teams",
        "/v2x/teams",
        "/V2/teams",
        "/q/metrics",
        "/.well-known/oauth-protected-resource/v2",
        "/v2/Nemetschek/projects",
        "/v2/-team/projects",
        "/v2/te_am/projects",
        "/v2/%74eams",
        "/v2/team.x/projects",
        "/v2/aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg/projects"
      })
  void anUnknownPathIsNotFoundWithTokenOrWithout(String target) throws Exception {
    String line = "GET " + target + " HTTP/1.1";

    int withToken = RawConnection.ask(gateway, line, ground.authorization()).status();
    int without = RawConnection.ask(gateway, line).status();

    assertThat(withToken).isEqualTo(404);
    assertThat(without).isEqualTo(404);
    assertThat(ground.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2//projects",
        "/v2/projects",
        "/v2/user",
        "/v2/content/projects",
        "/v2/TEAM/house.ifc",
        "/v2/TEAM/..house..",
        "/v2/TEAM/a%20b/%C3%A4/x:y@z,(1)!$&'*+=~",
        "/v2/TEAM/projects/",
        "/v2/TEAM/projects?a=%2e%2e/&b=\"<>^`{|}&&=;//",
        "/v2/TEAM/echo?a=%2e%2e/&b=\"<>^`{|}&&=;//",
        "/v2/TEAM/projects?a=%zz",
        "/v2/TEAM/PROJECTS",
        "/v2/a23456789012345678901234567890123456789012345678901234567890123/projects"
      })
  void whatPassesReachesBimplusByteForByte(String target) throws Exception {
    String asked = target.replace("TEAM", ground.team());

    int status =
        RawConnection.ask(gateway, "GET " + asked + " HTTP/1.1", ground.authorization()).status();

    assertThat(status).isIn(200, 400, 404);
    assertThat(ground.lastCall().target()).isEqualTo(asked);
  }

  @Test
  void theAbsoluteFormOfATargetMeansItsPathAlone() throws Exception {
    String line = "GET http://elsewhere.test" + ground.projects() + "?a=1 HTTP/1.1";
    String head =
        "%s\r\nHost: elsewhere.test\r\n%s\r\n\r\n".formatted(line, ground.authorization());

    int status;
    try (RawConnection connection = RawConnection.to(gateway).send(head)) {
      status = connection.head().status();
    }

    assertThat(status).isEqualTo(200);
    assertThat(ground.lastCall().target()).isEqualTo(ground.projects() + "?a=1");
  }

  @Test
  void aTrailingSlashIsForwardedAndNotCached() {
    ground.as(Ground.USER).get(ground.projects() + "/").then().statusCode(200);
    ground.as(Ground.USER).get(ground.projects() + "/").then().statusCode(200);

    assertThat(ground.callsTo(ground.projects() + "/")).isEqualTo(2);
  }

  @Test
  void anotherSpellingOfTheListIsForwardedAndNotCached() {
    String spelled = "/v2/" + ground.team() + "/Projects";

    ground.as(Ground.USER).get(spelled).then().statusCode(200);
    ground.as(Ground.USER).get(spelled).then().statusCode(200);

    assertThat(ground.callsTo(spelled)).isEqualTo(2);
  }

  @Test
  void aNameOfTheGlobalListIsNeverATeam() {
    ground.as(Ground.USER).get("/v2/content/projects").then().statusCode(200);
    ground.as(Ground.USER).get("/v2/content/projects").then().statusCode(200);

    assertThat(ground.callsTo("/v2/content/projects")).isEqualTo(2);
  }

  @Test
  void theHeadersAreCheckedBeforeThePathAndThePathBeforeTheCredential() throws Exception {
    String badPath = "GET /v2/a%2fb HTTP/1.1";

    int badHead = RawConnection.ask(gateway, badPath, "Host: twice.test").status();
    int badCredential = RawConnection.ask(gateway, badPath, "Authorization: Basic eDp5").status();

    assertThat(badHead).isEqualTo(400);
    assertThat(badCredential).isEqualTo(400);
  }
}
