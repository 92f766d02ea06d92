package dev.bimgate.gateway.lists;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"[]", " [{\"id\":\"1\",\"n\":[1.5e3,null]}] \n", "{}", "\"a\"", "0"})
  void oneWholeValueIsJson(String text) {
    assertThat(JsonText.isWhole(text.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[", "[{\"id\":", "[{\"id\":\"1\"}", "[]]", "[] []", "<html>", "[1,]"})
  void whatIsTruncatedOrSomethingElseIsNot(String text) {
    assertThat(JsonText.isWhole(text.getBytes(UTF_8))).isFalse();
  }
}
