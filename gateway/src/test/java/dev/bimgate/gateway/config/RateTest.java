package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({"20/s,20,PT1S", "600/m,600,PT1M", " 5000/h ,5000,PT1H", "999999/s,999999,PT1S"})
  void readsCallsAndPeriod(String text, int calls, Duration period) {
    assertThat(Rate.of(text)).isEqualTo(new Rate(calls, period));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "30/",
        "/m",
        "0/m",
        "-1/m",
        "1.5/s",
        "30/d",
        "30/M",
        "30 / m",
        "1000000/s"
      })
  void rejectsWhatIsNoRate(String text) {
    assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
