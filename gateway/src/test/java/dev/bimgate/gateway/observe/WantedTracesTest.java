package dev.bimgate.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Anybody can send the flag {@code sampled}. */
class WantedTracesTest {

  private final Traces traces = Traces.OFF;

  @Test
  void atMostAHundredRequestsASecondAreRecordedBecauseTheirSenderWantsIt() {
    long second = TimeUnit.SECONDS.toNanos(1_000_000);

    assertThat(recordedOf(1_000, second)).isEqualTo(100);
    assertThat(recordedOf(1_000, second + TimeUnit.MILLISECONDS.toNanos(999))).isZero();
    assertThat(recordedOf(1_000, second + TimeUnit.SECONDS.toNanos(1))).isEqualTo(100);
  }

  private long recordedOf(int requests, long atNanos) {
    return IntStream.range(0, requests).filter(i -> traces.isBelowMaximum(atNanos)).count();
  }
}
