package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwakeTimeTest {

  private static final long SECOND = 1_000_000_000;

  private final AwakeTime awake = new AwakeTime(new Now(0, 1_000_000));

  @Test
  void aTimeBeginsThatLongAgo() {
    awake.observe(new Now(10 * SECOND, 1_010_000));

    assertThat(awake.since(new Now(11 * SECOND, 1_011_000), 2 * SECOND)).isEqualTo(9 * SECOND);
  }

  @Test
  void nothingIsFromBeforeASuspension() {
    awake.observe(new Now(10 * SECOND, 1_010_000));
    Now resumed = new Now(10 * SECOND + 1, 1_040_000);

    assertThat(awake.since(resumed, 2 * SECOND)).isEqualTo(resumed.nanos());
    assertThat(awake.since(new Now(11 * SECOND, 1_041_000), 2 * SECOND)).isEqualTo(resumed.nanos());
  }

  @Test
  void aWallClockThatIsSetBackCountsAsOne() {
    Now set = new Now(10 * SECOND, 1_009_000);

    assertThat(awake.since(set, 2 * SECOND)).isEqualTo(set.nanos());
  }

  @Test
  void clocksMayDifferALittle() {
    assertThat(awake.since(new Now(10 * SECOND, 1_010_090), SECOND)).isEqualTo(9 * SECOND);
  }
}
