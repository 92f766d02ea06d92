package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class IssuerTest extends SandboxTest {

  @Test
  void discoveryUnderTheApiPointsToTheIssuersOwnPort() {
    JsonObject document =
        client.json(URI.create(sandbox.apiUrl() + "/.well-known/openid-configuration"));

    assertThat(document.getString("issuer")).isEqualTo(sandbox.issuerUrl().toString());
    assertThat(URI.create(document.getString("jwks_uri")).getPort())
        .isEqualTo(sandbox.issuerUrl().getPort())
        .isNotEqualTo(sandbox.apiUrl().getPort());
    assertThat(document.getString("token_endpoint")).isEqualTo(sandbox.tokenEndpoint().toString());
  }

  @Test
  void keysCarryWhatKeycloaksKeysCarry() {
    JsonObject key = keys().getJsonArray("keys").getJsonObject(0);

    assertThat(key.getString("kty")).isEqualTo("RSA");
    assertThat(key.getString("use")).isEqualTo("sig");
    assertThat(key.getString("alg")).isEqualTo("RS256");
    assertThat(key.getString("e")).isEqualTo("AQAB");
    assertThat(key.getString("kid")).isEqualTo(Client.header(token).getString("kid"));
  }

  @Test
  void passwordGrantGivesKeycloaksThreeKindsOfToken() {
    JsonObject granted = login();

    JsonObject access = Client.claims(granted.getString("access_token"));
    assertThat(access.getString("typ")).isEqualTo("Bearer");
    assertThat(access.getString("aud")).isEqualTo("account");
    assertThat(access.getString("azp")).isEqualTo(Tokens.DEFAULT_CLIENT);
    assertThat(access.getString("sub")).isEqualTo(sandbox.tokens().subjectOf("user-01"));
    assertThat(access.getString("scope")).isEqualTo(Tokens.ALL_SCOPES);
    assertThat(access.getJsonObject("realm_access").getJsonArray("roles")).isNotEmpty();
    assertThat(access.fieldNames()).contains("exp", "iat", "jti", "sid", "preferred_username");
    assertThat(Client.claims(granted.getString("refresh_token")).getString("typ"))
        .isEqualTo("Refresh");
    assertThat(Client.claims(granted.getString("id_token")).getString("typ")).isEqualTo("ID");
  }

  @Test
  void refreshedTokenIsAnotherOneForTheSameUserAppAndScopes() {
    JsonObject granted = login();

    JsonObject refreshed = new JsonObject(refresh(granted).body());

    JsonObject before = Client.claims(granted.getString("access_token"));
    JsonObject after = Client.claims(refreshed.getString("access_token"));
    assertThat(refreshed.getString("access_token")).isNotEqualTo(granted.getString("access_token"));
    for (String same : new String[] {"sub", "azp", "scope", "sid", "iss"}) {
      assertThat(after.getString(same)).isEqualTo(before.getString(same));
    }
    assertThat(client.get("/teams", refreshed.getString("access_token")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refreshTokenCountsOnce() {
    JsonObject granted = login();
    refresh(granted);

    HttpResponse<String> again = refresh(granted);

    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(again.body()).getString("error")).isEqualTo("invalid_grant");
  }

  @Test
  void scopeParameterNarrows() {
    JsonObject granted =
        new JsonObject(
            client
                .form(
                    "grant_type", "password",
                    "client_id", Tokens.DEFAULT_CLIENT,
                    "username", "user-01",
                    "password", sandbox.passwordOf("user-01"),
                    "scope", "openid email")
                .body());

    assertThat(Client.claims(granted.getString("access_token")).getString("scope"))
        .isEqualTo("openid email");
  }

  @Test
  void clientCredentialsGiveATokenOfTheClientsOwnAccount() {
    JsonObject granted =
        new JsonObject(
            client
                .form(
                    "grant_type", "client_credentials",
                    "client_id", Tokens.SERVICE_CLIENT,
                    "client_secret", Tokens.SERVICE_SECRET)
                .body());

    String own = granted.getString("access_token");
    assertThat(Client.claims(own).getString("preferred_username")).startsWith("service-account-");
    assertThat(granted.fieldNames()).doesNotContain("refresh_token");
    assertThat(client.get("/" + team + "/projects", own).statusCode()).isEqualTo(200);
  }

  @Test
  void badFormsGetTheErrorsOfRfc6749() {
    assertThat(error("client_id", Tokens.DEFAULT_CLIENT)).isEqualTo("400 invalid_request");
    assertThat(error("client_id", "unheard-of", "grant_type", "password"))
        .isEqualTo("401 invalid_client");
    assertThat(error("client_id", Tokens.DEFAULT_CLIENT, "grant_type", "magic"))
        .isEqualTo("400 unsupported_grant_type");
    assertThat(error("client_id", Tokens.DEFAULT_CLIENT, "grant_type", "password"))
        .isEqualTo("400 invalid_request");
    assertThat(passwordError("wrong", "")).isEqualTo("401 invalid_grant");
    assertThat(passwordError(sandbox.passwordOf("user-01"), "everything"))
        .isEqualTo("400 invalid_scope");
    assertThat(
            error(
                "client_id",
                Tokens.DEFAULT_CLIENT,
                "grant_type",
                "refresh_token",
                "refresh_token",
                token))
        .isEqualTo("400 invalid_grant");
  }

  @Test
  void rotatedKeyIsPublishedBesideTheOldOneUntilThatIsWithdrawn() {
    String old = sandbox.tokens().forUser("user-02");
    sandbox.tokens().rotateKeys();
    String fresh = sandbox.tokens().forUser("user-02");
    assertThat(keys().getJsonArray("keys")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(client.get("/teams", old).statusCode()).isEqualTo(200);

    sandbox.tokens().withdrawKeys();

    assertThat(keys().encode()).doesNotContain(Client.header(old).getString("kid"));
    assertThat(client.get("/teams", old).statusCode()).isEqualTo(401);
    assertThat(client.get("/teams", fresh).statusCode()).isEqualTo(200);
    token = fresh;
  }

  @Test
  void fetchesOfKeysAreCounted() {
    keys();
    keys();

    assertThat(sandbox.issuer().keyFetches()).isEqualTo(2);
  }

  private JsonObject keys() {
    return client.json(URI.create(sandbox.issuerUrl() + "/protocol/openid-connect/certs"));
  }

  private JsonObject login() {
    return new JsonObject(
        client
            .form(
                "grant_type",
                "password",
                "client_id",
                Tokens.DEFAULT_CLIENT,
                "username",
                "user-01",
                "password",
                sandbox.passwordOf("user-01"))
            .body());
  }

  private HttpResponse<String> refresh(JsonObject granted) {
    return client.form(
        "grant_type",
        "refresh_token",
        "client_id",
        Tokens.DEFAULT_CLIENT,
        "refresh_token",
        granted.getString("refresh_token"));
  }

  private String passwordError(String password, String scope) {
    return error(
        "client_id",
        Tokens.DEFAULT_CLIENT,
        "grant_type",
        "password",
        "username",
        "user-01",
        "password",
        password,
        "scope",
        scope);
  }

  private String error(String... pairs) {
    HttpResponse<String> answer = client.form(pairs);
    return answer.statusCode() + " " + new JsonObject(answer.body()).getString("error");
  }
}
