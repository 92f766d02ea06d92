package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.keys.TokenDraft;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest extends SandboxTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "BimPlus ", "bearer ", "BIMPLUS "})
  void eitherSchemeInAnyCaseIsAccepted(String scheme) {
    assertThat(status(scheme + token)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
  void everyAlgorithmIsSignedAndPublished(String algorithm) {
    String signed = sandbox.tokens().with("user-01").algorithm(algorithm).sign();

    assertThat(Client.header(signed).getString("alg")).isEqualTo(algorithm);
    assertThat(status(signed)).isEqualTo(200);
  }

  @Test
  void badTokensAreRejectedByBimplusItself() {
    assertThat(status("")).isEqualTo(401);
    assertThat(status("Basic dXNlcjpwYXNz")).isEqualTo(401);
    assertThat(status("no.such.token")).isEqualTo(401);
    assertThat(status(draft().expired().sign())).isEqualTo(401);
    assertThat(status(draft().expiresIn(Duration.ofSeconds(-1)).sign())).isEqualTo(401);
    assertThat(status(draft().wrongSignature().sign())).isEqualTo(401);
    assertThat(status(draft().foreignKey().sign())).isEqualTo(401);
    assertThat(status(draft().unsigned())).isEqualTo(401);
    assertThat(status(draft().claim("iss", "http://elsewhere.test").sign())).isEqualTo(401);
    assertThat(status(draft().claim("sub", null).sign())).isEqualTo(401);
    assertThat(status(draft().header("kid", "unheard-of").sign())).isEqualTo(401);
    assertThat(status(draft().rawPayload("{").sign())).isEqualTo(401);
    assertThat(status(sandbox.tokens().idToken("user-01").sign())).isEqualTo(401);
    assertThat(status(sandbox.tokens().refreshToken("user-01").sign())).isEqualTo(401);
  }

  @Test
  void claimsAndHeaderCanBeWrittenAtWill() {
    String signed =
        draft().claim("azp", "other").header("kid", 5).header("typ", null).scope("a b").sign();

    assertThat(Client.claims(signed).getString("azp")).isEqualTo("other");
    assertThat(Client.claims(signed).getString("scope")).isEqualTo("a b");
    assertThat(Client.header(signed).getValue("kid")).isEqualTo(5);
    assertThat(Client.header(signed).containsKey("typ")).isFalse();
  }

  @Test
  void textFormOfADraftShowsNoToken() {
    assertThat(draft()).hasToString("draft of a RS256 token");
  }

  private TokenDraft draft() {
    return sandbox.tokens().with("user-01");
  }

  private int status(String credential) {
    return client.get("/teams", credential).statusCode();
  }
}
