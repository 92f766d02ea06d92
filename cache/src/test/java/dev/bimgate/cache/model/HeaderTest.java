package dev.bimgate.cache.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTest {

  /** The last one would be a line end in the bytes of its characters. */
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "\n", "a\rb", "\0", "\u007f", "\u010a"})
  void noValueEndsItsLineOrHoldsAnotherControl(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Header("X-Any", value));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ListResponse.builder(200, new byte[0], Instant.EPOCH)
                    .etag('"' + value + '"')
                    .buildStored());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\n", "\u00e4"})
  void aNameIsAToken(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Header(name, "1"));
  }

  @Test
  void tabsSpacesAndOctetsAboveAsciiAreOfAValue() {
    assertThat(new Header("X-Any", "a\t b \u00ff").value()).isEqualTo("a\t b \u00ff");
    assertThat(new Header("X-Any", "").value()).isEmpty();
  }
}
