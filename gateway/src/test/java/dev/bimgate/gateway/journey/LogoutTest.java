package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.RequestLines;
import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.keys.TokenDraft;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Back-channel logout by the issuer; a session of its own for each test. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
@SuppressWarnings("NullAway.Init")
class LogoutTest {

  private static final String PATH = "/oidc/backchannel-logout";
  private static final String FORM = "application/x-www-form-urlencoded";

  @Inject Ground ground;
  @Inject RequestLines log;

  @TestHTTPResource URI gateway;

  private final String session = UUID.randomUUID().toString();

  @Test
  void theNextReadOfThatSessionIsRejectedAndItsListIsGone() {
    String token = token("user-11", session);
    String other = token("user-11", "another " + session);
    read(token).statusCode(200);
    read(other).header("Cache-Status", containsString("; hit"));

    int status =
        ground.sandbox().issuer().tellLogout(gateway.resolve(PATH), logout("user-11").sign());

    assertThat(status).isEqualTo(200);
    Response rejected = ground.with("Bearer " + token).get(ground.projects());
    rejected.then().statusCode(401).body("type", is("urn:bimgate:problem:invalid-token"));
    assertThat(log.of(rejected.header("X-Request-Id"))).contains(" cause=logged_out ");
    read(other).statusCode(200).header("Cache-Status", containsString("fwd=uri-miss"));
  }

  @Test
  void withoutASessionAllSessionsOfTheUserEnd() {
    String token = token("user-12", session);
    String bystander = token("user-13", session + "-13");
    read(token).statusCode(200);
    read(bystander).statusCode(200);

    post(logout("user-12").claim("sid", null).sign()).statusCode(200);

    read(token).statusCode(401);
    read(bystander).statusCode(200).header("Cache-Status", containsString("; hit"));
  }

  @Test
  void theResponseIsEmptyAndNoStore() {
    Response response =
        ground
            .plain()
            .contentType(FORM)
            .body("logout_token=" + logout("user-14").sign())
            .post(PATH);

    response.then().statusCode(200).header("Cache-Control", "no-store").body(is(""));
    assertThat(log.of(response.header("X-Request-Id")))
        .contains(" path=" + PATH + " route=logout status=200 outcome=gateway ");
    assertThat(ground.calls()).isZero();
  }

  @Test
  void aLogoutTokenCountsOnce() {
    String token = logout("user-14").sign();
    post(token).statusCode(200);

    rejected(post(token), "replayed");
  }

  @Test
  void anInvalidLogoutTokenIs400WithOneTextAndLogsNobodyOut() {
    String access = token("user-14", session);

    rejected(post(access), "kind");
    rejected(post(logout("user-14").wrongSignature().sign()), "bad_signature");
    rejected(post(logout("user-14").claim("nonce", "n").sign()), "claim");
    rejected(post(logout("user-14").claim("aud", "somebody-else").sign()), "wrong_audience");
    rejected(post(logout("user-14").expired().sign()), "expired");
    rejected(post("x"), "not_a_jwt");
    read(access).statusCode(200);
  }

  @Test
  void aLogoutTokenIsNoCredential() {
    ground.with("Bearer " + logout("user-14").sign()).get(ground.projects()).then().statusCode(401);
  }

  @Test
  void aFormWithoutTheTokenIs400() {
    form("").statusCode(400).body("type", is("urn:bimgate:problem:invalid-body"));
    form("token=" + logout("user-14").sign()).statusCode(400);
    form("logout_token=a&logout_token=b").statusCode(400);
  }

  @Test
  void anotherTypeThanAFormIs415() {
    ground
        .plain()
        .contentType("text/plain")
        .body(logout("user-14").sign())
        .post(PATH)
        .then()
        .statusCode(415)
        .body("type", is("urn:bimgate:problem:unsupported-media-type"));
  }

  @Test
  void moreThanAnyLogoutNeedsIs413() {
    form("x=" + "y".repeat(20_000))
        .statusCode(413)
        .body("type", is("urn:bimgate:problem:content-too-large"));
  }

  /** An over-long body is not read to its end. */
  @Test
  void aBodyWithoutEndIsCutOff() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + PATH + " HTTP/1.1", "Content-Type: " + FORM, "Transfer-Encoding: chunked"));
      connection.send("5000\r\n" + "y".repeat(0x5000) + "\r\n");

      RawHead response = connection.head();

      assertThat(response.status()).isEqualTo(413);
      assertThat(response.values("Connection")).containsExactly("close");
    }
  }

  @Test
  void aClientThatStopsSendingIsCutOff() throws Exception {
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + PATH + " HTTP/1.1", "Content-Type: " + FORM, "Content-Length: 100"));
      connection.send("logout_token=");

      assertThat(connection.untilClosed()).isEmpty();
    }
  }

  @Test
  void expectContinueGetsA100() throws Exception {
    String form = "logout_token=" + logout("user-14").sign();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + PATH + " HTTP/1.1",
              "Content-Type: " + FORM,
              "Content-Length: " + form.length(),
              "Expect: 100-continue"));

      int first = connection.head().status();
      int second = connection.send(form).head().status();

      assertThat(first).isEqualTo(100);
      assertThat(second).isEqualTo(200);
    }
  }

  @Test
  void http10GetsNo100() throws Exception {
    String form = "logout_token=" + logout("user-14").sign();
    try (RawConnection connection = RawConnection.to(gateway)) {
      connection.send(
          RawConnection.head(
              "POST " + PATH + " HTTP/1.0",
              "Content-Type: " + FORM,
              "Content-Length: " + form.length(),
              "Expect: 100-continue"));

      int only = connection.send(form).head().status();

      assertThat(only).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
  void anotherMethodIs405WithAllow(String method) {
    ground.plain().request(method, PATH).then().statusCode(405).header("Allow", "POST");
    assertThat(ground.calls()).isZero();
  }

  private void rejected(ValidatableResponse response, String cause) {
    String id =
        response
            .statusCode(400)
            .header("Cache-Control", "no-store")
            .body("type", is("urn:bimgate:problem:invalid-logout-token"))
            .body(
                "detail",
                is("The logout token is not accepted; see the log of the gateway for the reason."))
            .extract()
            .header("X-Request-Id");
    assertThat(log.of(id)).contains(" cause=" + cause + " ");
  }

  private ValidatableResponse post(String logoutToken) {
    return form("logout_token=" + logoutToken);
  }

  private ValidatableResponse form(String body) {
    return ground.plain().contentType(FORM).body(body).post(PATH).then();
  }

  private TokenDraft logout(String user) {
    return ground.sandbox().tokens().logoutToken(user, session);
  }

  private ValidatableResponse read(String token) {
    return ground.with("Bearer " + token).get(ground.projects()).then();
  }

  private String token(String user, String sid) {
    return ground.sandbox().tokens().with(user).claim("sid", sid).sign();
  }
}
