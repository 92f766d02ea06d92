package dev.bimgate.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {

  private static final long NOW = Duration.ofDays(20_000).toMillis();

  private final TokenBucket bucket = new TokenBucket(Rate.of("30/m"));

  @Test
  void theCallsOfOnePeriodMayComeAtOnce() {
    assertThat(takenAt(bucket, NOW)).isEqualTo(30);
  }

  @Test
  void oneTooManyGetsTheTimeUntilTheNext() {
    takenAt(bucket, NOW);

    assertThat(bucket.tryTake(NOW)).isEqualTo(2_000);
    assertThat(bucket.tryTake(NOW + 500)).isEqualTo(1_500);
    assertThat(bucket.tryTake(NOW + 1_999)).isEqualTo(1);
    assertThat(bucket.tryTake(NOW + 2_000)).isZero();
    assertThat(bucket.tryTake(NOW + 2_000)).isEqualTo(2_000);
  }

  @Test
  void aLongPauseSavesNoMoreThanOnePeriod() {
    takenAt(bucket, NOW);

    assertThat(takenAt(bucket, NOW + Duration.ofDays(1).toMillis())).isEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20/s", "600/m", "5000/h", "7/s", "1/h"})
  void anHourAllowsItsRateAndOnePeriodMore(String text) {
    Rate rate = Rate.of(text);
    TokenBucket steady = new TokenBucket(rate);
    long taken = 0;
    for (long millis = 0; millis < 3_600_000; millis += 10) {
      taken += steady.tryTake(NOW + millis) == 0 ? 1 : 0;
    }

    long perHour = rate.calls() * (3_600_000 / rate.period().toMillis());
    assertThat(taken).isBetween(perHour, perHour + rate.calls());
  }

  @Test
  void aClockThatIsSetBackGivesNothingAndTakesNothing() {
    takenAt(bucket, NOW);

    assertThat(bucket.tryTake(NOW - 3_600_000)).isEqualTo(2_000);
    assertThat(bucket.tryTake(NOW - 3_600_000 + 2_000)).isZero();
  }

  private static int takenAt(TokenBucket bucket, long now) {
    int taken = 0;
    while (bucket.tryTake(now) == 0) {
      taken++;
    }
    return taken;
  }
}
