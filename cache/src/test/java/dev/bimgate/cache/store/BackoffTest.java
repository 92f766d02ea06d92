package dev.bimgate.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  private static final long NOW = 1_000_000;

  @ParameterizedTest
  @CsvSource({"0, 5000", "1, 10000", "2, 20000", "3, 40000", "4, 60000", "5, 60000", "100, 60000"})
  void eachFailureInARowDoublesThePauseUpToAMinute(int before, long millis) {
    Backoff backoff = failures(before + 1);

    assertThat(backoff.failures()).isEqualTo(before + 1);
    assertThat(backoff.isPausedAt(NOW + millis - 1, 7)).isTrue();
    assertThat(backoff.isPausedAt(NOW + millis, 7)).isFalse();
  }

  @Test
  void aLoadThatWasNotSentPausesForASecondAndDoublesNothing() {
    Backoff rejected = failures(1).afterNothingSent(NOW, 7);

    assertThat(rejected.failures()).isEqualTo(1);
    assertThat(rejected.isPausedAt(NOW + 999, 7)).isTrue();
    assertThat(rejected.isPausedAt(NOW + 1_000, 7)).isFalse();
    assertThat(Backoff.NONE.afterNothingSent(NOW, 7).isFailing()).isTrue();
  }

  @Test
  void aSuccessSinceEndsThePause() {
    assertThat(failures(1).isPausedAt(NOW, 7)).isTrue();
    assertThat(failures(1).isPausedAt(NOW, 8)).isFalse();
  }

  @Test
  void aRetryAfterHoldsUntilItsTimeWhateverSucceeds() {
    Backoff rejected = Backoff.NONE.withRetryAfter(NOW + 20);

    assertThat(rejected.isFailing()).isTrue();
    assertThat(rejected.mustWaitAt(NOW + 19)).isTrue();
    assertThat(rejected.mustWaitAt(NOW + 20)).isFalse();
    assertThat(rejected.isPausedAt(NOW, 0)).isFalse();
  }

  @Test
  void aRetryAfterReplacesTheBackoffAndCountsAsAFailure() {
    Backoff rejected = failures(1).withRetryAfter(NOW + 20);

    assertThat(rejected.isPausedAt(NOW, 7)).isFalse();
    assertThat(rejected.afterFailure(NOW, 7).isPausedAt(NOW + 19_999, 7)).isTrue();
  }

  @Test
  void aFailureLeavesAnEarlierRetryAfter() {
    Backoff backoff = Backoff.NONE.withRetryAfter(NOW + 20).afterFailure(NOW, 7);

    assertThat(backoff.mustWaitAt(NOW + 19)).isTrue();
  }

  @Test
  void withoutPauseItIsStillOneAfterFailures() {
    Backoff ended = failures(2).withoutPause();

    assertThat(ended.isFailing()).isTrue();
    assertThat(ended.isPausedAt(NOW, 7)).isFalse();
    assertThat(Backoff.NONE.withRetryAfter(NOW + 20).withoutPause().mustWaitAt(NOW)).isFalse();
    assertThat(ended.afterFailure(NOW, 7).isPausedAt(NOW + 19_999, 7)).isTrue();
  }

  /** Which of the two possible back-offs ends last. */
  @ParameterizedTest
  @CsvSource({
    "0, 7, , ",
    "1, 7, , 5000",
    "1, 8, , ",
    "0, 7, 20, 20",
    "1, 7, 20, 5000",
    "1, 8, 20, 20",
    "1, 7, 9000, 9000"
  })
  void itNamesTheEndOfTheBackoffThatHolds(
      int failures, long successes, @Nullable Long rejectedMillis, @Nullable Long expectedMillis) {
    Backoff backoff =
        rejectedMillis == null ? Backoff.NONE : Backoff.NONE.withRetryAfter(NOW + rejectedMillis);
    if (failures > 0) {
      backoff = new Backoff(1, NOW + 5_000, 7, backoff.retryAtMillis());
    }

    assertThat(backoff.pausedUntil(NOW, successes))
        .isEqualTo(expectedMillis == null ? null : Instant.ofEpochMilli(NOW + expectedMillis));
  }

  private static Backoff failures(int count) {
    Backoff backoff = Backoff.NONE;
    for (int i = 0; i < count; i++) {
      backoff = backoff.afterFailure(NOW, 7);
    }
    return backoff;
  }
}
