package dev.bimgate.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.token.legacy.LegacyCutoff;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are legacy tokens, and how long they are accepted. */
class LegacyRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer 0123456789abcdef0123456789abcdef",
        "BimPlus 0123456789ABCDEF0123456789ABCDEF",
        "BIMPLUS 0123456789abcdefABCDEF0123456789"
      })
  void thirtyTwoHexDigitsAreALegacyToken(String authorization) {
    assertThat(LegacyTokenFormat.isIn(List.of(authorization))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer 0123456789abcdef0123456789abcde",
        "Bearer 0123456789abcdef0123456789abcdef0",
        "Bearer 0123456789abcdef0123456789abcdeg",
        "Bearer 0123456789abcdef 123456789abcdef",
        "Basic 0123456789abcdef0123456789abcdef",
        "Bearer０123456789abcdef0123456789abcdef",
        "0123456789abcdef0123456789abcdef",
        ""
      })
  void nothingElseIs(String authorization) {
    assertThat(LegacyTokenFormat.isIn(List.of(authorization))).isFalse();
  }

  @Test
  void twoHeadersAreNoCredentialAndNoHeaderIsNone() {
    String field = "Bearer 0123456789abcdef0123456789abcdef";

    assertThat(LegacyTokenFormat.isIn(List.of(field, field))).isFalse();
    assertThat(LegacyTokenFormat.isIn(List.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-31T23:59:59.999Z, false",
    "2027-01-01T00:00:00Z, true",
    "2027-06-01T00:00:00Z, true"
  })
  void tokensAreAcceptedToTheEndOfTheLastDay(Instant instant, boolean over) {
    LegacyCutoff term = LegacyCutoff.of(true, Optional.of(LocalDate.of(2026, 12, 31)));

    assertThat(term.isOverAt(instant.toEpochMilli())).isEqualTo(over);
  }

  @Test
  void withoutALastDayTheyAreAlwaysAcceptedAndDisabledNever() {
    assertThat(LegacyCutoff.of(true, Optional.empty()).isOverAt(Long.MAX_VALUE - 1)).isFalse();
    assertThat(LegacyCutoff.of(true, Optional.of(LocalDate.MAX)).isOverAt(1)).isFalse();
    assertThat(LegacyCutoff.of(false, Optional.of(LocalDate.MAX)).isOverAt(0)).isTrue();
  }
}
