package dev.bimgate.client;

import static dev.bimgate.client.CallClass.CALLS;
import static dev.bimgate.client.CallClass.LISTS;
import static dev.bimgate.client.CallClass.WRITES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many permits each class, and each party in it, may hold. */
class FairPermitsTest extends FairPermitsFixture {

  @ParameterizedTest
  @CsvSource({
    "LISTS, 128, 112",
    "CALLS, 128, 104",
    "WRITES, 128, 112",
    "LOGINS, 128, 16",
    "OPEN, 128, 8",
    "OPEN, 8, 1",
    "CALLS, 1, 1"
  })
  void aClassHoldsNoMoreThanItsCap(CallClass callClass, int size, int cap) {
    FairPermits permits = new FairPermits(size);

    assertThat(takenByNewcomers(permits, callClass)).isEqualTo(cap);
  }

  @Test
  void writesHoldNoMoreThanTheirCapTogetherWithCalls() {
    FairPermits permits = new FairPermits(128);

    assertThat(takenByNewcomers(permits, CALLS)).isEqualTo(104);
    assertThat(takenByNewcomers(permits, WRITES)).isEqualTo(8);
  }

  @Test
  void callsLeaveRoomForLists() {
    FairPermits permits = new FairPermits(128);
    takenByNewcomers(permits, CALLS);
    takenByNewcomers(permits, WRITES);

    assertThat(takenByNewcomers(permits, LISTS)).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({"LISTS, 42", "CALLS, 39", "LOGINS, 6", "OPEN, 3"})
  void onePartyAloneGetsThreeEighthsOfTheCap(CallClass callClass, int most) {
    FairPermits permits = new FairPermits(128);

    assertThat(takenBy(permits, callClass, "one")).isEqualTo(most);
  }

  @Test
  void aNewcomerGetsOneWhereAnotherHasUsedItsShare() {
    FairPermits permits = new FairPermits(128);
    takenBy(permits, CALLS, "greedy");

    assertThat(take(permits, claim(CALLS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
  }

  /** However long the calls of the others take. */
  @Test
  void theThirtyFirstOfThirtyGreedyPartiesGetsOneAtOnce() {
    FairPermits permits = new FairPermits(128);
    for (int party = 0; party < 30; party++) {
      takenBy(permits, CALLS, party);
    }

    assertThat(take(permits, claim(CALLS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
    assertThat(take(permits, claim(WRITES, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
    assertThat(take(permits, claim(LISTS, "newcomer"))).isEqualTo(FairPermits.Result.GRANTED);
  }

  /** Each class alone leaves room, but their first calls of all classes must not take it. */
  @ParameterizedTest
  @CsvSource({"CALLS, WRITES, LISTS", "LISTS, CALLS, WRITES", "WRITES, CALLS, LISTS"})
  void thirtyPartiesGreedyInAllClassesLeaveRoomForNewcomers(
      CallClass first, CallClass second, CallClass third) {
    FairPermits permits = new FairPermits(128);
    for (CallClass callClass : List.of(first, second, third)) {
      for (int party = 0; party < 30; party++) {
        takenBy(permits, callClass, party);
      }
    }

    for (CallClass callClass : List.of(LISTS, CALLS, WRITES)) {
      Claim newcomer = held(permits, callClass, "newcomer");
      permits.release(newcomer);
    }
  }

  @Test
  void callsOfNobodyInParticularShareTheCapAlone() {
    FairPermits permits = new FairPermits(128);

    assertThat(takenBy(permits, CALLS, null)).isEqualTo(104);
  }

  @Test
  void aShareIsUsedByWhoHoldsTwo() {
    FairPermits permits = new FairPermits(8);
    held(permits, CALLS, "holder");
    held(permits, CALLS, "holder");
    Claim own = claim(CALLS, "holder");
    Claim other = claim(CALLS, "other");
    take(permits, own);
    take(permits, other);

    assertThat(permits.isShareUsed(own)).isTrue();
    assertThat(permits.isShareUsed(other)).isFalse();
  }

  private int takenByNewcomers(FairPermits permits, CallClass callClass) {
    int taken = 0;
    while (permits.take(claim(callClass, new Object()), false) == FairPermits.Result.GRANTED) {
      taken++;
    }
    return taken;
  }

  private int takenBy(FairPermits permits, CallClass callClass, @Nullable Object party) {
    int taken = 0;
    while (permits.take(claim(callClass, party), false) == FairPermits.Result.GRANTED) {
      taken++;
    }
    return taken;
  }
}
