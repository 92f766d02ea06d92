package dev.bimgate.gateway.token.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.result.AuthenticationResult;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.RejectionResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {

  private static final String HEX = "0123456789abcdef0123456789ABCDEF";

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER", "BimPlus", "bimplus", "BIMPLUS"})
  void bothSchemesAreKnownInAnyCase(String scheme) {
    AuthorizationHeader authorization = AuthorizationHeader.read(List.of(scheme + " a.b.c"));

    assertThat(authorization)
        .isInstanceOfSatisfying(
            AuthorizationHeader.Token.class, token -> assertThat(token.text()).isEqualTo("a.b.c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {HEX, "a", "~", "a+b/c==", "eyJ.eyJ.sig"})
  void anyToken68IsAToken(String token68) {
    assertThat(AuthorizationHeader.read(List.of("Bearer " + token68)))
        .isInstanceOf(AuthorizationHeader.Token.class);
  }

  @Test
  void noHeaderIsAbsent() {
    assertThat(AuthorizationHeader.read(List.of()))
        .isEqualTo(new AuthorizationHeader.None(RejectionReason.ABSENT));
  }

  @Test
  void twoHeadersAreMalformedEvenIfEqual() {
    assertThat(AuthorizationHeader.read(List.of("Bearer a.b.c", "Bearer a.b.c")))
        .isEqualTo(new AuthorizationHeader.None(RejectionReason.MALFORMED_FIELD));
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
    assertThat(AuthorizationHeader.read(List.of(value)))
        .isEqualTo(new AuthorizationHeader.None(RejectionReason.UNKNOWN_SCHEME));
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
    AuthorizationHeader authorization = AuthorizationHeader.read(List.of(value));

    assertThat(authorization)
        .satisfiesAnyOf(
            none ->
                assertThat(none)
                    .isEqualTo(new AuthorizationHeader.None(RejectionReason.MALFORMED_FIELD)),
            token -> assertThat(((AuthorizationHeader.Token) token).isToken68()).isFalse());
  }

  @Test
  void aTokenIsNotPrinted() {
    assertThat(AuthorizationHeader.read(List.of("Bearer secret.secret.secret")).toString())
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
  void everyReasonHasItsResponse(RejectionReason cause, RejectionResponse told) {
    assertThat(new AuthenticationResult.Rejected(cause).reason()).isEqualTo(told);
  }
}
