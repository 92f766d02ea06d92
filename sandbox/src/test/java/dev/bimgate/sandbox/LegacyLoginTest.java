package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LegacyLoginTest extends SandboxTest {

  private static final String APPLICATION = "3d5c7c2e-1111-4c6e-9f0e-2b8f00000001";

  @Test
  void loginReturnsA32HexTokenThatIdentifiesItsUser() {
    JsonObject login = login("user-03", null);

    JsonObject whose = new JsonObject(client.get("/authorize", bimPlus(login)).body());

    assertThat(login.getString("access_token")).matches("[0-9a-f]{32}");
    assertThat(login.getString("token_type")).isEqualTo("BimPlus");
    assertThat(login.getInteger("expires_in")).isEqualTo(2_591_999);
    assertThat(whose.getString("user_id")).isEqualTo(sandbox.tokens().subjectOf("user-03"));
    assertThat(whose.getString("audience")).isEqualTo(APPLICATION);
    assertThat(whose.getInteger("expires_in")).isPositive();
  }

  @Test
  void clientIdOfAnEarlierLoginKeepsItAlive() {
    JsonObject first = login("user-04", null);
    JsonObject second = login("user-04", first.getString("client_id"));

    assertThat(client.get("/teams", bimPlus(first)).statusCode()).isEqualTo(200);
    assertThat(client.get("/teams", bimPlus(second)).statusCode()).isEqualTo(200);
    assertThat(second.getString("client_id")).isEqualTo(first.getString("client_id"));
  }

  @Test
  void loginWithoutClientIdEndsTheEarlierOne() {
    JsonObject first = login("user-05", null);
    login("user-05", null);

    assertThat(client.get("/teams", bimPlus(first)).statusCode()).isEqualTo(401);
  }

  @Test
  void wrongPasswordIs401AndAnIncompleteBody400() {
    JsonObject body =
        new JsonObject()
            .put("user_id", "user-01")
            .put("password", "wrong")
            .put("application_id", APPLICATION);

    assertThat(client.send("POST", "/authorize", "", body.encode()).statusCode()).isEqualTo(401);
    assertThat(client.send("POST", "/authorize", "", "{}").statusCode()).isEqualTo(400);
    assertThat(client.send("POST", "/authorize", "", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void forgottenPasswordNeedsNoCredential() {
    assertThat(client.send("POST", "/auth-forgot", "", "{}").statusCode()).isEqualTo(200);
  }

  private JsonObject login(String user, @Nullable String clientId) {
    JsonObject body =
        new JsonObject()
            .put("user_id", user + "@example.test")
            .put("password", sandbox.passwordOf(user))
            .put("application_id", APPLICATION);
    if (clientId != null) {
      body.put("client_id", clientId);
    }
    return new JsonObject(client.send("POST", "/authorize", "", body.encode()).body());
  }

  private static String bimPlus(JsonObject login) {
    return "BimPlus " + login.getString("access_token");
  }
}
