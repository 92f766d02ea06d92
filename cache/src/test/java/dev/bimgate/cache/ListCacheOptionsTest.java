package dev.bimgate.cache;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListCacheOptionsTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
  void aShareOutsideItsRangeIsRefusedByName(double share) {
    assertThatThrownBy(() -> options(1, 1, share)).hasMessageContaining("maxSharePerCaller");
  }

  @Test
  void negativeSizesAreRefusedByName() {
    assertThatThrownBy(() -> options(-1, 1, 1)).hasMessageContaining("maxSizeBytes");
    assertThatThrownBy(() -> options(1, -1, 1)).hasMessageContaining("maxEntrySizeBytes");
  }

  @Test
  void aNegativeIntervalIsRefusedByName() {
    assertThatThrownBy(() -> new ListPolicy(Bench.POLICY.windows(), Duration.ofSeconds(-1)))
        .hasMessageContaining("minRevalidationInterval");
  }

  private static ListCacheOptions options(long maxSize, long maxEntry, double share) {
    return new ListCacheOptions(Bench.POLICY, Bench.POLICY, maxSize, maxEntry, share, false);
  }
}
