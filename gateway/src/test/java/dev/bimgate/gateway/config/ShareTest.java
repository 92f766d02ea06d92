package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

  @ParameterizedTest
  @CsvSource({"0%,0", "10%,10", "2.5 %,2.5", " 100%,100"})
  void readsAPercentage(String text, double percent) {
    assertThat(Share.of(text).percent()).isEqualTo(percent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "10", "-1%", "100.1%", "1e1%", "10%%", "NaN%"})
  void rejectsWhatIsNoPercentage(String text) {
    assertThatThrownBy(() -> Share.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
