package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  private final Headers headers =
      Headers.from(List.of(Map.entry("Vary", "a"), Map.entry("Age", "1"), Map.entry("vary", "b")));

  @Test
  void allLinesOfANameComeInOrderWhateverTheirCase() {
    assertThat(headers.of("VARY")).containsExactly("a", "b");
  }

  @Test
  void aNameThatIsNotThereHasNoLines() {
    assertThat(headers.of("Date")).isEmpty();
  }
}
