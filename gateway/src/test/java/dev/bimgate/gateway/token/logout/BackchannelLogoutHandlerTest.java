package dev.bimgate.gateway.token.logout;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackchannelLogoutHandlerTest {

  @ParameterizedTest
  @CsvSource({
    "logout_token=a.b.c, a.b.c",
    "x=1&logout_token=a.b.c&y, a.b.c",
    "logout%5Ftoken=a%2Eb, a.b",
    "logout_token=a=b, a=b"
  })
  void theTokenIsFoundAmongOtherParameters(String form, String token) {
    assertThat(BackchannelLogoutHandler.token(form)).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "logout_token",
        "logout_token=",
        "LOGOUT_TOKEN=a",
        "logout_token=a&logout_token=a",
        "logout_token=a&logout%5ftoken=b",
        "logout_token=%zz"
      })
  void aFormWithoutOneTokenHasNone(String form) {
    assertThat(BackchannelLogoutHandler.token(form)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "Application/X-WWW-Form-URLEncoded ; charset=utf-8"
      })
  void aFormHasItsContentType(String type) {
    assertThat(BackchannelLogoutHandler.isForm(fields().add("Content-Type", type))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "application/json", "multipart/form-data", "text/plain"})
  void anythingElseIsNoForm(String type) {
    assertThat(BackchannelLogoutHandler.isForm(fields().add("Content-Type", type))).isFalse();
  }

  @Test
  void aFormWithoutATypeWithTwoOrInACodingIsNone() {
    String form = "application/x-www-form-urlencoded";

    assertThat(BackchannelLogoutHandler.isForm(fields())).isFalse();
    assertThat(
            BackchannelLogoutHandler.isForm(
                fields().add("Content-Type", form).add("Content-Type", form)))
        .isFalse();
    assertThat(
            BackchannelLogoutHandler.isForm(
                fields().add("Content-Type", form).add("Content-Encoding", "gzip")))
        .isFalse();
  }

  private static MultiMap fields() {
    return MultiMap.caseInsensitiveMultiMap();
  }
}
