package dev.bimgate.cache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldLinesTest {

  private final FieldLines fields =
      FieldLines.from(
          List.of(Map.entry("Vary", "a"), Map.entry("Age", "1"), Map.entry("vary", "b")));

  @Test
  void allLinesOfANameComeInOrderWhateverTheirCase() {
    assertThat(fields.of("VARY")).containsExactly("a", "b");
  }

  @Test
  void aNameThatIsNotThereHasNoLines() {
    assertThat(fields.of("Date")).isEmpty();
  }
}
