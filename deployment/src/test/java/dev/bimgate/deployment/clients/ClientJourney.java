package dev.bimgate.deployment.clients;

import static dev.bimgate.deployment.clients.Caller.FORM;
import static dev.bimgate.deployment.clients.Caller.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;

/** What clients of the traffic port do: each operation of docs/openapi.yaml, right and wrong. */
final class ClientJourney {

  static final String ORIGIN = "https://app.test";

  private static final String USER = "user-03";

  private final Sandbox sandbox;
  private final Caller nobody;
  private final Caller user;
  private final String team;
  private final String projects;

  ClientJourney(Sandbox sandbox, Caller nobody) {
    this.sandbox = sandbox;
    this.nobody = nobody;
    this.user = nobody.withToken(sandbox.tokens().forUser(USER));
    this.team = "/v2/" + sandbox.teams().get(0);
    this.projects = team + "/projects";
  }

  void travel() {
    readLists();
    write();
    passOn();
    logInAndOut();
    sendWhatIsRejected();
  }

  private void readLists() {
    for (String list : List.of("/v2/teams", projects)) {
      user.with("Cache-Control", "only-if-cached").send("GET", list);
      user.with("Cache-Control", "no-store").send("GET", list);
      user.send("GET", List.of(list, list, list + "?_=1", list + "?filterEmpty=true"));
      user.send("HEAD", list);
      user.with("If-None-Match", "*").send("GET", list);
      user.with("If-None-Match", "*").send("HEAD", list);
      user.with("Cache-Control", "no-cache").send("GET", list);
      user.with("Accept-Encoding", "gzip").send("GET", list);
      user.with("Range", "bytes=0-99").send("GET", list);
      user.with("Range", "bytes=9999999-").send("GET", list);
      user.with("Origin", ORIGIN).send("GET", list);
      nobody.with("Authorization", "BimPlus " + legacyToken()).send("GET", list);
    }
    user.send("GET", projects + "?chunkSize=2&chunk=1&disciplines=false");
    user.send("GET", projects + "?recycleBin=true");
    user.send("GET", "/v2/teams/");
  }

  private void write() {
    String made = created("/v2/teams", "{\"name\":\"lighthouse\"}");
    user.send("GET", List.of("/v2/teams/" + made, "/v2/team", "/v2/lighthouse"));
    user.send("PUT", "/v2/team", JSON, "{\"slug\":\"lighthouse\",\"displayname\":\"Light\"}");
    user.send("POST", "/v2/invitations", JSON, "{}");
    user.send("DELETE", "/v2/teams/" + made);
    String project = projects + "/" + created(projects, "{\"name\":\"Mole\"}");
    String copy = created(projects + "/copyfrom", "{\"name\":\"Quay\"}");
    user.send("GET", project);
    user.send("PUT", project, JSON, "{\"name\":\"Pier\"}");
    user.send("POST", project + "/members", JSON, "{\"user\":\"user-04\"}");
    user.send("DELETE", project + "/deletecache");
    user.send("DELETE", project + "?moveToRecycleBin=true");
    user.send("PUT", project + "?fromRecycleBin=true", JSON, "{}");
    user.send("PUT", team + "/objects/" + copy + "/restore");
    user.send("DELETE", project);
    user.send("GET", project);
    user.send("DELETE", team + "/deleteCache");
    user.send("POST", team + "/members", JSON, "{\"user\":\"user-04\"}");
    user.send("POST", team + "/invitations", JSON, "{\"user\":\"user-04\"}");
  }

  /** Creates something, and returns its identifier. */
  private String created(String path, String json) {
    Caller.Response response = user.send("POST", path, JSON, json);
    assertThat(response.status()).isEqualTo(201);
    return new JsonObject(response.body()).getString("id");
  }

  private void passOn() {
    user.send("GET", List.of("/v2/projects", "/v2//projects", "/v2/user", team + "/members"));
    for (String method : List.of("HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) {
      user.send(method, "/v2/content");
      user.send(method, team + "/echo?a=b");
    }
    user.send("GET", List.of(team + "/download?bytes=1000", team + "/download?bytes=9&chunked=1"));
    user.with("Range", "bytes=0-9").send("GET", team + "/download?bytes=1000");
    user.with("If-None-Match", "*").send("GET", "/v2/user");
    user.with("Content-Range", "bytes 0-3/8")
        .send("PUT", team + "/upload", "application/octet-stream", "part");
  }

  private void logInAndOut() {
    nobody.send("POST", "/v2/authorize", JSON, login("wrong"));
    nobody.send("POST", "/v2/authorize", JSON, login("x".repeat(20_000)));
    nobody.with("Authorization", "Bearer " + legacyToken()).send("GET", "/v2/authorize");
    nobody.send("POST", "/v2/authorize", JSON, login(sandbox.passwordOf(USER)));
    nobody.send("POST", "/v2/auth-forgot", JSON, "{}");
    for (String document :
        List.of(
            "/v2/.well-known/openid-configuration", "/.well-known/oauth-protected-resource/v2")) {
      nobody.send("GET", document);
      nobody.send("HEAD", document);
    }
    String logout = "/oidc/backchannel-logout";
    String token = sandbox.tokens().logoutToken("user-09", "a-session").sign();
    assertThat(nobody.send("POST", logout, FORM, "logout_token=" + token).status()).isEqualTo(200);
    nobody.send("POST", logout, FORM, "logout_token=" + token);
    nobody.send("POST", logout, FORM, "a=b");
    nobody.send("POST", logout, FORM, "a".repeat(20_000));
    nobody.send("POST", logout, JSON, "{}");
    nobody.send("GET", logout);
  }

  private void sendWhatIsRejected() {
    user.send("GET", List.of(team + "/;x", "/v1", "/v2/teams#x", "/v2/No-Team/x"));
    user.send("GET", "/v2/teams?" + "a".repeat(17_000));
    user.with("X-Long", "a".repeat(17_000)).send("GET", "/v2/teams");
    user.with("Expect", "a-miracle").send("GET", "/v2/teams");
    user.send("TRACE", "/v2/teams");
    user.send("OPTIONS", "*");
    nobody.send("GET", "/v2/teams");
    nobody.with("Authorization", "Basic YTpi").send("HEAD", projects);
    nobody.with("Authorization", "Bearer").send("GET", "/v2/teams");
    nobody.withToken("no-token").send("GET", projects);
    nobody.withToken("0".repeat(32)).send("GET", projects);
    for (String origin : List.of(ORIGIN, "https://other.test")) {
      nobody
          .with("Origin", origin)
          .with("Access-Control-Request-Method", "GET")
          .with("Access-Control-Request-Headers", "authorization")
          .send("OPTIONS", "/v2/teams");
    }
  }

  private static String login(String password) {
    return "{\"user_id\":\"%s\",\"password\":\"%s\",\"application_id\":\"%s\"}"
        .formatted(USER, password, UUID.randomUUID());
  }

  private String legacyToken() {
    return sandbox.tokens().legacyFor(USER);
  }
}
