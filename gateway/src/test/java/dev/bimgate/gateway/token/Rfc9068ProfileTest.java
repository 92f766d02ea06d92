package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9068, 2.1, 2.2 and 4. */
class Rfc9068ProfileTest {

  private static final TestKey RSA = TestKey.rsa("rsa");

  private static TestGate world;

  @BeforeAll
  static void openTheGate() throws InterruptedException {
    world = new TestGate(TestGate.rules(TokenProfile.RFC9068, Set.of(), Set.of("api")), RSA);
    world.fetchKeys();
  }

  @AfterAll
  static void closeTheGate() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "application/at+jwt", "AT+JWT"})
  void anAccessTokenSaysSoInItsHeader(String type) {
    assertThat(world.authenticate(good().header("typ", type).signed()))
        .isInstanceOfSatisfying(
            AuthenticationResult.Authenticated.class,
            authenticated -> assertThat(authenticated.caller().app()).isEqualTo("viewer"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "application/jwt", "logout+jwt"})
  void anotherHeaderTypeIsAnotherKind(String type) {
    assertThat(world.authenticate(good().header("typ", type).signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KIND));
  }

  @Test
  void aHeaderTypeIsRequired() {
    assertThat(world.authenticate(good().headerWithout("typ").signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.KIND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"})
  void eachOfTheSevenClaimsIsRequired(String claim) {
    assertThat(world.authenticate(good().without(claim).signed()))
        .isEqualTo(new AuthenticationResult.Rejected(RejectionReason.CLAIM));
  }

  private static TestToken good() {
    return TestToken.by(RSA)
        .header("typ", "at+jwt")
        .without("typ")
        .without("azp")
        .claim("client_id", "viewer")
        .claim("aud", "api");
  }
}
