package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.wire.Fault;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code teamWorksConnection}, a database password, is in no response and no meter. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class HiddenMembersTest {

  private static final String SECRET = "RGF0YSBTb3VyY2U9ZGI7UGFzc3dvcmQ9c2VjcmV0";
  private static final String NESTED =
      "{\"a\":[{\"b\":{\"teamWorksConnection\":\""
          + SECRET
          + "\"}}],"
          + "\"teamWorksConnection\":{\"deep\":[\""
          + SECRET
          + "\"]},\"kept\":1}";

  @Inject Ground ground;

  @TestHTTPResource(value = "/", management = true)
  URI management;

  @ParameterizedTest
  @ValueSource(strings = {"/v2/teams", "/v2/team", "/v2/user", "/v2/users/user-01", "/v2/TEAM"})
  void itIsRemovedFromAResponse(String path) {
    var response = ground.as(Ground.USER).get(path.replace("TEAM", ground.team())).then().extract();

    assertThat(response.statusCode()).isEqualTo(200);
    hidesIt(response);
    assertThat(response.asString()).contains("displayname");
  }

  @Test
  void itIsRemovedFromTheSecondReadOfTheListToo() {
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(200);

    hidesIt(ground.as(Ground.USER).get("/v2/teams").then().extract());
  }

  @Test
  void itIsRemovedFromATeamById() {
    String id = ground.as(Ground.USER).get("/v2/teams").then().extract().path("[0].id");

    var response = ground.as(Ground.USER).get("/v2/teams/" + id).then().statusCode(200).extract();

    hidesIt(response);
    assertThat(response.<String>path("id")).isEqualTo(id);
  }

  @Test
  void itIsRemovedFromTheResponseToAWrite() {
    var response =
        ground
            .as(Ground.USER)
            .contentType("application/json")
            .body("{\"slug\":\"" + ground.team() + "\",\"displayname\":\"Renamed\"}")
            .put("/v2/team")
            .then()
            .statusCode(200)
            .extract();

    hidesIt(response);
    assertThat(response.<String>path("displayname")).isEqualTo("Renamed");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/teams, 200",
    "GET, /v2/teams, 500",
    "GET, /v2/teams/1, 404",
    "GET, /v2/teams/1/x/y, 200",
    "GET, /v2/Team, 404",
    "GET, /v2/user/1, 403",
    "GET, /v2/users, 200",
    "POST, /v2/teams, 201",
    "PUT, /v2/team, 400",
    "PATCH, /v2/team/, 200",
    "DELETE, /v2/teams/1, 409",
    "GET, /v2/TEAM, 200",
    "GET, /v2/TEAM/, 200"
  })
  void itIsRemovedAtAnyDepthWithAnyMethodAndStatus(String method, String path, int status) {
    String target = path.replace("TEAM", ground.team());
    Map<String, String> json = Map.of("Content-Type", "application/json");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(request -> true, new Fault.Instead(status, json, NESTED), 1);

    var response = ground.as(Ground.USER).request(method, target).then().extract();

    hidesIt(response);
    if (!target.contains("/Team")) {
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.<Integer>path("kept")).isEqualTo(1);
    }
  }

  @Test
  void headHasNoContentLength() {
    int hidden =
        Integer.parseInt(ground.as(Ground.USER).get("/v2/teams").getHeader("Content-Length"));
    var head = ground.as(Ground.USER).head("/v2/teams").then().statusCode(200).extract();

    assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(hidden));
    assertThat(head.headers().asList()).noneMatch(field -> field.getValue().contains("RGF0YSB"));
  }

  @Test
  void noMeterNamesIt() {
    ground.as(Ground.USER).get("/v2/teams").then().statusCode(200);

    String scraped = ground.plain().get(management.resolve("/q/metrics")).asString();

    assertThat(scraped).doesNotContainIgnoringCase("teamWorksConnection").doesNotContain("RGF0YSB");
  }

  @Test
  void onlyReadableCodingsAndNoRangeAreRequested() {
    ground
        .as(Ground.USER)
        .header("Accept-Encoding", "br, zstd")
        .header("Range", "bytes=0-10")
        .get("/v2/user")
        .then()
        .statusCode(200);

    assertThat(ground.lastCall().fieldValues("Range")).isEmpty();
    assertThat(String.join(",", ground.lastCall().fieldValues("Accept-Encoding")))
        .doesNotContain("br")
        .doesNotContain("zstd");
  }

  @Test
  void aResponseInAnotherCodingIs502() {
    Map<String, String> coded =
        Map.of("Content-Type", "application/json", "Content-Encoding", "br");
    ground
        .sandbox()
        .bimplus()
        .faults()
        .add(request -> true, new Fault.Instead(200, coded, NESTED), 1);

    hidesIt(ground.as(Ground.USER).get("/v2/user").then().statusCode(502).extract());
  }

  private static void hidesIt(ExtractableResponse<Response> response) {
    String all = response.asString() + response.headers();
    List.of("teamworksconnection", "rgf0ysb")
        .forEach(secret -> assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain(secret));
  }
}
