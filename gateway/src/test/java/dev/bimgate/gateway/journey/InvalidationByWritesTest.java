package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which writes invalidate which lists, of all callers, before their response goes on. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class InvalidationByWritesTest {

  private static final String OK = "{\"version\":0}";

  @Inject Ground ground;

  @ParameterizedTest
  @CsvSource({
    "POST, TEAM/projects",
    "POST, TEAM/projects/",
    "POST, TEAM/Projects",
    "POST, TEAM/%70rojects",
    "POST, TEAM/projects/copyfrom",
    "PUT, TEAM/projects/1",
    "PATCH, TEAM/projects/1",
    "DELETE, TEAM/projects/1",
    "DELETE, TEAM/projects/1?moveToRecycleBin=true",
    "DELETE, TEAM/projects/1/deletecache",
    "PUT, TEAM/projects/1/members",
    "PUT, TEAM/projects/1/members/2",
    "PUT, TEAM/objects/1/restore",
    "DELETE, TEAM/deleteCache",
    "DELETE, TEAM/deletecache"
  })
  void aWriteOnTheTeamsProjectsInvalidatesItsProjectListsOfAllCallers(String method, String path) {
    String target = "/v2/" + path.replace("TEAM", ground.team());
    readAllLists();

    write(method, target);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(4);
    assertThat(reads(otherProjects())).isEqualTo(2);
    assertThat(reads("/v2/teams")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, TEAM/members",
    "DELETE, TEAM/members/1",
    "POST, TEAM/invitations",
    "PUT, TEAM/INVITATIONS"
  })
  void aWriteOnTheTeamsMembersInvalidatesItsProjectListsAndAllListsOfTeams(
      String method, String path) {
    String target = "/v2/" + path.replace("TEAM", ground.team());
    readAllLists();

    write(method, target);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(4);
    assertThat(reads(otherProjects())).isEqualTo(2);
    assertThat(reads("/v2/teams")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"PUT, team", "POST, teams", "DELETE, teams/1", "PUT, teams/1/x", "PUT, team/"})
  void aWriteWithoutASlugInvalidatesTheListsOfAllTeams(String method, String path) {
    readAllLists();

    write(method, "/v2/" + path);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(4);
    assertThat(reads(otherProjects())).isEqualTo(4);
    assertThat(reads("/v2/teams")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"POST, invitations", "PUT, invitations/1", "DELETE, invitations/1/x"})
  void aWriteOnInvitationsInvalidatesTheListsOfTeamsAlone(String method, String path) {
    readAllLists();

    write(method, "/v2/" + path);
    readAllLists();

    assertThat(reads("/v2/teams")).isEqualTo(4);
    assertThat(reads(ground.projects())).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "POST, TEAM/topics",
    "PUT, TEAM/objects/1",
    "POST, user",
    "GET, TEAM/projects/1",
    "HEAD, TEAM/members",
    "OPTIONS, TEAM/projects"
  })
  void whatCannotChangeAListInvalidatesNone(String method, String path) {
    String target = "/v2/" + path.replace("TEAM", ground.team());
    readAllLists();

    write(method, target);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(2);
    assertThat(reads(otherProjects())).isEqualTo(2);
    assertThat(reads("/v2/teams")).isEqualTo(2);
  }

  @Test
  void aWriteThatBimplusRejectedInvalidatesNothing() {
    readAllLists();

    ground.as(Ground.USER).delete(ground.projects() + "/nobody").then().statusCode(404);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 429, 499})
  void aWriteWith4xxInvalidatesNothing(int status) {
    ground.sandbox().bimplus().faults().answer(Requests.to("POST", ground.projects()), status, 1);
    readAllLists();

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(status);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(2);
  }

  /** Bimplus may have carried it out before it failed. */
  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 599})
  void aWriteWith5xxInvalidatesAsIfItHadHappened(int status) {
    ground.sandbox().bimplus().faults().answer(Requests.to("POST", ground.projects()), status, 1);
    readAllLists();

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(status);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(4);
    assertThat(reads("/v2/teams")).isEqualTo(2);
  }

  @Test
  void aWriteWithoutAResponseInvalidatesAsIfItHadHappened() {
    ground.sandbox().bimplus().faults().drop(Requests.to("POST", ground.projects()), 9);
    readAllLists();

    ground.as(Ground.USER).post(ground.projects()).then().statusCode(502);
    readAllLists();

    assertThat(reads(ground.projects())).isEqualTo(4);
  }

  @Test
  void theWriterAndEverybodyElseReadTheNewListAfterTheResponse() {
    readAllLists();

    int version =
        ground
            .as(Ground.USER)
            .contentType("application/json")
            .body("{\"name\":\"Bridge\"}")
            .post(ground.projects())
            .then()
            .statusCode(201)
            .extract()
            .path("version");

    for (String user : new String[] {Ground.USER, Ground.OTHER_USER}) {
      ground.as(user).get(ground.projects()).then().body("version", everyItem(is(version)));
    }
  }

  private void readAllLists() {
    for (String user : new String[] {Ground.USER, Ground.OTHER_USER}) {
      ground.as(user).get(ground.projects()).then().statusCode(200);
      ground.as(user).get(otherProjects()).then().statusCode(200);
      ground.as(user).get("/v2/teams").then().statusCode(200);
    }
  }

  /** How often Bimplus was asked for this list. */
  private int reads(String path) {
    return ground.sandbox().recorder().count(Requests.to("GET", path));
  }

  /** A write that Bimplus accepts without changing its data. */
  private void write(String method, String target) {
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(
            request -> request.method().equals(method),
            new Fault.Instead(200, Map.of("Content-Type", "application/json"), OK),
            1);
    ground.as(Ground.USER).request(method, target).then().statusCode(200);
    ground.sandbox().bimplus().faults().clear();
  }

  /** Another team of both users. */
  private String otherProjects() {
    return "/v2/" + ground.sandbox().teams().get(5) + "/projects";
  }
}
