package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {

  private static final String HEX = "0123456789abcdef0123456789ABCDEF";

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "BimPlus", "bimplus", "BIMPLUS"})
  void bothSchemesAreKnownInAnyCase(String scheme) {
    Credential credential = Credential.read(List.of(scheme + " a.b.c"));

    assertThat(credential)
        .isInstanceOfSatisfying(
            Credential.Token.class, token -> assertThat(token.text()).isEqualTo("a.b.c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {HEX, "a", "~", "a+b/c==", "eyJ.eyJ.sig"})
  void anyToken68IsAToken(String token68) {
    assertThat(Credential.read(List.of("Bearer " + token68))).isInstanceOf(Credential.Token.class);
  }

  @Test
  void noHeaderIsAbsent() {
    assertThat(Credential.read(List.of())).isEqualTo(new Credential.None(TokenCause.ABSENT));
  }

  @Test
  void twoHeadersAreMalformedEvenIfEqual() {
    assertThat(Credential.read(List.of("Bearer a.b.c", "Bearer a.b.c")))
        .isEqualTo(new Credential.None(TokenCause.MALFORMED_FIELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic dXNlcjpwYXNz",
        "Digest username=\"x\", realm=\"y\"",
        "DPoP a.b.c",
        "Bear er"
      })
  void anotherSchemeIsUnknown(String value) {
    assertThat(Credential.read(List.of(value)))
        .isEqualTo(new Credential.None(TokenCause.UNKNOWN_SCHEME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Bearer",
        "Bearer ",
        "BimPlus",
        "a.b.c",
        HEX,
        " Bearer a.b.c",
        "Bearer  a.b.c",
        "Bearer a.b.c ",
        "Bearer\ta.b.c",
        "Bearer a b",
        "Bearer a,b",
        "Bearer a.b.c, Bearer a.b.c",
        "Bearer =",
        "Bearer a=b",
        "Bearer a.b.c;x",
        "Bearer \"a\"",
        "Bearer \u00e4",
        "Bearer a\u0000",
        "Be:arer a",
        "Bearer token=\"a\""
      })
  void whatIsNotSchemeSpaceToken68IsMalformed(String value) {
    Credential credential = Credential.read(List.of(value));

    assertThat(credential)
        .satisfiesAnyOf(
            none -> assertThat(none).isEqualTo(new Credential.None(TokenCause.MALFORMED_FIELD)),
            token -> assertThat(((Credential.Token) token).isToken68()).isFalse());
  }

  @Test
  void aTokenIsNotPrinted() {
    assertThat(Credential.read(List.of("Bearer secret.secret.secret")).toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "ABSENT, ABSENT",
    "UNKNOWN_SCHEME, UNKNOWN_SCHEME",
    "MALFORMED_FIELD, MALFORMED",
    "EXPIRED, INVALID",
    "LEGACY, INVALID",
    "LEGACY_REFUSED, INVALID",
    "LEGACY_REMOVED, INVALID",
    "LEGACY_UNANSWERED, UNANSWERED",
    "LEGACY_MALFORMED, UNANSWERED",
    "KEYS_UNAVAILABLE, KEYS_UNAVAILABLE",
    "OVERLOADED, OVERLOADED"
  })
  void everyReasonHasItsResponse(TokenCause cause, Refusal told) {
    assertThat(new Admission.Refused(cause).reason()).isEqualTo(told);
  }
}
