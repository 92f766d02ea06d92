package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Requests;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway with tokens of a real Keycloak: realm {@code allplan}, audience {@code account} alone
 * and an authorized party, as customers of the vendor have it.
 */
@Tag("real-parts")
@Tag("concurrent")
class KeycloakIT {

  private static final String USER = "user-01";

  /** Keys are asked for every ten seconds at most; this many questions take far longer. */
  private static final int MOST_QUESTIONS = 300;

  private static final long NANOS_BETWEEN_QUESTIONS = 200_000_000;

  private static final Pattern LOGOUT_HEARD =
      Pattern.compile(" path=/oidc/backchannel-logout route=logout status=200 outcome=gateway ");
  private static final Pattern REFUSED_FOR_IT = Pattern.compile(" status=401 .*cause=logged_out ");

  private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.defaults());
  private static final String TEAM = SANDBOX.teams().get(0);
  private static Keycloak keycloak;
  private static RunningGateway gateway;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    keycloak = Keycloak.start();
    SANDBOX.bimplus().takeTokensOf(keycloak.issuer());
    gateway = RunningGateway.packaged(SANDBOX, directory);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    keycloak.close();
    SANDBOX.close();
  }

  @Test
  void aTokenByPasswordOpensTeamsAndProjectsAndARefreshedOneFindsTheSameList() {
    JsonNode granted = logIn(Tokens.DEFAULT_CLIENT);
    JsonNode refreshed =
        keycloak.grant(
            "grant_type",
            "refresh_token",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "refresh_token",
            text(granted, "refresh_token"));

    HttpResponse<String> teams = ask("/v2/teams", "Bearer " + access(granted));
    HttpResponse<String> first = ask(projects(1), "Bearer " + access(granted));
    HttpResponse<String> second = ask(projects(1), "BimPlus " + access(refreshed));

    assertThat(claims(access(granted)).path("aud").asText()).isEqualTo("account");
    assertThat(access(refreshed)).isNotEqualTo(access(granted));
    assertThat(teams.statusCode()).isEqualTo(200);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(cacheStatus(second)).contains("; hit");
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void aTokenByCodeWithPkceIsAccepted() {
    JsonNode granted =
        new CodeFlow(keycloak, Tokens.DEFAULT_CLIENT).logIn(USER, SANDBOX.passwordOf(USER));

    assertThat(ask(projects(2), "Bearer " + access(granted)).statusCode()).isEqualTo(200);
  }

  @Test
  void idAndRefreshTokensAreNoAccessTokens() {
    JsonNode granted = logIn(Tokens.DEFAULT_CLIENT);
    int calls = SANDBOX.recorder().count(Requests.callsToBimplus());

    assertThat(ask(projects(3), "Bearer " + text(granted, "id_token")).statusCode()).isEqualTo(401);
    assertThat(ask(projects(3), "Bearer " + text(granted, "refresh_token")).statusCode())
        .isEqualTo(401);
    assertThat(SANDBOX.recorder().count(Requests.callsToBimplus())).isEqualTo(calls);
  }

  @Test
  void aTokenForAnotherAppOfTheRealmIsRefused() {
    String token = access(logIn(Tokens.SECOND_CLIENT));

    assertThat(ask(projects(4), "Bearer " + token).statusCode()).isEqualTo(401);
  }

  @Test
  void rotatedKeysAreFoundAndAWithdrawnOneStopsToCount() {
    keycloak.addKey("second", 200);
    String bySecond = access(logIn(Tokens.DEFAULT_CLIENT));
    assertThat(awaitStatus(200, bySecond)).isEqualTo(200);

    keycloak.addKey("third", 300);
    String byThird = access(logIn(Tokens.DEFAULT_CLIENT));
    assertThat(awaitStatus(200, byThird)).isEqualTo(200);
    assertThat(ask(projects(5), "Bearer " + bySecond).statusCode()).isEqualTo(200);

    keycloak.removeKey("second");
    assertThat(awaitRefused(bySecond, withUnknownKey(byThird))).isEqualTo(401);
    assertThat(ask(projects(5), "Bearer " + byThird).statusCode()).isEqualTo(200);
  }

  /** The gateway knows of it when the access token has run out, if nobody tells it before. */
  @Test
  void afterALogoutThereAreNoFurtherTokens() {
    String refresh = text(logIn(Tokens.DEFAULT_CLIENT), "refresh_token");

    HttpResponse<String> loggedOut =
        keycloak.post(
            keycloak.endpoint("logout"),
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "refresh_token",
            refresh);
    HttpResponse<String> refreshed =
        keycloak.post(
            keycloak.endpoint("token"),
            "grant_type",
            "refresh_token",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "refresh_token",
            refresh);

    assertThat(loggedOut.statusCode()).isEqualTo(204);
    assertThat(refreshed.statusCode()).isEqualTo(400);
    assertThat(ask(projects(6), "Bearer " + refresh).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionRevokedAtKeycloakIsRefusedByTheNextReadAndItsListIsGone() {
    keycloak.tellLogouts(Tokens.DEFAULT_CLIENT, gateway.url("/oidc/backchannel-logout"));
    String revoked = access(logIn(Tokens.DEFAULT_CLIENT));
    String other = access(logIn(Tokens.DEFAULT_CLIENT));
    String miss = cacheStatus(ask(projects(8), "Bearer " + revoked));
    String hit = cacheStatus(ask(projects(8), "Bearer " + other));

    keycloak.revokeSession(claims(revoked).required("sid").textValue());

    HttpResponse<String> rejected = ask(projects(8), "Bearer " + revoked);
    HttpResponse<String> reloaded = ask(projects(8), "Bearer " + other);
    assertThat(miss).contains("fwd=uri-miss");
    assertThat(hit).contains("; hit");
    assertThat(rejected.statusCode()).isEqualTo(401);
    assertThat(rejected.body()).contains("urn:bimgate:problem:invalid-token");
    assertThat(reloaded.statusCode()).isEqualTo(200);
    assertThat(cacheStatus(reloaded)).contains("fwd=uri-miss");
    gateway.program().awaitLine(LOGOUT_HEARD);
    gateway.program().awaitLine(REFUSED_FOR_IT);
  }

  @Test
  void aWriteWithARealTokenShowsInTheNextList() {
    String token = access(logIn(Tokens.DEFAULT_CLIENT));
    ask(projects(7), "Bearer " + token);
    HttpRequest.Builder write =
        Http.request(gateway.url("/v2/" + TEAM + "/projects"), "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\":\"Observatory\"}"));

    assertThat(Http.send(write, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    assertThat(ask(projects(7), "Bearer " + token).body()).contains("Observatory");
  }

  private static JsonNode logIn(String client) {
    return keycloak.grant(
        "grant_type",
        "password",
        "client_id",
        client,
        "username",
        USER,
        "password",
        SANDBOX.passwordOf(USER),
        "scope",
        "openid");
  }

  /** A list of its own for each test: the query is part of the key. */
  private static String projects(int number) {
    return "/v2/" + TEAM + "/projects?test=" + number;
  }

  private static HttpResponse<String> ask(String target, String authorization) {
    return Http.get(gateway.url(target), authorization);
  }

  /** Asks until the answer has this status; nobody tells when keys have been fetched. */
  private static int awaitStatus(int expected, String token) {
    int status = 0;
    for (int i = 0; i < MOST_QUESTIONS && status != expected; i++) {
      LockSupport.parkNanos(i == 0 ? 0 : NANOS_BETWEEN_QUESTIONS);
      status = ask(projects(5), "Bearer " + token).statusCode();
    }
    return status;
  }

  /** The same, while a token with an unknown key makes the gateway fetch. */
  private static int awaitRefused(String token, String bogus) {
    int status = 0;
    for (int i = 0; i < MOST_QUESTIONS && status != 401; i++) {
      LockSupport.parkNanos(i == 0 ? 0 : NANOS_BETWEEN_QUESTIONS);
      ask(projects(5), "Bearer " + bogus);
      status = ask(projects(5), "Bearer " + token).statusCode();
    }
    return status;
  }

  private static String withUnknownKey(String token) {
    byte[] header =
        "{\"alg\":\"RS256\",\"kid\":\"nobody-has-it\"}".getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(header)
        + token.substring(token.indexOf('.'));
  }

  private static JsonNode claims(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return Keycloak.json(new String(payload, StandardCharsets.UTF_8));
  }

  private static String access(JsonNode granted) {
    return text(granted, "access_token");
  }

  private static String text(JsonNode granted, String member) {
    return granted.required(member).textValue();
  }

  private static String cacheStatus(HttpResponse<?> response) {
    return response.headers().firstValue("Cache-Status").orElse("(none)");
  }
}
