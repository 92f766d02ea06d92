package dev.bimgate.gateway.token.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.result.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeCallTest {

  @Test
  void theResponseNamesUserAppAndLifetime() {
    assertThat(read("{'user_id':'anna','audience':'viewer','expires_in':2271650}"))
        .isEqualTo(new LegacyLookup.Owned("anna", "viewer", Duration.ofSeconds(2_271_650)));
  }

  @Test
  void additionalMembersAreIgnored() {
    assertThat(read("{'user_id':'a','audience':'b','expires_in':1.5,'more':[{}]}"))
        .isEqualTo(new LegacyLookup.Owned("a", "b", Duration.ofMillis(1_500)));
  }

  @Test
  void aHugeLifetimeIsCappedAtTenYears() {
    assertThat(read("{'user_id':'a','audience':'b','expires_in':1e300}"))
        .isEqualTo(new LegacyLookup.Owned("a", "b", Duration.ofDays(3_650)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>please wait</html>",
        "{'audience':'b','expires_in':1}",
        "{'user_id':'','audience':'b','expires_in':1}",
        "{'user_id':7,'audience':'b','expires_in':1}",
        "{'user_id':null,'audience':'b','expires_in':1}",
        "{'user_id':'a','expires_in':1}",
        "{'user_id':'a','audience':'','expires_in':1}",
        "{'user_id':'a','audience':'b'}",
        "{'user_id':'a','audience':'b','expires_in':'1'}",
        "{'user_id':'a','user_id':'c','audience':'b','expires_in':1}",
        "{'user_id':'a','audience':'b','expires_in':1}{}",
        "{'user_id':'a','audience':'b','expires_in':1",
        "{'user_id':'\\ud800','audience':'b','expires_in':1}"
      })
  void aMalformedResponseIsInconclusive(String body) {
    assertThat(read(body)).isSameAs(AuthorizeCall.OUT_OF_FORM);
  }

  @Test
  void anOverlongResponseIsInconclusive() {
    String longName = "a".repeat(256);

    assertThat(AuthorizeCall.readBody(null)).isSameAs(AuthorizeCall.OUT_OF_FORM);
    assertThat(read("{'user_id':'" + longName + "','audience':'b','expires_in':1}"))
        .isSameAs(AuthorizeCall.OUT_OF_FORM);
  }

  @ParameterizedTest
  @CsvSource({
    "401, LEGACY_REFUSED",
    "403, LEGACY_REFUSED",
    "404, LEGACY_REMOVED",
    "405, LEGACY_REMOVED",
    "410, LEGACY_REMOVED"
  })
  void aStatusThatRejectsTheToken(int status, RejectionReason cause) {
    assertThat(AuthorizeCall.ofStatus(status, null)).isEqualTo(new LegacyLookup.Denied(cause));
  }

  @ParameterizedTest
  @CsvSource({
    "429, LEGACY_UNANSWERED, 503",
    "500, LEGACY_UNANSWERED, 503",
    "503, LEGACY_UNANSWERED, 503",
    "599, LEGACY_UNANSWERED, 503",
    "204, LEGACY_MALFORMED, 502",
    "302, LEGACY_MALFORMED, 502",
    "304, LEGACY_MALFORMED, 502",
    "400, LEGACY_MALFORMED, 502",
    "418, LEGACY_MALFORMED, 502"
  })
  void anInconclusiveStatus(int status, RejectionReason cause, int told) {
    assertThat(AuthorizeCall.ofStatus(status, null))
        .isInstanceOfSatisfying(
            LegacyLookup.Unclear.class,
            unclear -> {
              assertThat(unclear.cause()).isEqualTo(cause);
              assertThat(unclear.problem().type().status()).isEqualTo(told);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "'Thu, 31 Dec 2026 23:59:59 GMT', 'Thu, 31 Dec 2026 23:59:59 GMT'",
    "soon, 1",
    "-1, 1",
    ", 1"
  })
  void retryAfterIsPassedOnIfWellFormed(@Nullable String said, String told) {
    assertThat(AuthorizeCall.ofStatus(429, said))
        .isInstanceOfSatisfying(
            LegacyLookup.Unclear.class,
            unclear -> assertThat(unclear.problem().fields()).containsEntry("Retry-After", told));
  }

  private static LegacyLookup read(String body) {
    return AuthorizeCall.readBody(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
