package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppliedPositionsTest {

  private final AppliedPositions log = new AppliedPositions("bimgate:{p}:h:e:", 100, 7);

  @Test
  void aPositionHasTheEpochAfterIt() {
    log.applied(101, 8);
    log.applied(102, 9);

    assertThat(log.epochAt(101)).hasValue(8);
    assertThat(log.latest()).isEqualTo(102);
  }

  /** What lies between is applied here later: a list that has it lacks nothing. */
  @Test
  void aPositionThatIsNotAppliedYetHasTheEpochOfTheLatestOne() {
    log.applied(101, 8);

    assertThat(log.epochAt(150)).hasValue(8);
  }

  /** What this gateway has not applied since it joined, it cannot compare with. */
  @Test
  void aPositionBeforeTheJoinHasNone() {
    assertThat(log.epochAt(99)).isEmpty();
    assertThat(log.epochAt(100)).hasValue(7);
  }

  /**
   * Messages that were trimmed before this gateway joined: no list here is older, but some there.
   */
  @Test
  void beforeAGapAPositionHasNone() {
    log.applied(101, 8);
    log.applied(105, 9);

    assertThat(log.epochAt(101)).isEmpty();
    assertThat(log.epochAt(104)).isEmpty();
    assertThat(log.epochAt(105)).hasValue(9);
  }

  @Test
  void beyondItsMemoryAPositionHasNone() {
    for (int more = 1; more <= AppliedPositions.MAX_POSITIONS; more++) {
      log.applied(100 + more, 7 + more);
    }

    assertThat(log.epochAt(100)).isEmpty();
    assertThat(log.epochAt(101)).hasValue(8);
  }
}
