package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheBypassTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = START;
  private final CacheBypass bypass = new CacheBypass(() -> now);

  @Test
  void itIsOffAtFirst() {
    assertThat(bypass.isOn()).isFalse();
    assertThat(bypass.state()).isEmpty();
  }

  @Test
  void itIsOnFromItsBeginningToItsEnd() {
    bypass.begin("first", Optional.empty());
    boolean between = bypass.isOn();

    assertThat(bypass.end("last"))
        .hasValue(new CacheBypass.State(START, "first", Optional.empty()));
    assertThat(between).isTrue();
    assertThat(bypass.isOn()).isFalse();
  }

  @Test
  void switchedOnAgainItNamesTheFirstRequestAndTakesTheLaterEnd() {
    bypass.begin("first", Optional.empty());
    now = START.plusSeconds(10);

    CacheBypass.State again = bypass.begin("second", Optional.of(Duration.ofSeconds(5)));

    assertThat(again)
        .isEqualTo(new CacheBypass.State(START, "first", Optional.of(START.plusSeconds(15))));
  }

  @Test
  void withAnEndItEndsByItself() {
    bypass.begin("first", Optional.of(Duration.ofSeconds(5)));
    now = START.plusMillis(4_999);
    boolean justBefore = bypass.isOn();
    now = START.plusSeconds(5);

    assertThat(justBefore).isTrue();
    assertThat(bypass.isOn()).isFalse();
    assertThat(bypass.end("last")).isEmpty();
  }

  @Test
  void afterAnEndByItselfItBeginsAgain() {
    bypass.begin("first", Optional.of(Duration.ofSeconds(5)));
    now = START.plusSeconds(5);

    assertThat(bypass.begin("second", Optional.empty()))
        .isEqualTo(new CacheBypass.State(now, "second", Optional.empty()));
  }

  @Test
  void endedTwiceItIsStillOff() {
    bypass.begin("first", Optional.empty());
    bypass.end("last");

    assertThat(bypass.end("last")).isEmpty();
  }
}
