package dev.bimgate.gateway.token.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.TestGate;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsValidatorTest {

  private static final String ISSUER = TestToken.ISSUER;
  private static final Set<String> NONE = Set.of();

  @ParameterizedTest
  @CsvSource({
    // parties, audiences, azp, aud, reason for rejection
    "viewer,  '',    viewer, account,       ''",
    "viewer,  '',    other,  account,       WRONG_PARTY",
    "viewer,  '',    '',     account,       WRONG_PARTY",
    "'',      api,   other,  api,           ''",
    "'',      api,   other,  account api,   ''",
    "'',      api,   other,  account,       WRONG_AUDIENCE",
    "'',      api,   other,  '',            WRONG_AUDIENCE",
    "'',      api,   other,  API,           WRONG_AUDIENCE",
    "viewer,  api,   viewer, api,           ''",
    "viewer,  api,   viewer, account,       WRONG_AUDIENCE",
    "viewer,  api,   other,  api,           WRONG_PARTY",
    "viewer,  account, viewer, account,     ''",
    "viewer,  account, viewer, api,         WRONG_AUDIENCE",
    "viewer,  account, other,  account,     WRONG_PARTY",
    "'',      account api, other, account,  WRONG_AUDIENCE",
    "'',      '',    other,  account,       ''"
  })
  void partyAndAudienceMustBothHoldWhereConfigured(
      String parties, String audiences, String azp, String aud, String cause) {
    TokenPolicy rules = TestGate.rules(TokenProfile.KEYCLOAK, words(parties), words(audiences));

    assertThat(refusalOf(claims(azp, words(aud), 100, 0), rules, 50))
        .isEqualTo(cause.isEmpty() ? null : RejectionReason.valueOf(cause));
  }

  @ParameterizedTest
  @CsvSource({"159.999, ''", "160,     EXPIRED", "40,      ''", "39.999,  NOT_YET_VALID"})
  void timesMayBeOffByTheSkew(double now, String cause) {
    TokenClaims validFrom100To100 = claims("viewer", NONE, 100, 100);

    assertThat(refusalOf(validFrom100To100, TestGate.RULES, now))
        .isEqualTo(cause.isEmpty() ? null : RejectionReason.valueOf(cause));
  }

  @Test
  void anIssuerThatIsNotKnownYetIsNotCompared() {
    TokenClaims claims = claims("viewer", NONE, 100, 0);

    assertThat(ClaimsValidator.rejectionOf(claims, TestGate.RULES, null, 0)).isNull();
  }

  @Test
  void aPolicyThatAcceptsEveryAppMustSaySo() {
    assertThatThrownBy(() -> rules(NONE, false, Set.of("RS256"), 60))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void accountAloneIsNoAudience() {
    assertThatThrownBy(() -> rules(Set.of("account"), false, Set.of("RS256"), 60))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "EdDSA", "rs256", ""})
  void onlyAsymmetricAlgorithmsAreAllowed(String name) {
    assertThatThrownBy(() -> rules(Set.of("api"), false, Set.of("RS256", name), 60))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSkewIsAMinuteAtMost() {
    assertThatThrownBy(() -> rules(Set.of("api"), false, Set.of("RS256"), 61))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TokenPolicy rules(
      Set<String> audiences, boolean any, Set<String> algorithms, int skewSeconds) {
    return new TokenPolicy(
        null,
        NONE,
        audiences,
        any,
        algorithms,
        TokenProfile.KEYCLOAK,
        Duration.ofSeconds(skewSeconds));
  }

  private static @Nullable RejectionReason refusalOf(
      TokenClaims claims, TokenPolicy rules, double nowSeconds) {
    return ClaimsValidator.rejectionOf(claims, rules, ISSUER, (long) (nowSeconds * 1_000));
  }

  private static TokenClaims claims(
      String azp, Set<String> aud, long expiresAtSeconds, long notBeforeSeconds) {
    return new TokenClaims(
        ISSUER,
        "anna",
        azp,
        aud,
        NONE,
        expiresAtSeconds * 1_000,
        expiresAtSeconds,
        notBeforeSeconds * 1_000,
        null,
        null,
        TokenClaims.LONG_AGO);
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? NONE : Set.of(text.split(" ", -1));
  }
}
