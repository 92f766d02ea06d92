package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamsTest extends SandboxTest {

  @Test
  void twentyUsersShareTenTeamsAndEachMissesOne() {
    assertThat(sandbox.users()).hasSize(20).startsWith("user-01").endsWith("user-20");
    assertThat(sandbox.teams()).hasSize(10).allMatch(slug -> slug.matches("[a-z][a-z-]+"));
    assertThat(sandbox.users())
        .allSatisfy(user -> assertThat(sandbox.teamsOf(user)).hasSize(9).startsWith(team));
  }

  @Test
  void thereAreAsManyTeamsAsRequestedAndEachUserMissesOne() {
    try (Sandbox larger = Sandbox.start(SandboxOptions.defaults().withNumberOfTeams(12))) {
      assertThat(larger.teams()).hasSize(12).startsWith(sandbox.teams().get(0));
      assertThat(larger.users()).allSatisfy(user -> assertThat(larger.teamsOf(user)).hasSize(11));
    }
  }

  @Test
  void teamsHaveTheMembersOfTheVendorsPagesAndAConnectionStringAmongThem() {
    JsonObject first = client.list("/teams", token).getJsonObject(0);

    assertThat(first.fieldNames())
        .contains(
            "id",
            "slug",
            "name",
            "displayname",
            "owner",
            "totalStorage",
            "storageStats",
            "status",
            "teamWorksConnection",
            "dataStorageStatus",
            "public",
            "rights",
            "accountType",
            "ismyteam");
    assertThat(
            new String(
                Base64.getDecoder().decode(first.getString("teamWorksConnection")),
                StandardCharsets.UTF_8))
        .contains("User ID=", "Password=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/teams", "/TEAMS/", "/%74eams", "/team", "/user", "/users/user-02", "/{team}"})
  void connectionStringIsInEveryResponseThatHoldsATeam(String path) {
    assertThat(client.get(path.replace("{team}", team), token).body())
        .contains("teamWorksConnection");
  }

  @Test
  void singleTeamIsFoundByItsId() {
    JsonObject first = client.list("/teams", token).getJsonObject(0);

    JsonObject one = new JsonObject(client.get("/teams/" + first.getString("id"), token).body());

    assertThat(one.getString("slug")).isEqualTo(team);
    assertThat(one.getString("teamWorksConnection")).isNotBlank();
  }

  @Test
  void foreignTeamIs403AndAnUnknownOne404() {
    String foreign =
        sandbox.teams().stream()
            .filter(slug -> !sandbox.teamsOf("user-01").contains(slug))
            .findFirst()
            .orElseThrow();

    assertThat(client.get("/" + foreign + "/projects", token).statusCode()).isEqualTo(403);
    assertThat(client.get("/no-such-team/projects", token).statusCode()).isEqualTo(404);
    assertThat(client.get("/" + team + "/no-such-thing", token).statusCode()).isEqualTo(404);
  }

  @Test
  void teamsAreMadeRenamedAndDeleted() {
    String owner = sandbox.tokens().forUser("user-20");
    long before = sandbox.bimplus().teamsVersion();

    JsonObject made =
        new JsonObject(client.send("POST", "/teams", owner, "{\"name\":\"lock-gates\"}").body());
    JsonObject change =
        new JsonObject().put("id", made.getString("id")).put("displayname", "Lock Gates");
    JsonObject renamed = new JsonObject(client.send("PUT", "/team", owner, change.encode()).body());
    int deleted = client.send("DELETE", "/teams/" + made.getString("id"), owner, "").statusCode();

    assertThat(renamed.getString("displayname")).isEqualTo("Lock Gates");
    assertThat(renamed.getString("teamWorksConnection")).isNotBlank();
    assertThat(deleted).isEqualTo(200);
    assertThat(sandbox.bimplus().teamsVersion()).isEqualTo(before + 3);
    assertThat(sandbox.teams()).doesNotContain("lock-gates");
  }

  @Test
  void filterEmptyLeavesOutTeamsWithoutProjects() {
    String owner = sandbox.tokens().forUser("user-19");
    JsonObject made =
        new JsonObject(client.send("POST", "/teams", owner, "{\"name\":\"empty\"}").body());

    JsonArray all = client.list("/teams", owner);
    JsonArray filtered = client.list("/teams?filterEmpty=true", owner);

    assertThat(filtered).hasSize(all.size() - 1);
    assertThat(filtered.encode()).doesNotContain(made.getString("id"));
    client.send("DELETE", "/teams/" + made.getString("id"), owner, "");
  }

  @Test
  void formerMemberIsLockedOut() {
    String other = sandbox.teams().get(2);
    String member = sandbox.tokens().forUser("user-09");

    sandbox.bimplus().member(other, "user-09", false);

    int list = client.get("/" + other + "/projects", member).statusCode();
    String teams = client.get("/teams", member).body();
    sandbox.bimplus().member(other, "user-09", true);

    assertThat(list).isEqualTo(403);
    assertThat(teams).doesNotContain('"' + other + '"');
  }
}
