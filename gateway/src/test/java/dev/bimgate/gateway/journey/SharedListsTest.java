package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.Tokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Who gets a list that is cached already, and who does not. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class SharedListsTest {

  @Inject Ground ground;

  @Test
  void theSecondReadOfAListComesFromTheCache() {
    String first = ground.as(Ground.USER).get(ground.projects()).then().extract().asString();

    ground
        .as(Ground.USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .header("Cache-Status", startsWith("bimplus-gateway; hit; ttl="))
        .body(is(first));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void bothSchemesInAnyCaseWithTheSameTokenShareOneList() {
    String token = ground.token(Ground.USER);

    for (String scheme : new String[] {"Bearer", "BimPlus", "bearer", "BIMPLUS"}) {
      ground.with(scheme + " " + token).get(ground.projects()).then().statusCode(200);
    }

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void aRefreshedTokenFindsTheSameList() {
    String refreshed = ground.sandbox().tokens().with(Ground.USER).claim("sid", "another").sign();
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    ground.with("Bearer " + refreshed).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void scopesInAnotherOrderAreTheSameScopes() {
    String turned = ground.sandbox().tokens().with(Ground.USER).scope("bimplus openid").sign();
    String straight = ground.sandbox().tokens().with(Ground.USER).scope("openid bimplus").sign();
    ground.with("Bearer " + straight).get(ground.projects()).then().statusCode(200);

    ground.with("Bearer " + turned).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(1);
  }

  @Test
  void narrowerScopesHaveAListOfTheirOwn() {
    String narrow = ground.sandbox().tokens().with(Ground.USER).scope("openid").sign();
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    ground
        .with("Bearer " + narrow)
        .get(ground.projects())
        .then()
        .header("Cache-Status", startsWith("bimplus-gateway; fwd=uri-miss"));

    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @Test
  void anotherAppOfTheSameUserHasAListOfItsOwn() {
    String other =
        ground.sandbox().tokens().with(Ground.USER).authorizedParty(Tokens.SECOND_CLIENT).sign();
    ground.as(Ground.USER).get(ground.projects()).then().statusCode(200);

    ground.with("Bearer " + other).get(ground.projects()).then().statusCode(200);

    assertThat(ground.callsTo(ground.projects())).isEqualTo(2);
  }

  @Test
  void anotherUserGetsAnotherListWithRightsOfTheirOwn() {
    String first = ground.as(Ground.USER).get(ground.projects()).then().extract().asString();

    ground
        .as(Ground.OTHER_USER)
        .get(ground.projects())
        .then()
        .statusCode(200)
        .body("rights.user", everyItem(is(subjectOf(Ground.OTHER_USER))))
        .body(not(is(first)));
  }

  @Test
  void aUserOutsideTheTeamIsRejectedByBimplusThoughTheListIsCached() {
    String team = ground.sandbox().teams().get(1);
    String outsider = ground.sandbox().users().get(0);
    String member = ground.sandbox().users().get(1);
    ground.as(member).get("/v2/" + team + "/projects").then().statusCode(200);

    ground.as(outsider).get("/v2/" + team + "/projects").then().statusCode(403);
  }

  @Test
  void aRejectionByBimplusIsNotStored() {
    String team = ground.sandbox().teams().get(1);
    String outsider = ground.sandbox().users().get(0);
    String path = "/v2/" + team + "/projects";
    ground.as(outsider).get(path).then().statusCode(403);

    ground.as(outsider).get(path).then().statusCode(403);

    assertThat(ground.callsTo(path)).isEqualTo(2);
  }

  @Test
  void listsOfTeamsAreStoredPerCallerToo() {
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(200);
    ground
        .as(Ground.USER)
        .get("/v2/teams")
        .then()
        .header("Cache-Status", startsWith("bimplus-gateway; hit"))
        .body("slug", is(ground.teamsOf(Ground.USER)));

    ground
        .as(Ground.OTHER_USER)
        .get("/v2/teams")
        .then()
        .body("slug", is(ground.teamsOf(Ground.OTHER_USER)))
        .body("rights.user", everyItem(is(subjectOf(Ground.OTHER_USER))));

    assertThat(ground.callsTo("/v2/teams")).isEqualTo(2);
  }

  private String subjectOf(String user) {
    return ground.sandbox().tokens().subjectOf(user);
  }
}
