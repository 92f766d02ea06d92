package dev.bimgate.gateway.context.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryStringTest {

  @Test
  void everyCharacterFrom21To7eButHashAndBackslashIsClean() {
    for (char c = 0; c < 0x180; c++) {
      boolean clean = c >= 0x21 && c <= 0x7e && c != '#' && c != '\\';

      assertThat(QueryString.isClean("a" + c)).as("character %x", (int) c).isEqualTo(clean);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a=1&_=2&b=3, a=1&b=3",
    "_&a, a",
    "a=1&&_=, a=1&",
    "a=_&_b=1&b_=1, a=_&_b=1&b_=1",
    "%5f=1, %5f=1",
    "'', ''"
  })
  void ignoredParametersAreTakenOutAndTheRestStaysByteForByte(String query, String rest) {
    assertThat(QueryString.without(Set.of("_"), query)).isEqualTo(rest);
  }

  @Test
  void aQueryOfIgnoredParametersAloneIsNoQuery() {
    assertThat(QueryString.without(Set.of("_"), "_=1&_=2")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"b=1&a=2, ?a=2&b=1", "a=2&b&a=1, ?a=2&a=1&b", "'', ?", "a&, ?&a"})
  void theKeyFormIsSortedByNameWithRepeatedOnesInTheirOrder(String query, String form) {
    assertThat(QueryString.keyForm(query)).isEqualTo(form);
  }

  @Test
  void noQueryAndAnEmptyOneHaveDifferentKeys() {
    assertThat(QueryString.keyForm(null)).isNotEqualTo(QueryString.keyForm(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=\"", "a=%", "a=%4", "a=%zz", "a=<", "a=|", "a=^", "a=`", "a={"})
  void whatJavasUriRejectsIsKnown(String query) {
    assertThat(QueryString.fitsUri(query)).isFalse();
  }
}
