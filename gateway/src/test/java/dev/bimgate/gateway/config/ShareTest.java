package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

  @ParameterizedTest
  @CsvSource({"0%,0", "10%,6710886", "2.5 %,1677721", "100%,67108864"})
  void isTakenOfBytesAndRoundedDown(String text, long bytes) {
    assertThat(Share.of(text).ofBytes(67_108_864)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "10", "-1%", "100.1%", "1e1%", "10%%", "NaN%"})
  void refusesWhatIsNoPercentage(String text) {
    assertThatThrownBy(() -> Share.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
