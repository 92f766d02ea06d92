package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {

  @ParameterizedTest
  @CsvSource({"20/s,20,PT1S", "600/m,600,PT1M", "' 1/h ',1,PT1H", "999999/h,999999,PT1H"})
  void readsCallsPerPeriod(String text, int calls, Duration period) {
    assertThat(Rate.of(text)).isEqualTo(new Rate(calls, period));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20", "/s", "0/s", "-1/s", "1.5/s", "20/d", "20 / s", "20/sec", "1000000/h"})
  void rejectsWhatIsNoRate(String text) {
    assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
