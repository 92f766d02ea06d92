package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.Rate;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long NOW = 1_000_000;

  private final TokenBucket bucket = new TokenBucket(Rate.of("60/m"));

  @Test
  void oneBurstIsAsLongAsAPeriodAllows() {
    for (int i = 0; i < 60; i++) {
      assertThat(bucket.tryTake(NOW)).isZero();
    }

    assertThat(bucket.tryTake(NOW)).isEqualTo(1_000);
  }

  @Test
  void itRefillsEvenly() {
    empty();

    assertThat(bucket.tryTake(NOW + 999)).isEqualTo(1);
    assertThat(bucket.tryTake(NOW + 1_000)).isZero();
    assertThat(bucket.tryTake(NOW + 1_500)).isEqualTo(500);
  }

  @Test
  void itHoldsNoMoreThanOnePeriodAllows() {
    empty();

    for (int i = 0; i < 60; i++) {
      assertThat(bucket.tryTake(NOW + 3_600_000)).isZero();
    }
    assertThat(bucket.tryTake(NOW + 3_600_000)).isPositive();
  }

  @Test
  void aClockThatIsSetBackRefillsNothing() {
    empty();

    assertThat(bucket.tryTake(NOW - 3_600_000)).isEqualTo(1_000);
    assertThat(bucket.tryTake(NOW - 3_600_000 + 1_000)).isZero();
  }

  private void empty() {
    for (int i = 0; i < 60; i++) {
      assertThat(bucket.tryTake(NOW)).isZero();
    }
  }
}
