package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class LoginFormTest extends SandboxTest {

  private static final String REDIRECT = "http://127.0.0.1:1234/";

  /** With its challenge, both of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void codeOfTheLoginFormWithItsVerifierGivesATokenOnce() {
    String code = code("user-01", sandbox.passwordOf("user-01"));

    HttpResponse<String> granted = redeem(code, VERIFIER);
    HttpResponse<String> again = redeem(code, VERIFIER);

    JsonObject access = Client.claims(new JsonObject(granted.body()).getString("access_token"));
    assertThat(access.getString("sub")).isEqualTo(sandbox.tokens().subjectOf("user-01"));
    assertThat(access.getString("scope")).isEqualTo("openid");
    assertThat(again.statusCode()).isEqualTo(400);
  }

  @Test
  void codeWithAnotherVerifierGivesNoToken() {
    String code = code("user-01", sandbox.passwordOf("user-01"));

    assertThat(redeem(code, VERIFIER + "x").statusCode()).isEqualTo(400);
  }

  @Test
  void formIsShownAgainAfterAWrongPassword() {
    HttpResponse<String> shown = client.submit(login(REDIRECT), "user-01", "wrong");

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains("Invalid username or password.", "<form method=\"post\"");
  }

  @Test
  void loginRedirectsToLoopbackAlone() {
    URI elsewhere = login("https://app.example.com/");

    assertThat(client.submit(elsewhere, "user-01", sandbox.passwordOf("user-01")).statusCode())
        .isEqualTo(400);
  }

  private String code(String user, String password) {
    HttpResponse<String> redirect = client.submit(login(REDIRECT), user, password);
    String location = redirect.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(REDIRECT + "?code=").contains("&state=a+state&iss=");
    return location.substring(location.indexOf('=') + 1, location.indexOf('&'));
  }

  private URI login(String redirect) {
    return URI.create(
        sandbox.issuerUrl()
            + "/protocol/openid-connect/auth?response_type=code&scope=openid&state=a+state"
            + "&client_id="
            + Tokens.DEFAULT_CLIENT
            + "&redirect_uri="
            + redirect
            + "&code_challenge_method=S256&code_challenge="
            + CHALLENGE);
  }

  private HttpResponse<String> redeem(String code, String verifier) {
    return client.form(
        "grant_type", "authorization_code",
        "client_id", Tokens.DEFAULT_CLIENT,
        "redirect_uri", REDIRECT,
        "code", code,
        "code_verifier", verifier);
  }
}
