package dev.bimgate.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T08:15:04.113456789Z, 2026-11-24T08:15:04.113Z",
    "2026-11-24T08:15:04.999999999Z, 2026-11-24T08:15:04.999Z",
    "2026-11-24T08:15:04.1Z, 2026-11-24T08:15:04.100Z",
    "2026-11-24T08:15:04Z, 2026-11-24T08:15:04.000Z"
  })
  void theyHaveMilliseconds(Instant instant, String text) {
    assertThat(Timestamps.text(instant)).isEqualTo(text);
  }
}
