package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # state,          revalidate, may be stale, wish due, step
          FRESH,            false,      true,         true,     SERVE
          FRESH,            false,      false,        true,     SERVE
          FRESH,            true,       true,         false,    SERVE
          FRESH,            true,       true,         true,     WAIT
          STALE_REVALIDATE, false,      true,         true,     SERVE_AND_REVALIDATE
          STALE_REVALIDATE, true,       true,         false,    SERVE_AND_REVALIDATE
          STALE_REVALIDATE, true,       true,         true,     WAIT
          STALE_REVALIDATE, false,      false,        false,    WAIT
          STALE_ON_ERROR,   false,      true,         false,    WAIT
          EXPIRED,          false,      true,         false,    WAIT
          """)
  void decidesByStateWishAndAllowance(
      Freshness.State state, boolean revalidate, boolean mayBeStale, boolean due, Step expected) {
    // Given
    var ask = new Ask(revalidate, mayBeStale, true);

    // When
    Step step = Step.of(state, ask, due);

    // Then
    assertThat(step).isEqualTo(expected);
  }
}
